package io.quicksell.launcher.redis;

import io.quicksell.redis.Backoff;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a server running: one that has ended is started again, for ever. At once, if it had been running for a while; otherwise after
 * a delay that grows to a second, so it is soon back once its disk has room again. Each reason is logged once until it has run steadily.
 */
final class RedisWatch {

    private static final Logger LOG = LoggerFactory.getLogger(RedisWatch.class);
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Backoff RESTART = new Backoff(200, 1_000);

    private final RedisFolder folder;
    private final BooleanSupplier isRunning;
    private final Runnable start;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(RedisWatch::daemon);

    private final Set<String> told = new HashSet<>();

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
        boolean wasSteady = System.nanoTime() - startedAtNanos > STEADY_NANOS;
        if (wasSteady) {
            told.clear();
        }
        tell("Redis has ended (see " + folder.log().file() + "); starting it again");
        if (wasSteady) {
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
                tell(e.getMessage() + "; trying again for ever");
                startAgainLater();
            }
        }
    }

    /** Times, process ids and the like make no new reason. */
    private void tell(String line) {
        if (told.add(DIGITS.matcher(line).replaceAll(""))) {
            LOG.error(line);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "redis-watch");
        thread.setDaemon(true);
        return thread;
    }
}
