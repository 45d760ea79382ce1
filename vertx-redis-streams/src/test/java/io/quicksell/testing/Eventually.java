package io.quicksell.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what is going to be so, within a limit; for the JUnit thread. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private Eventually() {}

    /** Looks until an assertion holds or a call no longer throws; what it threw last is thrown when the limit is over. */
    public static <T> T succeeds(Supplier<T> look) {
        return succeeds(LIMIT, look);
    }

    /** As {@link #succeeds(Supplier)} with a limit of its own. */
    public static <T> T succeeds(Duration limit, Supplier<T> look) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return look.get();
            } catch (RuntimeException | AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    /** Looks until an assertion holds. */
    public static void holds(Runnable assertion) {
        succeeds(() -> {
            assertion.run();
            return null;
        });
    }
}
