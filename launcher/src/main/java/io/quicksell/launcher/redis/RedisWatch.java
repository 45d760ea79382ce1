package io.quicksell.launcher.redis;

import io.quicksell.redis.Backoff;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a server running: one that has ended is started again, for ever. At once, if it had been running for a while; otherwise after
 * a delay that grows with each failure.
 */
final class RedisWatch {

    private static final Logger LOG = LoggerFactory.getLogger(RedisWatch.class);
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Backoff RESTART = new Backoff(200, 10_000);

    private final RedisFolder folder;
    private final BooleanSupplier isRunning;
    private final Runnable start;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(RedisWatch::daemon);

    private volatile boolean stopping;
    private long startedAtNanos;
    private int restarts;

    /**
     * @param start returns when the server has loaded its data, or throws
     */
    RedisWatch(RedisFolder folder, BooleanSupplier isRunning, Runnable start) {
        this.folder = folder;
        this.isRunning = isRunning;
        this.start = start;
    }

    /** Watches a server that runs from now on. */
    void begin() {
        startedAtNanos = System.nanoTime();
        lookLater();
    }

    /** Starts nothing more; a server whose start is under way can be found when this returns. */
    void end() {
        stopping = true;
        folder.close();
        timer.shutdownNow();
    }

    private void lookLater() {
        if (!stopping) {
            timer.schedule(this::look, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        if (isRunning.getAsBoolean()) {
            lookLater();
            return;
        }
        LOG.error("Redis has ended (see {}); starting it again", folder.log().file());
        if (System.nanoTime() - startedAtNanos > STEADY_NANOS) {
            restarts = 0;
            startAgain();
        } else {
            startAgainLater();
        }
    }

    private void startAgainLater() {
        if (!stopping) {
            timer.schedule(this::startAgain, RESTART.millisAfter(restarts++), TimeUnit.MILLISECONDS);
        }
    }

    private void startAgain() {
        try {
            start.run();
            LOG.info("Redis is back");
            begin();
        } catch (RuntimeException e) {
            if (!stopping) {
                LOG.error("{}; trying again, less and less often", e.getMessage());
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
