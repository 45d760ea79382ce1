package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Crowd;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.ManyProcesses;
import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.Rest.Response;
import io.quicksell.endtoend.driver.Shop;
import io.quicksell.endtoend.driver.Tries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two inventories, two payments and a desk, a process each, with HTTP between them: any of them may go. */
class SeparateProcessesIT {

    private static final int ORDERS = 100;
    private static final int PENDING = 200;
    private static final int TIMES = 10;
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(13);

    /** Where an order takes no time otherwise. */
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private Fleet fleet;

    @BeforeEach
    void start() {
        fleet = new Fleet(folder);
        new ManyProcesses(fleet, 2, 1, 0).add("", "\"holdMillis\": 8000", "\"delayMillis\": 2500");
        long begin = System.nanoTime();
        fleet.startAll();
        Drill.report("five processes ready after %d ms", Drill.since(begin).toMillis());
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void anyOfThemIsKilledOrStoppedAndEveryAcceptedOrderIsCompletedOnce() throws Exception {
        try (Clients clients = clients()) {
            clients.awaitOrders(ORDERS);
            fleet.process("inventory0").kill();
            fleet.process("payment0").kill();
            Set<String> throughTheDesk = new HashSet<>(ordersThroughTheDesk());
            clients.awaitOrders(ORDERS);
            fleet.start("inventory0", "payment0");
            clients.awaitOrders(ORDERS);
            fleet.process("payment1").stop();
            throughTheDesk.addAll(ordersThroughTheDesk());
            clients.awaitOrders(ORDERS);
            fleet.start("payment1");
            clients.awaitOrders(ORDERS);

            Drill.report("separate processes killed and stopped: %s", clients);
            Set<String> accepted = new HashSet<>(clients.finish());
            accepted.addAll(throughTheDesk);
            fleet.checkBooks(accepted);
            assertTrue(clients.tries().count(Tries.NO_RESPONSE) > 0, clients::toString);
        }
    }

    @Test
    void aFrozenProcessWhosePaymentsWereTakenOverDoesNothingTwiceWhenItGoesOn() throws Exception {
        Shop shop = fleet.door("inventory0", "payment1").get();
        Shop desk = Door.THE_DESK.into(fleet.process("web0"));
        String tea = shop.addProduct(PENDING);
        String coffee = shop.addProduct(PENDING);
        List<Duration> usual = new ArrayList<>();
        Set<String> orders = new HashSet<>();
        IntStream.range(0, TIMES).forEach(i -> orders.add(placed(desk, coffee, usual)));
        new Crowd(TIMES)
                .send(PENDING / TIMES, clerk -> shop.placeOrder(tea, 1))
                .forEach(response -> orders.add(response.expect(201).id()));

        String consumer = fleet.process("payment0").consumer("payment");
        ProcessHandle frozen = fleet.process("payment0").handle();
        ProcessHandle frozenToo = fleet.process("inventory1").handle();
        List.of(frozen, frozenToo).forEach(process -> Processes.signal("STOP", process));
        Map<String, Long> inFlight = fleet.paymentsInFlight();
        List<Duration> waits = new ArrayList<>();
        Drill.every(Duration.ofMillis(500), LONGER_THAN_A_LEASE, () -> orders.add(placed(desk, coffee, waits)));
        Map<String, Long> thereafter = fleet.paymentsInFlight();
        List.of(frozen, frozenToo).forEach(process -> Processes.signal("CONT", process));

        usual.sort(Comparator.naturalOrder());
        Duration limit = WAIT_LIMIT.plus(usual.get(TIMES / 2).multipliedBy(10));
        Drill.report(
                "payment and inventory frozen for %s: in flight before %s, after %s; orders through the desk took %s, within %s",
                LONGER_THAN_A_LEASE, inFlight, thereafter, waits, limit);
        Duration longest = waits.stream().skip(1).max(Comparator.naturalOrder()).orElseThrow();
        assertTrue(longest.compareTo(limit) < 0, waits::toString);
        fleet.checkBooks(orders);
        shop.productOnceItHas(tea, 0, 0);
        assertTrue(inFlight.get(consumer) > 0, inFlight::toString);
        assertEquals(0, thereafter.get(consumer), "what is still in flight at the frozen one");
    }

    /** Through the desk, which does not send an order elsewhere: the first that meets the frozen payment is 504 and repeated. */
    private static String placed(Shop desk, String product, List<Duration> waits) {
        String key = UUID.randomUUID().toString();
        long begin = System.nanoTime();
        Response response;
        do {
            response = desk.placeOrder(Map.of("product_id", product, "quantity", 1), key);
        } while (response.status() == 504 && Drill.since(begin).compareTo(LONGER_THAN_A_LEASE) < 0);
        waits.add(Drill.since(begin));
        return response.expect(201).id();
    }

    private Clients clients() {
        return new Clients(List.of(fleet.door("inventory1", "payment0"), fleet.door("inventory1", "payment1")));
    }

    private Set<String> ordersThroughTheDesk() throws Exception {
        Shop desk = Door.THE_DESK.into(fleet.process("web0"));
        String tea = desk.addProduct(TIMES);
        Map<String, Object> order = Map.of("product_id", tea, "quantity", 1);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < TIMES; i++) {
            ids.add(desk.placeOrder(order, UUID.randomUUID().toString())
                    .expect(201)
                    .id());
        }
        assertEquals(TIMES, ids.size());
        assertEquals(0, desk.product(tea).path("quantity").asLong());
        return ids;
    }
}
