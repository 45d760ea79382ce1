package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.ManyProcesses;
import io.quicksell.endtoend.driver.Verdict;
import io.quicksell.endtoend.driver.WatchedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every {@link Fault}, in an order that chance gives, one after the other for as long as one likes; CONTRIBUTING.md says how. It ends
 * with a table.
 */
@EnabledIfSystemProperty(named = "quicksell.faults.minutes", matches = "[1-9]\\d*")
class FailoverUnderFaultsIT {

    private static final Duration OVERALL = Duration.ofMinutes(Integer.getInteger("quicksell.faults.minutes", 0));
    private static final long SEED = Long.getLong("quicksell.faults.seed", 1);
    private static final int AWAITED = Integer.getInteger("quicksell.faults.replicas", 1);

    /** Some 80 orders a second, so that the books of an hour can still be read. */
    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(200);

    private static final int ORDERS = 50;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final LinkedList<Fault> coming = new LinkedList<>();
    private final Set<String> lost = new HashSet<>();
    private Fleet fleet;

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void whateverHappensTheFleetGoesOnAndTheBooksAgree() throws Exception {
        WatchedRedis redis = WatchedRedis.start(folder, AWAITED);
        fleet = new Fleet(redis);
        ManyProcesses processes =
                new ManyProcesses(fleet, 2, 2, 2).add(FailoverIT.CHARGES_IN_LOG, "", FailoverIT.QUICK);
        fleet.startAll();
        FaultTable table = new FaultTable();
        try (Clients clients = new Clients(processes.doors(), BETWEEN_ORDERS).awaitOrders(ORDERS)) {
            Harmed harmed = new Harmed(redis, fleet, processes, clients, random);
            long end = System.nanoTime() + OVERALL.toNanos();
            while (System.nanoTime() < end) {
                Fault fault = nextFault();
                Drill.report("seed %d: %s", SEED, fault);
                table.add(fault, rowOf(fault, harmed));
            }
            Set<String> accepted = clients.finish();
            Verdict found = fleet.audit(accepted);
            Drill.report(
                    "redis.replicas %d, seed %d, %d orders accepted, %d lost, %d charged for nothing, %d other faults; %s",
                    AWAITED,
                    SEED,
                    accepted.size(),
                    found.lost().size(),
                    found.chargedForNothing().size(),
                    found.faults().size(),
                    clients);
            expect(found);
        } catch (Throwable failure) {
            Drill.print(fleet.logTails());
            throw failure;
        } finally {
            Drill.print(table.toString());
        }
    }

    private FaultTable.Row rowOf(Fault fault, Harmed harmed) {
        int before = harmed.clients().placed().size();
        long begin = System.nanoTime();
        fault.strike(harmed).undo();
        harmed.awaitHealth();
        Set<String> placed = harmed.clients().placed();
        Set<String> gone = fleet.missing(placed);
        gone.removeAll(lost);
        lost.addAll(gone);
        Duration outage = harmed.clients().tries().longestOrder(begin);
        return new FaultTable.Row(1, placed.size() - before, gone.size(), outage);
    }

    /** Each once, before any comes again. Where replicas are awaited, only those that nothing may be lost by. */
    private Fault nextFault() {
        if (coming.isEmpty()) {
            Stream.of(Fault.values())
                    .filter(fault -> AWAITED == 0 || !fault.mayLose(AWAITED))
                    .forEach(coming::add);
            Collections.shuffle(coming, random);
        }
        return coming.remove();
    }

    /** Where nobody waits for replicas, what a failover loses is lost; all the rest has to agree there, too. */
    private static void expect(Verdict found) {
        if (AWAITED > 0) {
            found.expectClean();
        } else {
            assertEquals(List.of(), found.faults());
        }
    }
}
