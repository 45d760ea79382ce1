package io.quicksell.launcher.redis;

import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.launcher.run.Waiting;
import io.quicksell.redis.RedisEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis server of a data folder: a real server process on loopback, in a session of its own so that Ctrl-C does not reach it
 * first, with a password that only the owner of the folder can read. It outlives a killed JVM, and the next start adopts it; when
 * it ends by itself it is started again, for ever.
 *
 * <p>Blocks; for the main thread and the shutdown hook.
 */
public final class EmbeddedRedis {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration SIGN_OF_LIFE_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofMillis(1_500);
    private static final int MAX_PORTS_TRIED = 5;

    private final DataFolder data;
    private final EmbeddedSettings settings;
    private final Duration signOfLifeLimit;
    private final RedisFolder folder;
    private final RedisProcesses processes;
    private final RedisWatch watch;
    private final AofRewriter rewriter;

    private volatile RedisServer server;

    /**
     * @param data the folder of this run, which no other process has
     */
    public EmbeddedRedis(DataFolder data, EmbeddedSettings settings) {
        this(data, settings, SIGN_OF_LIFE_LIMIT);
    }

    EmbeddedRedis(DataFolder data, EmbeddedSettings settings, Duration signOfLifeLimit) {
        this.data = data;
        this.settings = settings;
        this.signOfLifeLimit = signOfLifeLimit;
        this.folder = new RedisFolder(data, settings);
        this.processes = folder.processes();
        this.rewriter = new AofRewriter(() -> server.probe());
        this.watch =
                new RedisWatch(folder, () -> processes.isRunning(server), () -> launch(binary(), server.runningAs(0)));
    }

    /**
     * Where the server of a data folder answers which another process has started.
     *
     * @return empty if there was none, or it is from before the services had a user of their own
     * @throws StartFailure if who asks may not know
     */
    public static Optional<RedisEndpoint> of(Path data) {
        return RedisServer.of(data)
                .filter(server -> !server.servicePassword().isEmpty())
                .map(RedisServer::endpoint);
    }

    /** Where the same server answers its launcher, which may do everything there. */
    public static Optional<RedisEndpoint> administrator(Path data) {
        return RedisServer.of(data).map(RedisServer::administrator);
    }

    /** The process that works on the data of that folder, if there is one. */
    public static Optional<Long> processOn(DataFolder data) {
        return new RedisProcesses(data.file("redis").toAbsolutePath()).any().map(ProcessHandle::pid);
    }

    /**
     * The redis-server of those settings.
     *
     * @param folder into which the packed one is unpacked
     * @throws StartFailure if it does not run here
     */
    public static Path executable(EmbeddedSettings settings, Path folder) {
        return RedisBinary.find(settings.executable(), folder).path();
    }

    /**
     * Starts the server, or adopts the one that a killed JVM left behind, waits until it has loaded its data, and watches it from
     * then on.
     *
     * @return where it answers from now on, also after it was started again
     * @throws StartFailure if it does not start; the line says why
     */
    public RedisEndpoint start() {
        new RestoredRedis(data).finishWhatWasCutOff();
        Optional<RedisServer> last = RedisServer.of(data.path());
        if (last.isPresent() && survives(last.get())) {
            adopt(last.get());
        } else {
            checkNobodyWorksThere();
            RedisBinary binary = binary();
            last.ifPresentOrElse(before -> checkFamily(before, binary), () -> folder.checkReadableBy(binary));
            launchOnAFreePort(binary);
        }
        watch.begin();
        rewriter.begin();
        return server.endpoint();
    }

    /** Ends the server after everything it accepted is on disk, also where {@link #start()} is still under way. */
    public void stop() {
        rewriter.end();
        watch.end();
        if (server == null) {
            return;
        }
        try {
            server.probe().send("SHUTDOWN");
        } catch (IOException e) {
            LOG.debug("no reply to SHUTDOWN", e);
        }
        if (!Waiting.until(STOP_LIMIT, () -> !processes.isRunning(server))) {
            LOG.warn("Redis does not stop when asked; killing it, which loses nothing that is on disk");
            processes.of(server).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** A second server on the same folder would destroy data, so a process that may be the first one is waited for. */
    private boolean survives(RedisServer last) {
        Waiting.until(signOfLifeLimit, () -> !processes.isRunning(last) || answers(last));
        if (!processes.isRunning(last)) {
            return false;
        }
        if (answers(last)) {
            return true;
        }
        throw new StartFailure(
                "The Redis of " + data.path() + " (process "
                        + processes.of(last).map(ProcessHandle::pid).orElse(last.pid())
                        + ") runs but does not answer; end it (with appendfsync always, kill -9 loses nothing) and start again");
    }

    private static boolean answers(RedisServer last) {
        RedisProbe.State state = last.probe().state();
        return state == RedisProbe.State.READY || state == RedisProbe.State.LOADING;
    }

    /** A server without a record, or one that a launcher which died was just starting, or checking the file with. */
    private void checkNobodyWorksThere() {
        Waiting.until(signOfLifeLimit, () -> processes.any().isEmpty());
        processes.any().ifPresent(process -> {
            throw new StartFailure("Process " + process.pid() + " works on " + data.path()
                    + ", and its password is not known; end it (with appendfsync always, kill -9 loses nothing) and start"
                    + " again");
        });
    }

    private void adopt(RedisServer survivor) {
        LOG.info("Adopting the Redis server that was still running");
        server = survivor.withServiceUser();
        server = folder.awaitReady(server);
        try {
            String allowed = server.probe().send("ACL SETUSER " + ServiceUser.rules(server.servicePassword()));
            if (!"+OK".equals(allowed)) {
                throw new StartFailure("Redis does not take its user: " + allowed);
            }
            server.probe().send("CONFIG SET appendfsync " + settings.appendfsync());
            server.probe().send("CONFIG SET maxmemory " + settings.maxMemoryBytes());
        } catch (IOException e) {
            throw new StartFailure("Redis does not take appendfsync and maxmemory: " + e.getMessage(), e);
        }
    }

    private void checkFamily(RedisServer before, RedisBinary binary) {
        if (!before.family().equals(binary.family())) {
            throw new StartFailure(data.path() + " was written by " + before.family() + ", and " + binary.path()
                    + " is " + binary.family()
                    + "; start it with the redis-server that wrote it (redis.server in the conf)");
        }
    }

    private RedisBinary binary() {
        return RedisBinary.find(settings.executable(), data.file("bin"));
    }

    private void launchOnAFreePort(RedisBinary binary) {
        for (int tries = 1; ; tries++) {
            try {
                launch(binary, RedisServer.planned(binary.family()));
                return;
            } catch (PortTaken taken) {
                if (tries == MAX_PORTS_TRIED) {
                    throw taken;
                }
                LOG.info("Port {} was taken meanwhile; looking for another free one", server.port());
            }
        }
    }

    private void launch(RedisBinary binary, RedisServer planned) {
        server = planned;
        server.write(data);
        server = folder.run(binary, planned);
    }
}
