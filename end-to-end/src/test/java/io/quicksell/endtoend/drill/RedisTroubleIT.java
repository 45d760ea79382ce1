package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.Books;
import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis freezes, hangs up on everybody, forgets its scripts, delivers old events again: all of it under load, and none of it for ever. */
class RedisTroubleIT {

    private static final int ORDERS_BEFORE = 200;
    private static final Duration FROZEN = Duration.ofSeconds(6);
    private static final Duration TROUBLE = Duration.ofSeconds(5);

    /** What a request may take at most, and half a second for the way and a busy machine. */
    private static final Duration RESPONSE_LIMIT = Duration.ofMillis(5_500);

    private static final Map<String, String> READERS = Map.of(
            "order_created", "payment",
            "refund_order", "payment",
            "order_completed", "inventory",
            "order_failed", "inventory",
            "order_refunded", "inventory",
            "units_not_returned", "payment");

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell("\"delayMillis\": 200");

    private static final Set<String> PLACED = new HashSet<>();

    private final QuickSellProcess system = SYSTEM.process();

    @Test
    void whileItIsFrozenRequestsFailInTimeAndTheServicesStayAlive() throws Exception {
        try (Clients clients = new Clients(system).awaitOrders(ORDERS_BEFORE)) {
            ProcessHandle redis = system.redis().orElseThrow();
            Processes.signal("STOP", redis);
            Drill.every(Duration.ofMillis(200), FROZEN, () -> Drill.expectAlive(system));
            Processes.signal("CONT", redis);
            Drill.report(
                    "ready %d ms after Redis thawed", Drill.untilReady(system).toMillis());

            clients.awaitOrders(ORDERS_BEFORE);
            checkBooks(clients);
            Drill.report("Redis frozen for %d s: %s", FROZEN.toSeconds(), clients);
            assertTrue(clients.tries().longest(503).compareTo(RESPONSE_LIMIT) < 0, clients::toString);
            assertTrue(clients.tries().longest(504).compareTo(RESPONSE_LIMIT) < 0, clients::toString);
            assertEquals(redis, system.redis().orElseThrow());
        }
    }

    @Test
    void connectionsThatAreCutComeBackAndNoneIsLeftBehind() throws Exception {
        try (Clients clients = new Clients(system).awaitOrders(ORDERS_BEFORE);
                RedisClient redis = new RedisClient(system.data())) {
            long before = connections(redis);
            Drill.every(Duration.ofMillis(300), TROUBLE, () -> redis.send("CLIENT", "KILL", "TYPE", "normal"));
            Drill.report(
                    "ready %d ms after the last cut", Drill.untilReady(system).toMillis());

            clients.awaitOrders(ORDERS_BEFORE);
            checkBooks(clients);
            Drill.report("connections cut: %s", clients);
            Eventually.holds(() -> assertEquals(before, connections(redis)));
        }
    }

    @Test
    void scriptsThatItForgetsAreSentAgainAndNoRequestFails() throws Exception {
        try (Clients clients = new Clients(system).awaitOrders(ORDERS_BEFORE);
                RedisClient redis = new RedisClient(system.data())) {
            Drill.every(Duration.ofMillis(100), TROUBLE, () -> redis.send("SCRIPT", "FLUSH"));

            checkBooks(clients);
            Drill.report("scripts forgotten: %s", clients);
            assertTrue(clients.tries().noneFailed(), clients::toString);
        }
    }

    @Test
    void eventsThatAreDeliveredAgainHaveNoSecondEffect() throws Exception {
        try (Clients clients = new Clients(system).awaitOrders(ORDERS_BEFORE);
                RedisClient redis = new RedisClient(system.data())) {
            READERS.forEach((stream, group) -> redis.send("XGROUP", "SETID", stream, group, "0"));
            clients.awaitOrders(ORDERS_BEFORE);
            checkBooks(clients);

            READERS.forEach((stream, group) -> redis.send("XGROUP", "SETID", stream, group, "0"));
            checkBooks(clients);
        }
    }

    /** The tests share one system, so the books are of all that they placed. */
    private void checkBooks(Clients clients) throws InterruptedException {
        PLACED.addAll(clients.finish());
        Books.check(system, PLACED);
    }

    private static long connections(RedisClient redis) {
        return ((String) redis.send("INFO", "clients"))
                .lines()
                .filter(one -> one.startsWith("connected_clients:"))
                .mapToLong(one -> Long.parseLong(one.substring(one.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
