package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of an order whose gateway fails, is away, or answers too late. */
class GatewayTroubleTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int TRIES = 5;

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = RunningPayment.withGatewayTimeout(redis, 1_000);

    @Test
    void aChargeThatAlwaysFailsIsADeadLetterAfterFiveTriesAndCanBeRetried() {
        payment.gateway().fail(TRIES, FakeGateway.DEFECT);

        String id = payment.placed();

        JsonNode letter = onlyDeadLetter();
        assertEquals(FakeGateway.DEFECT.getMessage(), letter.get("error").textValue());
        assertEquals(TRIES, letter.get("tries").intValue());
        assertEquals(Collections.nCopies(TRIES, id), payment.gateway().charges());
        assertEquals("pending", payment.order(id).get("status").textValue());
        expectNothingPending(OrderEvent.CREATED);

        assertEquals(204, retry(letter));
        payment.reached("completed", id);
    }

    @Test
    void aChargeThatFailsNowAndThenIsCompleted() {
        payment.gateway().fail(TRIES - 1, FakeGateway.DEFECT);

        String id = payment.placed();

        expectToBeChargedAfter(TRIES - 1, id);
    }

    @Test
    void aGatewayThatIsAwayIsWaitedForHoweverOftenItIs() {
        payment.gateway().fail(TRIES, FakeGateway.AWAY);

        String id = payment.placed();

        expectToBeChargedAfter(TRIES, id);
    }

    @Test
    void aGatewayThatAnswersTooLateIsAskedAgainForTheSameCharge() {
        payment.gateway().holdBack();
        String id = payment.placed();
        Eventually.holds(() -> assertEquals(List.of(id, id), payment.gateway().charges()));

        payment.gateway().letGo();

        expectToBeChargedAfter(1, id);
    }

    @Test
    void aRefundThatAlwaysFailsIsADeadLetterAndTheOrderStaysCompleted() {
        String id = payment.placed();
        payment.reached("completed", id);
        payment.gateway().fail(TRIES, FakeGateway.DEFECT);

        payment.user().post("/orders/" + id + "/refund", null);

        JsonNode letter = onlyDeadLetter();
        assertEquals("refund_order", letter.get("stream").textValue());
        assertEquals(Collections.nCopies(TRIES, id), payment.gateway().refunds());
        assertEquals("completed", payment.order(id).get("status").textValue());
        expectNothingPending(OrderEvent.REFUND_REQUESTED);

        assertEquals(204, retry(letter));
        payment.reached("refunded", id);
    }

    private void expectToBeChargedAfter(int failures, String id) {
        payment.reached("completed", id);
        assertEquals(Collections.nCopies(failures + 1, id), payment.gateway().charges());
        assertEquals(FakeGateway.chargeOf(id), orders.fields(id).get("charge_id"));
        assertNotNull(orders.news(OrderEvent.COMPLETED, id));
        assertEquals(0, redis.call(Command.EXISTS, PaymentKeys.DEAD_LETTERS).toInteger());
        expectNothingPending(OrderEvent.CREATED);
    }

    private static void expectNothingPending(String stream) {
        assertEquals(0, redis.pending(stream, ConsumerGroups.PAYMENT));
    }

    private JsonNode onlyDeadLetter() {
        return Eventually.succeeds(() -> {
            JsonNode letters = payment.user().get("/dead-letters").json();
            assertEquals(1, letters.size());
            return letters.get(0);
        });
    }

    private int retry(JsonNode letter) {
        return payment.user()
                .post("/dead-letters/" + letter.get("id").textValue() + "/retry", null)
                .status();
    }
}
