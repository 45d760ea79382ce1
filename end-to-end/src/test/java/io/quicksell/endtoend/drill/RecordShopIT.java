package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.RedisContent;
import io.quicksell.endtoend.driver.Shop;
import io.quicksell.testing.Eventually;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Records what a release writes: a shop with orders in every state, whose process is killed in the middle of work. Runs only when a
 * release is made (CONTRIBUTING.md says how); {@link RecordedShopIT} holds every later build against the records.
 */
@EnabledIfSystemProperty(named = "quicksell.record.to", matches = ".+")
class RecordShopIT {

    /** Long enough to kill the process before payments are through. */
    private static final String CONF = """
            "serviceKey": "the-key-of-the-shop-that-is-recorded", "inventory": {"port": 0}, "web": {"port": 0},
            "payment": {"port": 0, "delayMillis": 3000, "declineAbove": 500}
            """;

    private static final String SERVICE_KEY = "the-key-of-the-shop-that-is-recorded";

    private Shop shop;
    private String tea;
    private String cheese;

    @Test
    void aShopInTheMiddleOfWork() {
        BuiltJar release = new BuiltJar(Path.of(System.getProperty("quicksell.record.jar")));
        try (QuickSellProcess system = QuickSellProcess.partOf(release, List.of(), CONF)) {
            system.start();
            shop = Door.EACH_SERVICE.into(system);
            tea = shop.addProduct(RecordedShop.TEA, "2.50", 100).path("id").asText();
            cheese =
                    shop.addProduct(RecordedShop.CHEESE, "19.99", 40).path("id").asText();
            finishedOrders();
            String refundable = settled(RecordedShop.REFUND_PENDING, Map.of("product_id", tea, "quantity", 2));
            stockThatWasCounted();
            aDeadLetter(system);

            placed(RecordedShop.PENDING, one(tea, 3));
            placed(RecordedShop.PENDING_LINES, twoLines());
            aHoldWithoutAnOrder();
            shop.payment()
                    .post("/orders/" + refundable + "/refund", Map.of("reason", "late"))
                    .expect(202);
            system.kill();

            try (RedisClient redis = new RedisClient(system.data())) {
                RedisContent.of(redis).write(Path.of(System.getProperty("quicksell.record.to")));
            }
        }
    }

    private void finishedOrders() {
        settled(RecordedShop.COMPLETED, one(tea, 1));
        settled(RecordedShop.COMPLETED_LINES, twoLines());
        String declined = placed(RecordedShop.FAILED, one(cheese, 30));
        shop.orderOnceIt(declined, "failed");
        refunded(settled(RecordedShop.REFUNDED, one(tea, 4)), true);
        refunded(settled(RecordedShop.REFUNDED_WITHOUT_RESTOCK, one(tea, 5)), false);
        String gone = shop.addProduct("Gone", "1.00", 10).path("id").asText();
        String ofGone = settled(RecordedShop.REFUNDED_AFTER_DELETION, one(gone, 6));
        shop.inventory().delete("/products/" + gone).expect(204);
        refunded(ofGone, true);
        Eventually.succeeds(() -> {
            assertTrue(shop.order(ofGone).toString().contains("not_returned"));
            return null;
        });
        shop.placeOrder(orderOf(RecordedShop.WITH_A_KEY, one(tea, 7)), RecordedShop.KEY)
                .expect(201);
        assertEquals(409, shop.placeOrder(tea, 1_000).status());
    }

    private void refunded(String order, boolean restock) {
        shop.payment()
                .post("/orders/" + order + "/refund", Map.of("reason", RecordedShop.REASON, "restock", restock))
                .expect(202);
        shop.orderOnceIt(order, "refunded");
    }

    private void stockThatWasCounted() {
        JsonNode counted = shop.inventory()
                .post(
                        "/products/" + cheese + "/stock",
                        RecordedShop.CORRECTION,
                        Map.of("Idempotency-Key", RecordedShop.KEY_OF_THE_CORRECTION))
                .expect(200)
                .json();
        assertTrue(counted.path("quantity").asInt() > 0);
    }

    private static void aDeadLetter(QuickSellProcess system) {
        try (RedisClient redis = new RedisClient(system.data())) {
            redis.send(
                    "XADD",
                    "order_completed",
                    "*",
                    "v",
                    "1",
                    "order_id",
                    UUID.randomUUID().toString());
            Eventually.succeeds(() -> {
                assertEquals(1L, redis.send("XLEN", "dead_letters:inventory"));
                return null;
            });
        }
    }

    private void aHoldWithoutAnOrder() {
        shop.inventory()
                .post(
                        "/reservations",
                        Map.of("order_id", UUID.randomUUID().toString(), "lines", List.of(one(tea, 8))),
                        Map.of("X-Service-Key", SERVICE_KEY, "Authorization", "Bearer " + SERVICE_KEY))
                .expect(200);
    }

    /** Waits until its units are sold, too. */
    private String settled(String reference, Map<String, Object> order) {
        String id = placed(reference, order);
        shop.orderOnceIt(id, "completed");
        return id;
    }

    private String placed(String reference, Map<String, Object> order) {
        return shop.placeOrder(orderOf(reference, order), UUID.randomUUID().toString())
                .expect(201)
                .id();
    }

    private Map<String, Object> twoLines() {
        return Map.of("lines", List.of(one(tea, 2), one(cheese, 1)));
    }

    private static Map<String, Object> one(String product, int quantity) {
        return Map.of("product_id", product, "quantity", quantity);
    }

    private static Map<String, Object> orderOf(String reference, Map<String, Object> order) {
        Map<String, Object> whole = new HashMap<>(order);
        whole.put("reference", reference);
        return whole;
    }
}
