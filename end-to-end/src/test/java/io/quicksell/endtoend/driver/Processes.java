package io.quicksell.endtoend.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a test asks of a process and does to it from outside, as an operator's shell does. Needs nothing but the JDK. */
public final class Processes {

    private static final Duration END_LIMIT = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    /** proc(5): what the times in stat count. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Counted from the state, the first field after the name; those in the kernel are the next. */
    private static final int USER_TICKS = 11;

    private Processes() {}

    /** Whether it runs; one that has ended stays visible, without a command, until its parent has heard of it. */
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** The processor time that it has used since it began. */
    public static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** The processor time of all threads of a process whose name begins so, as Linux counts it; zero elsewhere. */
    public static Duration cpuOfThreads(long pid, String name) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return threads.map(thread -> cpuOfThread(thread, name)).reduce(Duration.ZERO, Duration::plus);
        } catch (IOException noLinux) {
            return Duration.ZERO;
        }
    }

    private static Duration cpuOfThread(Path thread, String name) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            if (!stat.substring(stat.indexOf('(') + 1).startsWith(name)) {
                return Duration.ZERO;
            }
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return TICK.multipliedBy(Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]));
        } catch (IOException itHasEnded) {
            return Duration.ZERO;
        }
    }

    /** Ends it as a power cut would, and waits until it has ended. */
    public static void kill(ProcessHandle process) {
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
