package io.quicksell.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits, within a limit, until something holds; for the JUnit thread. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

    private Eventually() {}

    /** Tries until an assertion holds or a call no longer throws. When the limit has passed, throws what the last try threw. */
    public static <T> T succeeds(Supplier<T> attempt) {
        return succeeds(LIMIT, attempt);
    }

    /** As {@link #succeeds(Supplier)} with a limit of its own. */
    public static <T> T succeeds(Duration limit, Supplier<T> attempt) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return attempt.get();
            } catch (RuntimeException | AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    /** Tries until an assertion holds. */
    public static void holds(Runnable assertion) {
        holds(LIMIT, assertion);
    }

    /** As {@link #holds(Runnable)} with a limit of its own. */
    public static void holds(Duration limit, Runnable assertion) {
        succeeds(limit, () -> {
            assertion.run();
            return null;
        });
    }
}
