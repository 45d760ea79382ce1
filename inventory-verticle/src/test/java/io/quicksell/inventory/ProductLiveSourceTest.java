package io.quicksell.inventory;

import static io.quicksell.inventory.RunningInventory.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.order.Line;
import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.EventListener;
import io.quicksell.testing.Eventually;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What listeners hear of products. */
class ProductLiveSourceTest extends StockTestBase {

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    private EventListener listener;

    @BeforeEach
    void listen() {
        listener = EventListener.to(inventory.url() + "/events");
    }

    @AfterEach
    void closeAndHoldItAgainstTheContract() {
        listener.close();
        listener.events().forEach(event -> Contract.of("inventory").checkEvent(event.name(), event.text()));
    }

    @Test
    void aChangedProductIsToldAsItIsShown() {
        stock.hold(order, new Line(tea, 3));

        JsonNode shown = json(inventory.get("/products/" + tea));
        Eventually.holds(() -> assertEquals(shown, lastOf("product_changed")));
    }

    @Test
    void aNewProductIsTold() {
        JsonNode rice = json(inventory.post("/products", "{\"name\":\"Rice\",\"price\":\"1.50\",\"quantity\":7}"));

        Eventually.holds(() -> assertEquals(rice, lastOf("product_changed")));
    }

    @Test
    void ofADeletedProductTheIdIsTold() {
        inventory.send("DELETE", "/products/" + tea, null);

        Eventually.holds(() -> assertEquals("{\"id\":\"" + tea + "\"}", String.valueOf(lastOf("product_deleted"))));
    }

    @Test
    void anIdOfAnotherServicesEventsIsRefused() {
        String ofPayment = Base64.getUrlEncoder().encodeToString("v1:payment:1-0,1-0,1-0,1-0".getBytes(UTF_8));

        assertEquals(
                400,
                inventory
                        .send(inventory.request("/events").header("Last-Event-ID", ofPayment))
                        .statusCode());
    }

    private JsonNode lastOf(String name) {
        List<JsonNode> told = listener.all(name);
        return told.isEmpty() ? null : told.get(told.size() - 1);
    }
}
