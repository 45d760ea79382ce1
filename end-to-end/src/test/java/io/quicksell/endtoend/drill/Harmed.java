package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.ManyProcesses;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.WatchedRedis;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.SentinelSetup;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What a {@link Fault} has to do with: everything that runs, and chance.
 *
 * @param clients who place orders all the time
 * @param random chooses among equals; its seed is reported, so that the same faults can be had again
 */
record Harmed(WatchedRedis redis, Fleet fleet, ManyProcesses processes, Clients clients, Random random) {

    private static final Duration HEALTH_LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int SOME_ORDERS = 50;

    SentinelSetup setup() {
        return redis.setup();
    }

    OwnRedis primary() {
        return setup().primary();
    }

    OwnRedis oneReplica() {
        return one(setup().replicas());
    }

    OwnRedis oneSentinel() {
        return one(setup().sentinels());
    }

    QuickSellProcess oneProcess(String kind) {
        return fleet.process(one(processes.names(kind)));
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Waits until every server is in its place, every process says that it is ready, and orders are placed. */
    void awaitHealth() {
        setup().awaitReplicas(setup().servers().size() - 1);
        for (String kind : List.of("inventory", "payment", "access")) {
            for (String name : processes.names(kind)) {
                Rest service = new Rest(fleet.process(name).url(kind));
                Eventually.succeeds(
                        HEALTH_LIMIT, () -> service.get("/health/ready").expect(200));
            }
        }
        awaitSomeOrders();
    }

    /** Lets the clients try for a while in which no replica confirms anything: what they send has to wait, if it waits for replicas. */
    void expectNothingAcceptedFor(Duration overall) {
        long begin = System.nanoTime();
        Drill.every(BETWEEN_LOOKS, overall, () -> {
            long accepted = clients.tries()
                    .matching(one -> one.status() == 201 && one.sentAtNanos() > begin)
                    .size();
            assertTrue(redis.awaited() == 0 || accepted == 0, () -> accepted + " orders accepted without a replica");
        });
    }

    /** Some orders are placed without it; or, where changes wait for all replicas, none is. */
    void goOnWithOneReplicaLess(Duration ifNone) {
        if (redis.awaited() < WatchedRedis.REPLICAS) {
            awaitSomeOrders();
        } else {
            expectNothingAcceptedFor(ifNone);
        }
    }

    void awaitSomeOrders() {
        clients.awaitOrders(SOME_ORDERS);
    }
}
