package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.bench.WayOfRunning.Shipped;
import io.quicksell.endtoend.driver.BuiltJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The benchmark keeps up with the system: some seconds of it, which measure nothing that anybody should believe. */
class BenchIT {

    private static final Pace SHORT =
            new Pace("test", Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(1), 1, 4, 20, false);

    private static final long ORDERS = 4_000;

    /** Of which there may be nothing in so short a time. */
    private static final List<String> COARSE = List.of("processor", Figure.LATE);

    private static final Set<String> NOT_QUICK = new TreeSet<>(List.of(
            Figure.key(Run.HOT, Figure.SCRIPTS),
            Figure.key(Run.SOME_LINES, Figure.SCRIPTS),
            Figure.key(Run.CLOSED, Figure.TIMES_OTHER),
            Figure.key(WayOfRunning.SEPARATE, Figure.SHARE_OF_ALL_IN_ONE),
            Figure.key(WayOfRunning.CLUSTERED, Figure.SHARE_OF_ALL_IN_ONE)));

    private static final BuiltJar JAR = BuiltJar.ofThisBuild();

    @Test
    void everyFigureOfAQuickRunIsFound() throws Exception {
        Shipped shipped = new Shipped(JAR, List.of(), Duration.ofMillis(20));

        Report report = Benchmark.measure(shipped, Optional.empty(), SHORT, ORDERS);

        Set<String> nothing = report.figures().stream()
                .filter(figure -> figure.values().stream().anyMatch(value -> !(value > 0)))
                .map(Figure::key)
                .filter(key -> COARSE.stream().noneMatch(key::contains))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), nothing);
        Set<String> missing = new TreeSet<>(Mark.keys());
        missing.removeAll(report.figures().stream().map(Figure::key).toList());
        if (!Files.exists(Path.of("/proc/self/status"))) {
            missing.remove(Figure.key(Run.HALF, Figure.OWN_MEMORY));
        }
        assertEquals(NOT_QUICK, missing);
        double many =
                report.figure(ManyOrders.STARTS, Figure.ORDERS).orElseThrow().median();
        assertTrue(many >= ORDERS, "" + many);
    }

    @Test
    void theJarHasNothingOfIt() throws Exception {
        try (JarFile jar = new JarFile(JAR.path().toFile())) {
            assertEquals(
                    List.of(),
                    jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.contains("endtoend") || name.contains("HdrHistogram"))
                            .toList());
        }
    }
}
