package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.EventListener;
import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.testing.Eventually;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole truth: listeners miss nothing, though Redis dies and processes go. */
class LiveEventsIT {

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell("\"delayMillis\": 500");

    @TempDir
    private Path folder;

    private final QuickSellProcess system = SYSTEM.process();

    @Test
    void aKilledRedisLeavesNoGapAndNobodyHasToLoadAnew() throws Exception {
        try (EventListener listener = EventListener.to(system.url("payment") + "/events");
                Clients clients = new Clients(system).awaitOrders(200)) {
            system.killRedis();
            Drill.untilReady(system);
            clients.awaitOrders(200);

            Heard.awaitAll("order_completed", clients.finish(), listener);
            assertFalse(listener.hasEnded());
            assertEquals(List.of(), listener.all("reset"));
        }
    }

    @Test
    void whoComesBackAfterTheServiceWasKilledHearsWhatItMissed() {
        EventListener before = EventListener.to(system.url("inventory") + "/events");
        String tea = SYSTEM.shop().addProduct(10);
        Eventually.holds(() -> assertEquals(List.of(10L), Heard.quantitiesOf(tea, before)));
        String heardUntil = before.lastId();

        SYSTEM.shop().placeOrder(tea, 4).expect(201);
        system.kill();
        Eventually.holds(() -> assertTrue(before.hasEnded()));
        system.start();

        try (EventListener back = EventListener.to(system.url("inventory") + "/events", heardUntil)) {
            Eventually.holds(() -> assertEquals(6L, last(Heard.quantitiesOf(tea, back))));
            assertEquals(List.of(), back.all("reset"));
        }
    }

    @Test
    void whoGoesOnAtAnotherNodeHearsWhatItMissed() {
        try (Fleet fleet = new Fleet(folder)) {
            fleet.with("one", "\"inventory\": {\"port\": 0, \"paymentUrl\": \"http://127.0.0.1:1\"}")
                    .with("other", "\"inventory\": {\"port\": 0, \"paymentUrl\": \"http://127.0.0.1:1\"}");
            fleet.startAll();
            Rest one = new Rest(fleet.process("one").url("inventory"));
            EventListener first = EventListener.to(fleet.process("one").url("inventory") + "/events");
            addProduct(one, "Tea");
            Eventually.holds(() -> assertEquals(1, first.all("product_changed").size()));
            String heardUntil = first.lastId();
            addProduct(one, "Rice");
            fleet.process("one").kill();

            try (EventListener there =
                    EventListener.to(fleet.process("other").url("inventory") + "/events", heardUntil)) {
                Eventually.holds(() -> assertEquals(
                        List.of("Rice"),
                        there.all("product_changed").stream()
                                .map(product -> product.path("name").asText())
                                .toList()));
            }
        }
    }

    private static void addProduct(Rest inventory, String name) {
        inventory
                .post("/products", Map.of("name", name, "price", "1.00", "quantity", 1))
                .expect(201);
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
