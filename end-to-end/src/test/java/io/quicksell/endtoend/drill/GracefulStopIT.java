package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.Books;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.QuickSellProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stopping in the middle of work is safe, quick, and never looks like a defect to a client. */
class GracefulStopIT {

    private static final int ROUNDS = 2;

    /** What docs/operating.md promises; charges that are under way take 2 s of it. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    /** Says how busy the machine is. */
    private static final String SLOW_MACHINE = " BlockedThreadChecker ";

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    @Test
    void whatWasAcceptedIsThereAtTheNextStartAndIsCompleted() throws Exception {
        QuickSellProcess system = SYSTEM.process();
        try (Clients clients = new Clients(system)) {
            for (int round = 1; round <= ROUNDS; round++) {
                clients.awaitOrders(200);
                ProcessHandle redis = system.redis().orElseThrow();
                Duration took = system.stop();
                Drill.report("stopped under load within %d ms", took.toMillis());
                assertTrue(took.compareTo(STOP_LIMIT) < 0, took::toString);
                assertFalse(Processes.isRunning(redis));
                assertEquals(List.of(), noise(system.log()));
                system.start();
            }
            clients.awaitOrders(200);
            Books.check(system, clients.finish());

            Drill.report("stopped %d times: %s", ROUNDS, clients);
        }
    }

    /** Entries of the log that an operator would look into, stack traces with them. */
    private static List<String> noise(String log) {
        return log.lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .filter(line -> !line.contains(SLOW_MACHINE))
                .toList();
    }

    @Test
    void redisIsStoppedAlsoWhereABuildHasReplacedTheJarMeanwhile(@TempDir Path folder) throws IOException {
        BuiltJar jar = new BuiltJar(Files.copy(BuiltJar.ofThisBuild().path(), folder.resolve("quicksell.jar")));
        try (QuickSellProcess running = new QuickSellProcess(jar, List.of(), "")) {
            running.start();
            ProcessHandle redis = running.redis().orElseThrow();
            Files.writeString(jar.path(), "what a build writes first");

            running.stop();

            assertFalse(Processes.isRunning(redis));
        }
    }
}
