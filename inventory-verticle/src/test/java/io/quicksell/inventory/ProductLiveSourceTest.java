package io.quicksell.inventory;

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

/** The live events of products. */
class ProductLiveSourceTest extends StockTestBase {

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    private EventListener listener;

    @BeforeEach
    void listen() {
        listener = EventListener.to(inventory.user().url("/events"));
    }

    @AfterEach
    void closeAndCheckTheContract() {
        listener.close();
        listener.events().forEach(event -> Contract.of("inventory").checkEvent(event.name(), event.text()));
    }

    @Test
    void aChangedProductIsSentAsItIsShown() {
        stock.hold(order, new Line(tea, 3));

        JsonNode shown = inventory.user().get("/products/" + tea).json();
        Eventually.holds(() -> assertEquals(shown, lastOf("product_changed")));
    }

    @Test
    void aNewProductIsSent() {
        JsonNode rice = inventory
                .user()
                .post("/products", "{\"name\":\"Rice\",\"price\":1.50,\"quantity\":7}")
                .json();

        Eventually.holds(() -> assertEquals(rice, lastOf("product_changed")));
    }

    @Test
    void theIdOfADeletedProductIsSent() {
        inventory.user().send("DELETE", "/products/" + tea, null);

        Eventually.holds(() -> assertEquals("{\"id\":\"" + tea + "\"}", String.valueOf(lastOf("product_deleted"))));
    }

    @Test
    void anIdOfAnotherServicesEventsIsRefused() {
        String ofPayment = Base64.getUrlEncoder().encodeToString("v1:payment:1-0,1-0,1-0,1-0".getBytes(UTF_8));

        assertEquals(
                400, inventory.user().get("/events", "Last-Event-ID", ofPayment).status());
    }

    private JsonNode lastOf(String name) {
        List<JsonNode> events = listener.all(name);
        return events.isEmpty() ? null : events.get(events.size() - 1);
    }
}
