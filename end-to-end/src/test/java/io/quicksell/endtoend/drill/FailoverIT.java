package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.ManyProcesses;
import io.quicksell.endtoend.driver.Verdict;
import io.quicksell.endtoend.driver.WatchedRedis;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;

/** The primary of a Redis with replicas is killed under load: sentinels make a replica the primary, and everybody goes on by themselves. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FailoverIT {

    private static final int ORDERS = 100;
    private static final int FEW = 10;
    static final String CHARGES_IN_LOG = "\"log\": {\"level\": \"debug\"}";
    static final String QUICK = "\"delayMillis\": 200";

    /** A failover takes some seconds, and a request that nobody answers costs a client its own 15 s before it repeats it. */
    private static final Duration OUTAGE_LIMIT = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private WatchedRedis redis;
    private Fleet fleet;

    @RegisterExtension
    final TestExecutionExceptionHandler showLogs = (context, failure) -> {
        Drill.print(fleet.logTails());
        throw failure;
    };

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void withReplicasThatAreAwaitedNothingAcceptedIsLostOrChargedForNothing() throws Exception {
        start(1);
        ManyProcesses processes = new ManyProcesses(fleet, 2, 2, 0).add(CHARGES_IN_LOG, "", QUICK);
        long begin = System.nanoTime();
        fleet.startAll();
        Drill.report(
                "%d processes ready after %d ms",
                processes.names().size(), Drill.since(begin).toMillis());

        try (Clients clients = new Clients(processes.doors()).awaitOrders(ORDERS)) {
            OwnRedis old = redis.setup().primary();
            long killed = System.nanoTime();
            old.kill();
            clients.awaitOrders(ORDERS);
            Set<String> accepted = clients.finish();

            Duration outage = clients.tries().longestOrder(killed);
            Drill.report("primary killed: longest outage of a client %d ms; %s", outage.toMillis(), clients);
            fleet.audit(accepted).expectClean();
            assertNotEquals(old, redis.setup().primary());
            assertTrue(outage.compareTo(OUTAGE_LIMIT) < 0, outage::toString);
            assertEquals(List.of(), fleet.ended());
        }
    }

    /**
     * The honest counterpart, by which the books prove that they would see a loss. Sentinels promote no replica that was cut off for 10 s, so that time
     * is short.
     */
    @Test
    void withReplicasThatAreNotAwaitedWhatTheyDidNotHaveIsLostAndTheBooksSaySo() throws Exception {
        start(0);
        fleet.with("all", """
                %s, "inventory": {"port": 0}, "payment": {"port": 0, "delayMillis": 0}
                """.formatted(CHARGES_IN_LOG));
        fleet.startAll();

        try (Clients clients = new Clients(List.of(fleet.door("all", "all"))).awaitOrders(ORDERS)) {
            OwnRedis old = redis.setup().primary();
            List<OwnRedis> behind = redis.setup().replicas();
            behind.forEach(redis::cut);
            Set<String> before = clients.placed();
            clients.awaitOrders(FEW);
            awaitACharge(clients.placed(), before);
            old.kill();
            behind.forEach(redis::mend);
            clients.awaitOrders(ORDERS);
            Verdict found = fleet.audit(clients.finish());

            Drill.report(
                    "primary killed, replicas behind: %d accepted orders lost, %d charged for nothing",
                    found.lost().size(), found.chargedForNothing().size());
            assertFalse(found.lost().isEmpty(), found::toString);
            assertFalse(found.chargedForNothing().isEmpty(), found::toString);
            assertTrue(found.lost().stream().noneMatch(before::contains), found::toString);
            assertEquals(List.of(), found.faults());
        }
    }

    /** That of an order which the replicas do not know. */
    private void awaitACharge(Set<String> placed, Set<String> known) {
        Eventually.holds(() -> assertTrue(placed.stream()
                .filter(id -> !known.contains(id))
                .anyMatch(id -> "completed".equals(fleet.status(id)))));
    }

    private void start(int awaited) {
        redis = WatchedRedis.start(folder, awaited);
        fleet = new Fleet(redis);
    }
}
