package io.quicksell.launcher.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another process, which notifies nobody when it is ready or gone. Blocks. */
public final class Waiting {

    private static final long CHECK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Waiting() {}

    /**
     * Checks a condition every few milliseconds until it holds or the limit has passed.
     *
     * @return whether it holds
     * @throws StartFailure if the thread was interrupted, because the system is being stopped
     */
    public static boolean until(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new StartFailure("stopped while waiting");
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(CHECK_EVERY_NANOS);
        }
        return true;
    }
}
