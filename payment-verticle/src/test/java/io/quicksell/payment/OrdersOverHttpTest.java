package io.quicksell.payment;

import static io.quicksell.payment.RunningPayment.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.RealRedis;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders as a client places them. */
class OrdersOverHttpTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    private static final String TEA = StoredOrders.TEA.productId();
    private static final String RICE = StoredOrders.RICE.productId();
    private static final String TEA_AND_RICE = lines(units(TEA, 3), units(RICE, 2));

    @BeforeEach
    void paymentsTakeTheirTime() {
        payment.gateway().holdBack();
    }

    @Test
    void eachOrderIsAskedForWithTheIdOfItsOwnRequest() {
        for (String request : List.of("r-1", "r-2", "r-3")) {
            payment.user()
                    .post(
                            "/orders",
                            RunningPayment.threeTeas(),
                            HttpEdge.REQUEST_ID,
                            request,
                            "Idempotency-Key",
                            request);
        }

        assertEquals(List.of("r-1", "r-2", "r-3"), payment.inventory().requestIds());
    }

    @Test
    void aOneLineOrderIsAnsweredWithEverythingAboutIt() {
        Response answer = payment.user()
                .post("/orders", "{\"product_id\":\"" + TEA + "\",\"quantity\":3,\"reference\":\"for the shop\"}");

        assertEquals(201, answer.status(), answer::text);
        assertEquals("application/json", answer.header("Content-Type"));
        JsonNode order = answer.json();
        String id = order.get("id").textValue();
        String at = order.get("created_at").textValue();
        assertTrue(Ids.isId(id), id);
        assertTrue(at.matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), at);
        assertEquals("/orders/" + id, answer.header("Location"));
        assertEquals(
                "{\"id\":\"" + id + "\",\"number\":\"1\",\"product_id\":\"" + TEA + "\",\"price\":2.50,\"fee\":1.50,"
                        + "\"total\":9.00,\"quantity\":3,\"status\":\"pending\",\"reference\":\"for the shop\",\"lines\":"
                        + StoredOrders.TEA_LINES + ",\"history\":[{\"status\":\"pending\",\"at\":\"" + at
                        + "\"}],\"version\":1,\"created_at\":\"" + at + "\",\"updated_at\":\"" + at + "\"}",
                answer.text());
        assertEquals(answer.text(), payment.user().get("/orders/" + id).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"%s\",\"quantity\":3}",
                "{\"product_id\":\"%s\",\"quantity\":\"3\"}",
                "{\"product_id\":\"%s\",\"quantity\":3,\"lines\":null,\"reference\":null}",
                "{\"product_id\":\"%s\",\"quantity\":3,\"lines\":[]}",
                "{\"lines\":[{\"product_id\":\"%s\",\"quantity\":\"3\"}]}",
                "{\"lines\":[{\"product_id\":\"%s\",\"quantity\":3}],\"id\":null,\"product_id\":null,\"quantity\":null}"
            })
    void whatTheContractTakesInWordsOnlyIsAnOrderToo(String form) {
        Response answer = payment.user().beyondThePlainForm().post("/orders", String.format(form, TEA));

        assertEquals(201, answer.status(), answer::text);
        assertEquals(3, answer.json().get("quantity").intValue());
    }

    @Test
    void anOrderOfSeveralLinesHasThemAllAndNoPriceOfItsOwn() {
        JsonNode order = payment.user().post("/orders", TEA_AND_RICE).json();

        assertEquals(2, order.get("lines").size());
        assertEquals("Rice", order.get("lines").get(1).get("name").textValue());
        assertEquals(
                List.of("5", "9.50", "56.98"),
                List.of(order.get("quantity").asText(), amount(order, "fee"), amount(order, "total")));
        assertNull(order.get("product_id"));
        assertNull(order.get("price"));
    }

    @Test
    void aReplayIsAnsweredWithTheOrderAsItNowIs() {
        Response first = place("k-1", TEA_AND_RICE);
        assertNull(first.header("Idempotent-Replayed"));

        Response replay = place("\"k-1\"", TEA_AND_RICE);
        assertEquals(List.of(201, "true"), List.of(replay.status(), replay.header("Idempotent-Replayed")));
        assertEquals(first.header("Location"), replay.header("Location"));
        assertEquals(first.text(), replay.text());

        payment.gateway().letGo();
        payment.reached("completed", first.json().get("id").textValue());
        Response later = place("k-1", TEA_AND_RICE);
        assertEquals(201, later.status());
        assertEquals("completed", later.json().get("status").textValue());
        assertEquals(1, payment.inventory().reservations().size(), "a replay must not ask inventory");
    }

    @Test
    void theSameLinesInAnotherSequenceAreTheSameOrder() {
        Response first = place("k-1", lines(units(RICE, 2), units(TEA, 3)));

        Response replay = place("k-1", TEA_AND_RICE);
        Response split = place("k-1", lines(units(TEA, 1), units(RICE, 2), units(TEA, 2)));

        assertEquals(List.of(201, "true"), List.of(replay.status(), replay.header("Idempotent-Replayed")));
        assertEquals(first.text(), replay.text(), "as it was placed first");
        assertEquals(List.of(201, first.text()), List.of(split.status(), split.text()));
        expectProblem(ProblemType.OTHER_REQUEST_WITH_SAME_KEY, place("k-1", lines(units(RICE, 2), units(TEA, 2))));
        expectProblem(ProblemType.OTHER_REQUEST_WITH_SAME_KEY, place("k-1", lines(units(RICE, 2))));
        assertEquals(1, orders());
    }

    @Test
    void anOrderFromBeforeItsLinesWereASetIsReplayedToo() {
        Response first = place("k-1", lines(units(RICE, 2), units(TEA, 3)));
        String id = first.json().get("id").textValue();

        assertEquals(
                "d6bd2570c0cc1aab90c6536cff16a757",
                redis.hash(PaymentKeys.order(id)).get("digest"),
                "the digest of the lines as they were sent, which such an order has");
        assertEquals(
                first.text(), place("k-1", lines(units(RICE, 2), units(TEA, 3))).text());
    }

    @Test
    void aKeyStandsForOneRequestOnly() {
        place("k-1", TEA_AND_RICE);

        Response other = place("k-1", RunningPayment.threeTeas());

        expectProblem(ProblemType.OTHER_REQUEST_WITH_SAME_KEY, other);
        assertEquals(
                "This Idempotency-Key belongs to another order. Use a new key for a new order.",
                other.json().get("detail").textValue());
        assertEquals(1, orders());
    }

    @Test
    void withoutAKeyTheSameRequestIsAnotherOrder() {
        assertNotEquals(payment.placed(), payment.placed());
    }

    @Test
    void shortStockIsRefusedAndTheSameKeyMayWinLater() {
        payment.inventory().hasOnly(2);

        Response refused = place("k-1", TEA_AND_RICE);

        expectProblem(ProblemType.OUT_OF_STOCK, refused);
        ObjectNode problem = (ObjectNode) refused.json();
        assertEquals(
                "Not enough stock available. Only 2 units in stock.",
                problem.get("detail").textValue());
        assertEquals(
                "[{\"product_id\":\"" + TEA + "\",\"name\":\"Tea\",\"requested\":3,\"available\":2}]",
                Json.text(problem.get("short")));
        assertEquals(0, orders());

        payment.inventory().hasOnly(3);
        assertEquals(201, place("k-1", TEA_AND_RICE).status());
    }

    @Test
    void aProductThatInventoryDoesNotKnowIsNotFound() {
        String unknown = Ids.random();

        Response answer = payment.user().post("/orders", units(unknown, 1));

        expectProblem(ProblemType.NOT_FOUND, answer);
        assertEquals(
                "There is no product " + unknown + ".",
                answer.json().get("detail").textValue());
        assertEquals(0, orders());
    }

    @Test
    void anOrderThatEndedBeforeItWasWrittenNeedsANewKey() {
        payment.inventory().isFinished();

        Response answer = place("k-1", TEA_AND_RICE);

        expectProblem(ProblemType.CONFLICT, answer);
        assertEquals(
                "This order has ended. Use a new Idempotency-Key.",
                answer.json().get("detail").textValue());
    }

    @Test
    void anOrderWhoseHoldRanOutIsNotWrittenAndItsUnitsAreGivenBack() {
        payment.inventory().holdsTooShort();

        Response answer = place("k-1", TEA_AND_RICE);

        expectProblem(ProblemType.UNAVAILABLE, answer);
        assertEquals("1", answer.header("Retry-After"));
        assertEquals(0, orders());
        assertEquals(payment.inventory().reservations(), payment.inventory().releases());
    }

    @Test
    void aHoldThatAnotherTryTookIsNotGivenBack() {
        payment.inventory().holdsTooShort();
        payment.inventory().renews();

        expectProblem(ProblemType.UNAVAILABLE, place("k-1", TEA_AND_RICE));

        assertEquals(List.of(), payment.inventory().releases());
    }

    @Test
    void anUnknownOrderIsNotFound() {
        String unknown = Ids.random();

        Response answer = payment.user().get("/orders/" + unknown);

        expectProblem(ProblemType.NO_SUCH_ORDER, answer);
        assertEquals(
                "There is no order " + unknown + ".",
                answer.json().get("detail").textValue());
    }

    @Test
    void anOrderIsFoundByItsIdInCapitalsToo() {
        String id = payment.placed();

        assertEquals(
                200,
                payment.user()
                        .get("/orders/" + id.toUpperCase(java.util.Locale.ROOT))
                        .status());
    }

    @Test
    void headIsAnsweredLikeGetWithoutTheBody() {
        String path = "/orders/" + payment.placed();

        Response head = payment.user().send("HEAD", path, null);

        assertEquals(List.of(200, ""), List.of(head.status(), head.text()));
        assertEquals(payment.user().get(path).header("Content-Length"), head.header("Content-Length"));
    }

    private static String lines(String... lines) {
        return "{\"lines\":[" + String.join(",", lines) + "]}";
    }

    private Response place(String key, String body) {
        return payment.user().post("/orders", body, "Idempotency-Key", key);
    }

    private int orders() {
        return redis.stream(OrderEvent.CREATED).size();
    }

    private static void expectProblem(ProblemType type, Response answer) {
        assertEquals(type.status(), answer.status(), answer::text);
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals(type.uri(), answer.json().get("type").textValue());
        assertEquals(
                answer.header("X-Request-Id"), answer.json().get("request_id").textValue());
    }

    private static String amount(JsonNode order, String member) {
        return order.get(member).decimalValue().setScale(2).toPlainString();
    }
}
