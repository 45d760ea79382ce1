package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Refunds from the request to the end. */
class RefundsOverHttpTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String DAMAGED = "{\"reason\":\"damaged\",\"restock\":false}";

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    @Test
    void aCompletedOrderIsRefunded() {
        String id = completed();

        Response answer = refund(id, DAMAGED);

        assertEquals(202, answer.status(), answer::text);
        assertEquals("/orders/" + id, answer.header("Location"));
        assertEquals("damaged", answer.json().get("reason").textValue());
        JsonNode order = payment.reached("refunded", id);
        assertEquals(
                List.of("pending", "completed", "refunded"),
                order.get("history").findValuesAsText("status"));
        assertEquals("damaged", order.get("history").get(2).get("reason").textValue());
        assertFalse(order.get("history").get(2).get("restock").booleanValue());
        assertFalse(order.get("history").get(1).has("restock"));
        assertEquals(List.of(id), payment.gateway().refunds());
        assertEquals(
                List.of(Optional.of(FakeGateway.chargeOf(id))),
                payment.gateway().refundedCharges());
        Map<String, String> news = orders.news(OrderEvent.REFUNDED, id);
        assertEquals(List.of("damaged", "false"), List.of(news.get("reason"), news.get("restock")));
        assertEquals(0, redis.pending(OrderEvent.REFUND_REQUESTED, ConsumerGroups.PAYMENT));
    }

    @Test
    void withoutABodyTheUnitsGoBackAndThereIsNoReason() {
        String id = completed();

        assertEquals(202, refund(id, null).status());

        JsonNode order = payment.reached("refunded", id);
        assertEquals(null, order.get("reason"));
        assertTrue(order.get("history").get(2).get("restock").booleanValue());
        assertEquals("true", orders.news(OrderEvent.REFUNDED, id).get("restock"));
    }

    @Test
    void anOrderWhoseChargeHasNoIdIsRefundedToo() {
        String id = completed();
        redis.call(Command.HDEL, PaymentKeys.order(id), "charge_id");

        refund(id, null);

        payment.reached("refunded", id);
        assertEquals(List.of(Optional.empty()), payment.gateway().refundedCharges());
    }

    @Test
    void aRepeatKeepsTheFirstReasonAndRestock() {
        String id = completed();
        payment.gateway().holdBack();
        refund(id, DAMAGED);

        Response repeated = refund(id, "{\"reason\":\"another\",\"restock\":true}");
        assertEquals(
                List.of(202, "damaged"),
                List.of(repeated.status(), repeated.json().get("reason").textValue()));

        payment.gateway().letGo();
        payment.reached("refunded", id);
        Response late = refund(id, "{\"reason\":\"late\"}");
        assertEquals(
                List.of(202, "damaged", "refunded"),
                List.of(
                        late.status(),
                        late.json().get("reason").textValue(),
                        late.json().get("status").textValue()));
        assertEquals("false", orders.news(OrderEvent.REFUNDED, id).get("restock"));
        assertEquals(List.of(id), payment.gateway().refunds());
    }

    @Test
    void anOrderThatIsNotCompletedCannotBeRefunded() {
        payment.gateway().holdBack();
        String pending = payment.placed();
        expectRefusal(409, "Only a completed order can be refunded; this one is pending.", refund(pending, DAMAGED));

        payment.gateway().decline("The payment was declined.");
        String failed = payment.placed();
        payment.gateway().letGo();
        payment.reached("failed", failed);
        expectRefusal(409, "Only a completed order can be refunded; this one is failed.", refund(failed, DAMAGED));
    }

    @Test
    void anUnknownOrderCannotBeRefunded() {
        String unknown = Ids.random();

        expectRefusal(404, "There is no order " + unknown + ".", refund(unknown, DAMAGED));
    }

    @Test
    void aRefundThatTheGatewayFailsIsTriedAgainUntilItWorks() {
        String id = completed();
        payment.gateway().fail(3, FakeGateway.AWAY);

        refund(id, DAMAGED);

        payment.reached("refunded", id);
        assertEquals(List.of(id, id, id, id), payment.gateway().refunds());
        assertEquals(1, orders.newsOf(OrderEvent.REFUNDED, id).size());
    }

    /** Inventory asks like this when an order turns out to be short of stock; twice, because it may not know that it has. */
    @Test
    void aRefundThatInventoryAskedForIsCarriedOutOnce() {
        String id = completed();
        orders.asked(id, "out of stock");
        orders.asked(id, "out of stock");

        JsonNode order = payment.reached("refunded", id);

        assertEquals("out of stock", order.get("reason").textValue());
        Eventually.holds(() -> assertEquals(0, redis.pending(OrderEvent.REFUND_REQUESTED, ConsumerGroups.PAYMENT)));
        assertEquals(1, orders.newsOf(OrderEvent.REFUNDED, id).size());
    }

    @Test
    void theFormOfAForeignPageRefundsNothing() {
        String id = completed();
        String before = payment.user().get("/orders/" + id).text();

        Response response = payment.user()
                .post(
                        "/orders/" + id + "/refund",
                        null,
                        "Origin",
                        "https://evil.example",
                        "Sec-Fetch-Site",
                        "cross-site");

        assertEquals(403, response.status(), response::text);
        assertEquals(before, payment.user().get("/orders/" + id).text());
    }

    private String completed() {
        String id = payment.placed();
        payment.reached("completed", id);
        return id;
    }

    private Response refund(String id, String body) {
        return payment.user().post("/orders/" + id + "/refund", body);
    }

    private static void expectRefusal(int status, String detail, Response answer) {
        assertEquals(
                List.of(status, "application/problem+json", detail),
                List.of(
                        answer.status(),
                        answer.header("Content-Type"),
                        answer.json().get("detail").textValue()));
    }
}
