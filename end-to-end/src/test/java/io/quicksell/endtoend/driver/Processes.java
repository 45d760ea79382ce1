package io.quicksell.endtoend.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** What a test asks of a process and does to it from outside, as an operator's shell does. Needs nothing but the JDK. */
public final class Processes {

    private static final Duration END_LIMIT = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private Processes() {}

    /** Whether it runs; one that has ended stays visible, without a command, until its parent has heard of it. */
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** Ends it as a power cut would, and waits until it has ended. */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        awaitEnd(process);
    }

    /** Waits until it has ended by itself or by what was done to it. */
    static void awaitEnd(ProcessHandle process) {
        Waiting.until(
                () -> !isRunning(process),
                BETWEEN_LOOKS,
                END_LIMIT,
                () -> "process " + process.pid() + " does not end within " + END_LIMIT);
    }

    /** Sends it a signal, as kill(1) does. */
    public static void signal(String name, ProcessHandle process) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -" + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
