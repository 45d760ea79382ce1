package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.GivenTokens;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where callers are asked who they are, an order says who placed it, and who wanted its refund. */
class WhoDidItTest {

    private static final Set<Scope> ALL = Set.of(Scope.ORDERS_READ, Scope.ORDERS_PLACE, Scope.ORDERS_REFUND);

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = RunningPayment.asking(redis);

    private final GivenTokens tokens = new GivenTokens(redis);
    private HttpUser anna;
    private HttpUser till;

    @BeforeEach
    void users() {
        anna = user(tokens.session("Anna", ALL));
        till = user(tokens.key("till 3", "till", ALL));
    }

    @Test
    void whoPlacedItIsNamedInItsResponsesAndEventsAndToInventory() {
        Response placed = anna.post("/orders", RunningPayment.threeTeas());

        assertEquals("Anna", placed.json().get("placed_by").textValue(), placed::text);
        JsonNode order = completed(placed);
        assertEquals("Anna", order.get("placed_by").textValue());
        assertFalse(order.has("refunded_by"));
        assertEquals("Anna", orders.news(OrderEvent.COMPLETED, idOf(placed)).get("placed_by"));
        assertEquals(List.of("Anna"), payment.inventory().askers());
    }

    @Test
    void whoeverWantedTheRefundFirstIsNamed() {
        Response placed = till.post("/orders", RunningPayment.threeTeas(), "Idempotency-Key", "1");
        String id = idOf(placed);
        completed(placed);

        Response asked = anna.post("/orders/" + id + "/refund", null);
        till.post("/orders/" + id + "/refund", null);

        assertEquals("Anna", asked.json().get("refunded_by").textValue(), asked::text);
        JsonNode order = reached("refunded", id);
        assertEquals(
                List.of("key:till 3", "Anna"),
                List.of(
                        order.get("placed_by").textValue(),
                        order.get("refunded_by").textValue()));
        assertEquals("Anna", orders.news(OrderEvent.REFUND_REQUESTED, id).get("by"));
        Map<String, String> told = orders.news(OrderEvent.REFUNDED, id);
        assertEquals(List.of("key:till 3", "Anna"), List.of(told.get("placed_by"), told.get("refunded_by")));
    }

    @Test
    void aRepeatNamesWhoPlacedItFirst() {
        Response first = till.post("/orders", RunningPayment.threeTeas(), "Idempotency-Key", "1");
        HttpUser successor = user(tokens.key("till 4", "till", ALL));

        Response again = successor.post("/orders", RunningPayment.threeTeas(), "Idempotency-Key", "1");

        assertEquals(idOf(first), idOf(again));
        assertEquals("key:till 3", again.json().get("placed_by").textValue());
    }

    @Test
    void aRefundThatInventoryWantsIsNobodys() {
        String id = idOf(anna.post("/orders", RunningPayment.threeTeas()));
        reached("completed", id);

        orders.asked(id, "Not enough stock available.");

        assertFalse(reached("refunded", id).has("refunded_by"));
    }

    private JsonNode completed(Response placed) {
        return reached("completed", idOf(placed));
    }

    private JsonNode reached(String status, String id) {
        return Eventually.succeeds(() -> {
            JsonNode order = anna.get("/orders/" + id).json();
            assertEquals(status, order.get("status").textValue());
            return order;
        });
    }

    private static String idOf(Response placed) {
        assertEquals(201, placed.status(), placed::text);
        return placed.json().get("id").textValue();
    }

    private HttpUser user(Token token) {
        return new HttpUser(payment.port(), Contract.of("payment"))
                .sending(ServiceKey.HEADER, "Bearer " + token.text());
    }
}
