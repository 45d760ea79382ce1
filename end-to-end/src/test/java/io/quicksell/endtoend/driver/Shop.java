package io.quicksell.endtoend.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.endtoend.driver.Rest.Response;
import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a clerk does, over HTTP. What returns JSON throws where it is refused; what returns a response does not. */
public record Shop(Rest inventory, Rest payment) {

    /** The same for somebody who shows a token. */
    Shop showing(String token) {
        return new Shop(new Rest(inventory.base(), token), new Rest(payment.base(), token));
    }

    public JsonNode addProduct(String name, String price, long quantity) {
        Map<String, Object> product = Map.of("name", name, "price", price, "quantity", quantity);
        return inventory.post("/products", product).expect(201).json();
    }

    /** Adds a product that is like every other but for its quantity, and returns its id. */
    public String addProduct(long quantity) {
        return addProduct("Tea", "2.50", quantity).path("id").asText();
    }

    public JsonNode product(String id) {
        return inventory.get("/products/" + id).expect(200).json();
    }

    public Response placeOrder(String productId, long quantity) {
        return payment.post("/orders", Map.of("product_id", productId, "quantity", quantity));
    }

    /** Places an order that can be repeated with the same key, and is one order however often it is. */
    public Response placeOrder(Map<String, Object> order, String key) {
        return payment.post("/orders", order, Map.of("Idempotency-Key", key));
    }

    public JsonNode order(String id) {
        return payment.get("/orders/" + id).expect(200).json();
    }

    /** As many as one page can have. */
    public Stream<JsonNode> newestOrders() {
        JsonNode page = payment.get("/orders?limit=500").expect(200).json();
        return StreamSupport.stream(page.spliterator(), false);
    }

    /** Waits until an order has come that far. */
    public JsonNode orderOnceIt(String id, String status) {
        return Eventually.succeeds(() -> orderThatIs(id, status));
    }

    /** As {@link #orderOnceIt(String, String)} with a limit of its own. */
    public JsonNode orderOnceIt(String id, String status, Duration limit) {
        return Eventually.succeeds(limit, () -> orderThatIs(id, status));
    }

    private JsonNode orderThatIs(String id, String status) {
        JsonNode order = order(id);
        assertEquals(status, order.path("status").asText(), order::toString);
        return order;
    }

    /** Waits until a product has so many units free, and so many held for orders that are not completed. */
    public JsonNode productOnceItHas(String id, long quantity, long held) {
        return Eventually.succeeds(() -> {
            JsonNode product = product(id);
            assertEquals(quantity, product.path("quantity").asLong(), product::toString);
            assertEquals(held, product.path("held").asLong(), product::toString);
            return product;
        });
    }
}
