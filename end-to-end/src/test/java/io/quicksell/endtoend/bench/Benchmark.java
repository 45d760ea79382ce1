package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.BuiltJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What the benchmarks have in common. Each is a program of its own and no part of the build: it runs a built jar in one way or in
 * several, lets it warm up under load until the JIT is done, measures, and prints what it found.
 */
final class Benchmark {

    static final int CONNECTIONS = 64;
    static final Duration WARM_UP = Duration.ofSeconds(45);
    static final Duration MEASURED = Duration.ofSeconds(20);
    static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** Measures one running system. */
    @FunctionalInterface
    interface Measurement {
        void of(WayOfRunning system) throws Exception;
    }

    private Benchmark() {}

    /** Ends the program where it was given other arguments than these. */
    static void expectArguments(String[] given, String... expected) {
        if (given.length != expected.length) {
            System.err.println("Arguments: " + String.join(", ", expected));
            System.exit(2);
        }
    }

    /** Runs the jar in each of the ways, one after the other, and measures it. */
    static void run(String jar, List<Function<BuiltJar, WayOfRunning>> ways, Measurement measurement) throws Exception {
        BuiltJar built = new BuiltJar(Path.of(jar).toAbsolutePath().normalize());
        for (Function<BuiltJar, WayOfRunning> way : ways) {
            try (WayOfRunning system = way.apply(built)) {
                measurement.of(system);
            }
        }
    }

    static void print(String line, Object... arguments) {
        System.out.printf(Locale.ROOT, line + "%n", arguments);
    }
}
