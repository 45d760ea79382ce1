package io.quicksell.launcher;

import io.quicksell.common.access.RequiredAccessStore;
import io.quicksell.common.metrics.Metric;
import io.quicksell.launcher.backup.Backup;
import io.quicksell.launcher.backup.NightlyBackup;
import io.quicksell.launcher.backup.Source;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.conf.RedisConfig;
import io.quicksell.launcher.metrics.ProcessMetrics;
import io.quicksell.launcher.redis.EmbeddedRedis;
import io.quicksell.launcher.redis.EmbeddedSettings;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.PrivateFile;
import io.quicksell.launcher.run.RunRecord;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.launcher.run.Waiting;
import io.quicksell.launcher.trace.Tracing;
import io.quicksell.redis.RedisEndpoint;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running system, as a conf describes it. Blocks; for the main thread and the shutdown hook. */
final class QuickSell {

    private static final Logger LOG = LoggerFactory.getLogger(QuickSell.class);

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final QuickSellConfig config;
    private final DataFolder folder;
    private final Optional<EmbeddedRedis> embedded;
    private final Optional<NightlyBackup> nightly;
    private volatile Optional<Tracing> tracing = Optional.empty();
    private volatile Services services;
    private volatile boolean stopping;

    QuickSell(QuickSellConfig config, DataFolder folder) {
        this.config = config;
        this.folder = folder;
        RedisConfig redis = config.redis();
        this.embedded = redis.isEmbedded()
                ? Optional.of(new EmbeddedRedis(
                        folder, new EmbeddedSettings(redis.server(), redis.appendfsync(), redis.maxMemoryMb())))
                : Optional.empty();
        this.nightly = config.needsRedis() && config.backup().isNightly()
                ? Optional.of(
                        new NightlyBackup(config.backup(), source().name(), Clock.systemDefaultZone(), this::backUp))
                : Optional.empty();
    }

    private Source source() {
        return embedded.isPresent()
                ? Source.embedded(folder.path())
                : Source.external(config.redis().endpoint());
    }

    private Path backUp(Path backups) {
        return Backup.of(config, source(), LOG::debug).provableInto(backups);
    }

    /**
     * Starts Redis where it is embedded, then what the conf names.
     *
     * @return where it can be reached: {@code desk}, {@code inventory}, {@code payment}, {@code access}, what runs of these
     * @throws StartFailure if something does not start; {@link #stop()} is needed then too
     */
    Map<String, String> start() {
        folder.keepOthersOut();
        warnOfOpenSecrets();
        config.open().forEach(line -> LOG.warn("protectedMode is off: {}", line));
        Tls tls = Tls.of(config);
        FreePorts.check(config);
        record(Map.of());
        if (config.needsRedis()) {
            RedisEndpoint redis = embedded.map(EmbeddedRedis::start).orElseGet(this::externalRedis);
            connect(tls);
            config.inventory().ifPresent(inventory -> services.start(inventory, redis));
            config.payment().ifPresent(payment -> services.start(payment, redis));
            config.accessService().ifPresent(access -> services.start(access, redis));
        } else {
            connect(tls);
        }
        config.web().ifPresent(services::start);
        nightly.ifPresent(NightlyBackup::begin);
        record(services.urls());
        return services.urls();
    }

    /**
     * Returns when each service can use its Redis, or the system is being stopped.
     *
     * @param say told what is in the way, and the way out, whenever that is another one
     */
    void awaitFitness(Consumer<String> say) {
        Optional<String> said = Optional.empty();
        for (Optional<String> defect = defect(); defect.isPresent() && !stopping; defect = defect()) {
            if (!defect.equals(said)) {
                say.accept("Not ready: " + defect.get() + ". " + wayOut(defect.get()));
                said = defect;
            }
            Optional<String> known = defect;
            Waiting.until(LOOK_AGAIN, () -> stopping || !known.equals(defect()));
        }
    }

    private Optional<String> defect() {
        return services == null ? Optional.empty() : services.defect();
    }

    private String wayOut(String defect) {
        if (defect.endsWith(RequiredAccessStore.WHY)) {
            return "Set access.mode to required in " + config.file() + ", or, to let everybody in from now on, stop all"
                    + " processes that have it so, and run ./run.sh access off.";
        }
        return embedded.isPresent()
                ? "Run the version that wrote " + folder.path() + ", or name another folder in " + config.file()
                        + " (\"data\")."
                : "It goes on by itself when that is put right; docs/operating.md has the ways out (A Redis of your own).";
    }

    /**
     * Stops everything in the order in which it is safe: the desk, payment, inventory, which payment asks, and Redis last, whatever
     * became of the others. Where the jar was replaced under the running system, the classes that only a stop needs are gone.
     */
    void stop() {
        stopping = true;
        nightly.ifPresent(NightlyBackup::end);
        try {
            if (services != null) {
                services.stop();
            }
            tracing.ifPresent(Tracing::close);
        } finally {
            embedded.ifPresent(EmbeddedRedis::stop);
            RunRecord.remove(folder.path());
            folder.close();
        }
    }

    /** Whether {@link #stop()} was called, from whatever thread. */
    boolean isStopping() {
        return stopping;
    }

    private void warnOfOpenSecrets() {
        warnOfOpenSecret(config.file().resolveSibling(".env"));
        if (config.tls().encrypts()) {
            warnOfOpenSecret(config.tls().key());
        }
    }

    private static void warnOfOpenSecret(Path file) {
        if (PrivateFile.isOpenToOthers(file)) {
            LOG.warn("{} may hold secrets, and others than its owner may use it: chmod 600 keeps them out", file);
        }
    }

    /** Who has the folder, and what answers by now: for status and stop, which may come while this is starting. */
    private void record(Map<String, String> urls) {
        new RunRecord(ProcessHandle.current().pid(), urls).write(folder.path());
    }

    private RedisEndpoint externalRedis() {
        RedisEndpoint redis = config.redis().endpoint();
        LOG.info("Using the Redis at {}", redis.master());
        return redis;
    }

    private void connect(Tls tls) {
        ProcessMetrics metrics = ProcessMetrics.of(config.metrics());
        nightly.ifPresent(backup -> backup.measuredBy(metrics.meters().of(Metric.BACKUP_AGE)));
        if (config.traces().isOn()) {
            tracing =
                    Optional.of(new Tracing(config.traces(), config.tracedAs(), folder.nodeId(), config.serviceKey()));
        }
        Vertx vertx = Cluster.connect(config.cluster(), config.tls(), metrics, tracing);
        tls.certificate().ifPresent(certificate -> certificate.watch(vertx));
        services = new Services(
                vertx,
                config,
                folder,
                tls,
                metrics,
                nightly.<Map<String, Supplier<Map<String, Object>>>>map(backup -> Map.of("backup", backup::state))
                        .orElse(Map.of()));
        services.startMetrics();
    }
}
