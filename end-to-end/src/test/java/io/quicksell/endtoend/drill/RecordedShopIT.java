package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.RedisContent;
import io.quicksell.endtoend.driver.Rest.Response;
import io.quicksell.endtoend.driver.Shop;
import io.quicksell.testing.Eventually;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** This build goes on with what each release has left in Redis, as {@link RecordShopIT} has recorded it: a shop killed in the middle of work. */
class RecordedShopIT {

    private static final String SECTIONS = """
            "inventory": {"port": 0, "holdMillis": 2000}, "payment": {"port": 0, "delayMillis": 100}
            """;

    private static final Path RECORDED = Path.of("src/test/resources/recorded");

    @TempDir
    private Path folder;

    private Fleet fleet;
    private Shop shop;

    @AfterEach
    void close() {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.2.0"})
    void whatWasUnderWayIsFinished(String release) {
        start(release);

        shop.orderOnceIt(idOf(RecordedShop.PENDING), "completed", Drill.TAKEOVER_LIMIT);
        shop.orderOnceIt(idOf(RecordedShop.PENDING_LINES), "completed", Drill.TAKEOVER_LIMIT);
        JsonNode refunded = shop.orderOnceIt(idOf(RecordedShop.REFUND_PENDING), "refunded", Drill.TAKEOVER_LIMIT);
        assertEquals("late", refunded.path("reason").asText());
        shop.productOnceItHas(productNamed(RecordedShop.TEA).path("id").asText(), 80, 0);
        shop.productOnceItHas(productNamed(RecordedShop.CHEESE).path("id").asText(), 36, 0);
        expectRightBooks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.2.0"})
    void whatWasDoneIsThereAndCanBeGoneOnWith(String release) {
        start(release);

        assertEquals(10, ordersById().size());
        expectFound("q=gr%C3%B6%C3%9Fer", RecordedShop.COMPLETED_LINES);
        expectFound("status=failed", RecordedShop.FAILED);
        JsonNode lost = order(RecordedShop.REFUNDED_AFTER_DELETION);
        assertTrue(lost.path("history").toString().contains("not_returned"), lost::toString);
        assertEquals(
                RecordedShop.REASON, order(RecordedShop.REFUNDED).path("reason").asText());
        expectOldKeysToReplay();
        expectAnOldOrderToBeRefunded();
        expectTheDeadLetter();
        expectRightBooks();
    }

    /** Waits until the index, which is built anew, has found what was there. */
    private void expectFound(String filter, String reference) {
        Eventually.succeeds(() -> {
            List<String> found = StreamSupport.stream(
                            shop.payment()
                                    .get("/orders?" + filter)
                                    .expect(200)
                                    .json()
                                    .spliterator(),
                            false)
                    .map(order -> order.path("reference").asText())
                    .toList();
            assertEquals(List.of(reference), found);
            return null;
        });
    }

    private void expectOldKeysToReplay() {
        String id = idOf(RecordedShop.WITH_A_KEY);
        String tea = productNamed(RecordedShop.TEA).path("id").asText();
        Map<String, Object> order = Map.of("product_id", tea, "quantity", 7, "reference", RecordedShop.WITH_A_KEY);
        Response replayed = shop.placeOrder(order, RecordedShop.KEY).expect(201);
        assertEquals(id, replayed.id());
        assertEquals("true", replayed.header("Idempotent-Replayed").orElse("no"));

        String cheese = productNamed(RecordedShop.CHEESE).path("id").asText();
        long units = shop.product(cheese).path("quantity").asLong();
        shop.inventory()
                .post(
                        "/products/" + cheese + "/stock",
                        RecordedShop.CORRECTION,
                        Map.of("Idempotency-Key", RecordedShop.KEY_OF_THE_CORRECTION))
                .expect(200);
        assertEquals(units, shop.product(cheese).path("quantity").asLong());
    }

    private void expectAnOldOrderToBeRefunded() {
        String tea = productNamed(RecordedShop.TEA).path("id").asText();
        String id = idOf(RecordedShop.COMPLETED);
        shop.orderOnceIt(idOf(RecordedShop.REFUND_PENDING), "refunded", Drill.TAKEOVER_LIMIT);
        shop.productOnceItHas(tea, 80, 0);

        shop.payment()
                .post("/orders/" + id + "/refund", Map.of("reason", "late"))
                .expect(202);

        shop.orderOnceIt(id, "refunded");
        shop.productOnceItHas(tea, 81, 0);
    }

    private void expectTheDeadLetter() {
        JsonNode letters = shop.inventory().get("/dead-letters").expect(200).json();
        assertEquals(1, letters.size(), letters::toString);
        assertEquals("order_completed", letters.get(0).path("stream").asText());
        String path = "/dead-letters/" + letters.get(0).path("id").asText();
        shop.inventory().post(path + "/retry", Map.of()).expect(409);
        shop.inventory().delete(path).expect(204);
    }

    private void expectRightBooks() {
        Eventually.succeeds(() -> {
            JsonNode books =
                    shop.inventory().get("/health/integrity").expect(200).json();
            assertEquals("OK", books.path("status").asText(), books::toString);
            return null;
        });
        assertEquals(List.of(), fleet.faultsOfLedgers());
        assertEquals("2", fleet.text("quicksell:format"));
    }

    private void start(String release) {
        fleet = new Fleet(folder).with("shop", SECTIONS);
        fleet.fill(RedisContent.read(RECORDED.resolve(release + ".txt")));
        fleet.startAll();
        shop = Door.EACH_SERVICE.into(fleet.process("shop"));
    }

    private JsonNode productNamed(String name) {
        JsonNode products = shop.inventory().get("/products").expect(200).json();
        return StreamSupport.stream(products.spliterator(), false)
                .filter(product -> product.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + products));
    }

    private JsonNode order(String reference) {
        return shop.order(idOf(reference));
    }

    private String idOf(String reference) {
        return ordersById().entrySet().stream()
                .filter(order -> order.getValue().equals(reference))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no order " + reference));
    }

    /** The reference of each order. */
    private Map<String, String> ordersById() {
        return shop.newestOrders()
                .collect(Collectors.toMap(
                        order -> order.path("id").asText(),
                        order -> order.path("reference").asText()));
    }
}
