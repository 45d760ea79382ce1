package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Report.Machine;
import io.quicksell.endtoend.bench.WayOfRunning.Shipped;
import io.quicksell.endtoend.driver.BuiltJar;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command line of the benchmark, which {@code run.sh} calls. No build runs it as a whole; {@code BenchIT} runs a few seconds of it.
 * System properties: {@code quicksell.jar} is what to measure, {@code quicksell.java-options} is how {@code run.sh} would start it.
 */
public final class Benchmark {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final double BUSY_LOAD_OF_A_CORE = 0.25;

    private Benchmark() {}

    public static void main(String[] words) {
        System.exit(run(List.of(words)));
    }

    /** Returns the exit code. */
    static int run(List<String> words) {
        try {
            Arguments arguments = Arguments.of(words);
            if (arguments.help()) {
                System.out.print(Arguments.HELP);
            } else {
                run(arguments);
            }
            return 0;
        } catch (Arguments.WrongUse | Report.Unreadable e) {
            System.err.println(e.getMessage());
            return WRONG_USE;
        } catch (Exception | AssertionError e) {
            System.err.println("The benchmark failed");
            e.printStackTrace(System.err);
            return FAILED;
        }
    }

    private static void run(Arguments arguments) throws Exception {
        Optional<Report> earlier = Optional.empty();
        if (arguments.compare().isPresent()) {
            earlier = Optional.of(Report.read(arguments.compare().get()));
        }
        List<String> options = Stream.of(
                        System.getProperty("quicksell.java-options", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
        Shipped shipped = new Shipped(BuiltJar.ofThisBuild(), options, Shipped.PAYMENT_DELAY);
        Report report = measure(shipped, arguments.against().map(BuiltJar::new), arguments.pace(), arguments.orders());

        Path json = arguments.json().orElseGet(() -> defaultFile(report));
        Path page = Path.of(json.toString().replaceFirst("\\.json$", ".html"));
        report.write(json);
        List<String> compared =
                earlier.map(before -> new Comparison(before, report).lines()).orElse(List.of());
        new Page(report, compared).write(page);
        System.out.println();
        new Table(report).lines().forEach(System.out::println);
        System.out.println();
        compared.forEach(System.out::println);
        System.out.println("Results: " + json);
        System.out.println("Plots:   " + page);
    }

    /** Measures a jar, and another one beside it, and says what it is about. */
    static Report measure(Shipped shipped, Optional<BuiltJar> against, Pace pace, long orders) throws Exception {
        long begin = System.nanoTime();
        Machine machine = machine();
        if (machine.loadBefore() > BUSY_LOAD_OF_A_CORE * machine.cores()) {
            System.out.printf(
                    Locale.ROOT,
                    "This machine is busy with something else (load average %.1f): expect less, and more noise%n",
                    machine.loadBefore());
        }
        Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Findings findings = new Run(
                        shipped,
                        against,
                        pace,
                        orders,
                        step -> System.out.printf(
                                Locale.ROOT,
                                "%4d s  %s%n",
                                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                                step))
                .measure();
        return new Report(
                Report.FORMAT,
                pace.name(),
                shipped.jar().path().getFileName().toString(),
                against.map(other -> other.path().toString()).orElse(""),
                started.toString(),
                orders,
                machine,
                findings.figures(),
                findings.curves());
    }

    private static Machine machine() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static Path defaultFile(Report report) {
        return Path.of(
                System.getProperty("quicksell.home", ""),
                "end-to-end/target/bench/" + report.started().replace(':', '-') + ".json");
    }
}
