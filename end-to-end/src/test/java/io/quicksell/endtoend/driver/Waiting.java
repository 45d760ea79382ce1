package io.quicksell.endtoend.driver;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits, with a limit, for a moment or for something to become so. Blocks its thread. Needs nothing but the JDK. */
public final class Waiting {

    private Waiting() {}

    /** Returns when {@link System#nanoTime()} has come that far; at once where it is past it. */
    public static void untilNanos(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Looks again and again until it is so.
     *
     * @param whyNot what an {@link AssertionError} says when the limit is over and it is still not so
     */
    public static void until(BooleanSupplier isSo, Duration betweenLooks, Duration limit, Supplier<String> whyNot) {
        long end = System.nanoTime() + limit.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(whyNot.get());
            }
            LockSupport.parkNanos(betweenLooks.toNanos());
        }
    }
}
