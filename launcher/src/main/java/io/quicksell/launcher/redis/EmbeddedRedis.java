package io.quicksell.launcher.redis;

import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.launcher.run.Waiting;
import io.quicksell.redis.Backoff;
import io.quicksell.redis.RedisEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private static final long WATCH_EVERY_MILLIS = 100;
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Backoff RESTART = new Backoff(200, 10_000);

    private final DataFolder folder;
    private final String executable;
    private final String appendfsync;
    private final Duration signOfLifeLimit;
    private final RedisFolder redisFolder;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(EmbeddedRedis::daemon);

    private volatile RedisServer server;
    private volatile boolean stopping;
    private long startedAtNanos;
    private int restarts;

    /**
     * @param executable path of the redis-server to run, or empty for the packed one
     * @param appendfsync how often it makes its log safe: {@code always}, {@code everysec} or {@code no}
     */
    public EmbeddedRedis(DataFolder folder, String executable, String appendfsync) {
        this(folder, executable, appendfsync, SIGN_OF_LIFE_LIMIT);
    }

    EmbeddedRedis(DataFolder folder, String executable, String appendfsync, Duration signOfLifeLimit) {
        this.folder = folder;
        this.executable = executable;
        this.appendfsync = appendfsync;
        this.signOfLifeLimit = signOfLifeLimit;
        this.redisFolder = new RedisFolder(folder, appendfsync);
    }

    /**
     * Starts the server, or adopts the one that a killed JVM left behind, waits until it has loaded its data, and watches it from
     * then on.
     *
     * @throws StartFailure if it does not start; the line says why
     */
    public RedisEndpoint start() {
        Optional<RedisServer> last = RedisServer.of(folder);
        if (last.isPresent() && survives(last.get())) {
            adopt(last.get());
        } else {
            checkNobodyWorksThere();
            RedisBinary binary = binary();
            last.ifPresentOrElse(before -> checkFamily(before, binary), () -> redisFolder.checkReadableBy(binary));
            launchOnAFreePort(binary);
        }
        watchAgainIn(WATCH_EVERY_MILLIS);
        return new RedisEndpoint("127.0.0.1", server.port(), server.password());
    }

    /** Ends the server after everything it accepted is on disk. */
    public void stop() {
        stopping = true;
        redisFolder.close();
        watch.shutdownNow();
        if (server == null) {
            return;
        }
        try {
            server.probe().say("SHUTDOWN");
        } catch (IOException e) {
            LOG.debug("no answer to SHUTDOWN", e);
        }
        if (!Waiting.until(STOP_LIMIT, () -> !redisFolder.isRunning(server))) {
            LOG.warn("Redis does not stop when asked; it is killed, which loses nothing that is on disk");
            redisFolder.processOf(server).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** A second server on the same folder would destroy data, so whatever may be the first one is waited for. */
    private boolean survives(RedisServer last) {
        Waiting.until(signOfLifeLimit, () -> !redisFolder.isRunning(last) || answers(last));
        if (!redisFolder.isRunning(last)) {
            return false;
        }
        if (answers(last)) {
            return true;
        }
        throw new StartFailure(
                "The Redis of " + folder.path() + " (process "
                        + redisFolder.processOf(last).map(ProcessHandle::pid).orElse(last.pid())
                        + ") runs but does not answer; end it (with appendfsync always, kill -9 loses nothing) and start again");
    }

    private static boolean answers(RedisServer last) {
        RedisProbe.State state = last.probe().state();
        return state == RedisProbe.State.READY || state == RedisProbe.State.LOADING;
    }

    /** One that no record tells of, or one that a launcher which died was just starting, or checking the file with. */
    private void checkNobodyWorksThere() {
        Waiting.until(signOfLifeLimit, () -> redisFolder.process().isEmpty());
        redisFolder.process().ifPresent(process -> {
            throw new StartFailure("Process " + process.pid() + " works on " + folder.path()
                    + ", and nothing tells its password; end it (with appendfsync always, kill -9 loses nothing) and start"
                    + " again");
        });
    }

    private void adopt(RedisServer survivor) {
        LOG.info("Redis was still running; it goes on");
        server = survivor;
        server = redisFolder.awaitReady(survivor);
        try {
            server.probe().say("CONFIG SET appendfsync " + appendfsync);
        } catch (IOException e) {
            throw new StartFailure("Redis does not take appendfsync: " + e.getMessage(), e);
        }
    }

    private void checkFamily(RedisServer before, RedisBinary binary) {
        if (!before.family().equals(binary.family())) {
            throw new StartFailure(folder.path() + " was written by " + before.family() + ", and " + binary.path()
                    + " is " + binary.family()
                    + "; start it with the redis-server that wrote it (redis.server in the conf)");
        }
    }

    private RedisBinary binary() {
        return RedisBinary.find(executable, folder.file("bin"));
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
                LOG.info("Another has port {} meanwhile; a free one is looked for again", server.port());
            }
        }
    }

    private void launch(RedisBinary binary, RedisServer planned) {
        server = planned;
        server.write(folder);
        server = redisFolder.run(binary, planned);
        startedAtNanos = System.nanoTime();
    }

    private void watchAgainIn(long millis) {
        if (!stopping) {
            watch.schedule(this::look, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        if (redisFolder.isRunning(server)) {
            watchAgainIn(WATCH_EVERY_MILLIS);
            return;
        }
        LOG.error("Redis has ended (see {}); it is started again", redisFolder.log());
        if (System.nanoTime() - startedAtNanos > STEADY_NANOS) {
            restarts = 0;
            startAgain();
        } else {
            startAgainLater();
        }
    }

    private void startAgainLater() {
        if (!stopping) {
            watch.schedule(this::startAgain, RESTART.millisAfter(restarts++), TimeUnit.MILLISECONDS);
        }
    }

    private void startAgain() {
        try {
            launch(binary(), server.runningAs(0));
            LOG.info("Redis is back");
            watchAgainIn(WATCH_EVERY_MILLIS);
        } catch (RuntimeException e) {
            if (!stopping) {
                LOG.error("{}; it is tried again, ever more rarely", e.getMessage());
                startAgainLater();
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "redis-watch");
        thread.setDaemon(true);
        return thread;
    }
}
