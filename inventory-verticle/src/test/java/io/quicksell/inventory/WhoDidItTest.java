package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quicksell.common.access.Caller;
import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.GivenTokens;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.common.testing.TestNode;
import io.quicksell.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where callers are asked who they are, a product and its ledger say who did what. */
class WhoDidItTest extends StockTestBase {

    private static final Set<Scope> ALL = Set.of(Scope.PRODUCTS_READ, Scope.PRODUCTS_WRITE, Scope.STOCK_ADJUST);

    @Order(2)
    @RegisterExtension
    static final FakePayment payment = FakePayment.asking(redis);

    private final RunningInventory inventory = new RunningInventory(redis);
    private final GivenTokens tokens = new GivenTokens(redis);
    private HttpUser anna;
    private HttpUser till;

    @BeforeEach
    void start() {
        inventory.start(TestNode.asking(redis.endpoint()));
        anna = user(tokens.session("Anna", ALL));
        till = user(tokens.key("till 3", "till", ALL));
    }

    @AfterEach
    void stop() {
        inventory.stop();
    }

    @Test
    void whoMakesAProductEditsAdjustsAndDeletesItIsNamed() {
        Response made = anna.post("/products", "{\"name\":\"Soap\",\"price\":1,\"quantity\":4}");
        assertEquals("Anna", made.json().get("edited_by").textValue());
        String soap = made.json().get("id").textValue();

        Response edited = till.beyondThePlainForm()
                .send(
                        "PUT",
                        "/products/" + soap,
                        ((ObjectNode) made.json()).put("quantity", 6).toString());
        assertEquals("key:till 3", edited.json().get("edited_by").textValue(), edited::text);

        Response adjusted = anna.post("/products/" + soap + "/stock", "{\"delta\":-1,\"reason\":\"broken\"}");
        assertEquals("key:till 3", adjusted.json().get("edited_by").textValue(), "its stock is in the ledger");
        assertEquals(204, anna.send("DELETE", "/products/" + soap, null).status());

        assertEquals(List.of("deleted Anna", "adjusted Anna", "edited key:till 3", "created Anna"), doers(soap));
    }

    @Test
    void aRequestForWhatIsThereAlreadyIsNobodysEdit() {
        Response made = anna.post("/products", "{\"name\":\"Soap\",\"price\":1,\"quantity\":4}");

        Response same = till.beyondThePlainForm()
                .send("PUT", "/products/" + made.json().get("id").textValue(), made.text());

        assertEquals(made.json(), same.json());
    }

    @Test
    void aRepeatNamesWhoDidItFirst() {
        String soap = "{\"name\":\"Soap\",\"price\":1,\"quantity\":4}";
        Response first = till.post("/products", soap, "Idempotency-Key", "soap");
        HttpUser successor = user(tokens.key("till 4", "till", ALL));

        assertEquals(
                first.json(),
                successor.post("/products", soap, "Idempotency-Key", "soap").json());
    }

    @Test
    void unitsThatAreHeldNameWhoPlacedTheOrder() {
        String wanted = "{\"order_id\":\"" + order + "\",\"lines\":[{\"product_id\":\"" + tea + "\",\"quantity\":3}]}";

        Response held = payment().post("/reservations", wanted, Caller.HEADER, "session:Anna:Anna");

        assertEquals(200, held.status(), held::text);
        assertEquals(List.of("reserved Anna", "created -"), doers(tea));
    }

    @Test
    void aServiceThatNamesNobodyIsNobody() {
        String wanted = "{\"order_id\":\"" + order + "\",\"lines\":[{\"product_id\":\"" + tea + "\",\"quantity\":3}]}";

        payment().post("/reservations", wanted);

        assertEquals(List.of("reserved -", "created -"), doers(tea));
    }

    @Test
    void unitsThatComeBackNameWhoWantedTheRefund() {
        stock.settled(order, new Line(tea, 3));

        payment.emits(
                OrderEvent.REFUNDED,
                order,
                Map.of("restock", "true", "placed_by", "Anna", "refunded_by", "Olga"),
                new Line(tea, 3));

        Eventually.holds(() -> assertEquals(List.of("returned Olga", "reserved -", "created -"), doers(tea)));
    }

    @Test
    void unitsOfAnOrderThatFailedComeBackThroughNobody() {
        stock.hold(order, new Line(tea, 3));

        payment.emits(OrderEvent.FAILED, order, Map.of("placed_by", "Anna"), new Line(tea, 3));

        Eventually.holds(() -> assertEquals(List.of("returned -", "reserved -", "created -"), doers(tea)));
    }

    @Test
    void unitsThatAreTakenLateNameWhoPlacedTheOrder() {
        payment.has(order, "completed", new Line(tea, 3));

        payment.emits(OrderEvent.COMPLETED, order, Map.of("placed_by", "Anna"), new Line(tea, 3));

        Eventually.holds(() -> assertEquals(List.of("reserved Anna", "created -"), doers(tea)));
    }

    @Test
    void whereNobodyIsAskedNobodyIsNamedAndNoEarlierNameIsLeft() {
        JsonNode soap = anna.post("/products", "{\"name\":\"Soap\",\"price\":1,\"quantity\":4}")
                .json();
        String id = soap.get("id").textValue();
        inventory.stop();
        inventory.start();

        HttpUser somebody = inventory.user();
        somebody.post("/products/" + id + "/stock", "{\"delta\":-1}");
        somebody.send("PUT", "/products/" + id, "{\"name\":\"Soap\",\"price\":2,\"quantity\":5}");

        assertFalse(somebody.get("/products/" + id).json().has("edited_by"));
        assertFalse(redis.hash("product:" + id).containsKey("edited_by"));
        assertEquals(List.of("edited -", "adjusted -", "created Anna"), doers(somebody, id));
    }

    private HttpUser user(Token token) {
        return new HttpUser(inventory.port(), Contract.of("inventory"))
                .sending(ServiceKey.HEADER, "Bearer " + token.text());
    }

    /** As a payment in another process asks. */
    private HttpUser payment() {
        return inventory.user();
    }

    private List<String> doers(String productId) {
        return doers(anna, productId);
    }

    private static List<String> doers(HttpUser reader, String productId) {
        List<String> doers = new ArrayList<>();
        reader.get("/products/" + productId + "/movements")
                .json()
                .forEach(movement -> doers.add(movement.get("kind").textValue() + " "
                        + movement.path("by").asText("-")));
        return doers;
    }
}
