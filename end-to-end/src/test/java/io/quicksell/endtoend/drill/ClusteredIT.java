package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.endtoend.driver.Shop;
import io.quicksell.endtoend.driver.Tries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes whose event buses are one, started at the same moment: requests travel between them, and any of them may go. */
class ClusteredIT {

    private static final int ORDERS = 100;
    private static final int UNITS = 20;
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Fleet fleet;
    private final List<Integer> ports = List.of(Ports.free(), Ports.free());

    @BeforeEach
    void create() {
        fleet = new Fleet(folder);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void anyNodeIsKilledOrStoppedAndEveryAcceptedOrderIsCompletedOnce() throws Exception {
        for (int i = 0; i < 2; i++) {
            with("node" + i, i, """
                    "inventory": {"port": %d, "holdMillis": 8000}, "payment": {"port": %d}, "web": {"port": %d}
                    """.formatted(Ports.free(), Ports.free(), Ports.free()));
        }
        startAll();
        try (Clients clients = new Clients(List.of(fleet.door("node1", "node0"), fleet.door("node1", "node1")))) {
            clients.awaitOrders(ORDERS);
            fleet.process("node0").kill();
            long killed = System.nanoTime();
            clients.awaitOrders(ORDERS);
            Drill.report(
                    "%d more orders %d ms after a node was killed",
                    ORDERS, Drill.since(killed).toMillis());
            restart("node0");
            clients.awaitOrders(ORDERS);
            Drill.report(
                    "a node stopped within %d ms", fleet.process("node1").stop().toMillis());
            clients.awaitOrders(ORDERS);
            restart("node1");
            clients.awaitOrders(ORDERS);

            Drill.report("clustered nodes killed and stopped: %s", clients);
            fleet.checkBooks(clients.finish());
            assertTrue(clients.tries().count(Tries.NO_RESPONSE) > 0, clients::toString);
        }
    }

    @Test
    void aRequestReachesAServiceThatRunsOnAnotherNodeOnly() {
        with("goods", 0, "\"inventory\": {\"port\": 0}");
        with("money", 1, "\"payment\": {\"port\": 0, \"delayMillis\": 100}");
        startAll();
        Shop shop = fleet.door("goods", "money").get();
        String tea = shop.addProduct(UNITS);

        for (int i = 0; i < UNITS; i++) {
            shop.placeOrder(tea, 1).expect(201);
        }

        shop.placeOrder(tea, 1).expect(409);
        shop.productOnceItHas(tea, 0, 0);
        assertEquals(
                0,
                fleet.paymentsInFlight().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    private void with(String name, int node, String services) {
        fleet.with(name, """
                %s, "cluster": {"port": %d, "members": ["127.0.0.1:%d", "127.0.0.1:%d"]}
                """.formatted(services, ports.get(node), ports.get(0), ports.get(1)));
    }

    private void startAll() {
        long begin = System.nanoTime();
        fleet.startAll();
        Duration took = Drill.since(begin);
        Drill.report("two nodes started at once: both ready after %d ms", took.toMillis());
        assertTrue(took.compareTo(JOIN_LIMIT) < 0, took::toString);
    }

    private void restart(String node) {
        long begin = System.nanoTime();
        fleet.start(node);
        Drill.report("a node is back after %d ms", Drill.since(begin).toMillis());
    }
}
