package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.BadRequests;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of an order after it was placed. */
class PaymentFlowTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int AT_ONCE = 50;

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    @Test
    void aPaymentInHandIsFinishedBeforeItStops() {
        payment.gateway().holdBack();
        String id = payment.placed();
        Eventually.holds(() -> assertEquals(List.of(id), payment.gateway().charges()));

        redis.vertx().setTimer(300, timer -> payment.gateway().letGo());
        payment.stop();

        assertEquals("completed", redis.hash(PaymentKeys.order(id)).get("status"));
        payment.start();
    }

    @Test
    void aPendingOrderIsCompletedWhenTheGatewayApproves() {
        payment.gateway().holdBack();
        String id = payment.placed();
        Eventually.holds(() -> assertEquals(List.of(id), payment.gateway().charges()));
        assertEquals("pending", payment.order(id).get("status").textValue());

        payment.gateway().letGo();

        JsonNode order = payment.reached("completed", id);
        assertEquals(List.of("pending", "completed"), order.get("history").findValuesAsText("status"));
        assertEquals(2, order.get("version").intValue());
        assertNotNull(orders.news(OrderEvent.COMPLETED, id));
        expectNothingPending();
    }

    @Test
    void aDeclinedOrderFailsWithItsReason() {
        payment.gateway().decline("The card has expired.");

        String id = payment.placed();

        JsonNode order = payment.reached("failed", id);
        assertEquals("The card has expired.", order.get("reason").textValue());
        assertEquals(
                "The card has expired.",
                order.get("history").get(1).get("reason").textValue());
        assertEquals("The card has expired.", orders.news(OrderEvent.FAILED, id).get("reason"));
        assertEquals(List.of(), orders.newsOf(OrderEvent.COMPLETED, id));
    }

    @Test
    void anEntryThatCannotBeHandledDoesNotHoldUpTheOnesBehindIt() {
        redis.call(Command.XADD, OrderEvent.CREATED, "*", "order_id", BadRequests.UNKNOWN, "total", "100");
        redis.call(Command.XADD, OrderEvent.CREATED, "*", "nonsense", "1");

        payment.reached("completed", payment.placed());

        int waiting = redis.pending(OrderEvent.CREATED, ConsumerGroups.PAYMENT);
        assertEquals(2, waiting + redis.stream(PaymentKeys.DEAD_LETTERS).size(), "never dropped");
    }

    @Test
    void theSameOrderSentManyTimesAtOnceIsOneOrderAndOneCharge() {
        payment.gateway().holdBack();

        List<CompletableFuture<Response>> requests = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> payment.user()
                        .sendSoon("POST", "/orders", RunningPayment.threeTeas(), "Idempotency-Key", "k-1"))
                .toList();
        List<Response> answers = requests.stream().map(CompletableFuture::join).toList();

        assertEquals(List.of(201), distinct(answers.stream().map(Response::status)));
        List<String> ids =
                distinct(answers.stream().map(answer -> answer.json().get("id").textValue()));
        assertEquals(1, ids.size(), ids::toString);
        assertEquals(
                AT_ONCE - 1,
                answers.stream()
                        .filter(answer -> "true".equals(answer.header("Idempotent-Replayed")))
                        .count());
        payment.gateway().letGo();
        payment.reached("completed", ids.get(0));
        assertEquals(ids, payment.gateway().charges());
        assertEquals(1, payment.user().get("/orders").json().size());
        assertNotNull(orders.news(OrderEvent.CREATED, ids.get(0)));
        assertNotNull(orders.news(OrderEvent.COMPLETED, ids.get(0)));
    }

    @Test
    void paymentsInFlightAtARestartAreCompletedAfterwards() {
        payment.gateway().holdBack();
        List<String> ids = Stream.generate(payment::placed).limit(20).toList();
        Eventually.holds(() -> assertEquals(20, payment.gateway().charges().size()));

        payment.stop();
        payment.start();
        Eventually.holds(() -> assertEquals(40, payment.gateway().charges().size()));
        payment.gateway().letGo();

        ids.forEach(id -> {
            payment.reached("completed", id);
            assertNotNull(orders.news(OrderEvent.COMPLETED, id));
        });
        expectNothingPending();
    }

    @Test
    void ordersThatWereWrittenWhilePaymentWasAwayAreCompleted() {
        payment.stop();
        List<String> ids = Stream.generate(orders::pending).limit(20).toList();

        payment.start();

        ids.forEach(id -> payment.reached("completed", id));
        assertEquals(20, payment.gateway().charges().size());
    }

    private static void expectNothingPending() {
        Eventually.holds(() -> assertEquals(0, redis.pending(OrderEvent.CREATED, ConsumerGroups.PAYMENT)));
    }

    private static <T> List<T> distinct(Stream<T> values) {
        return values.distinct().toList();
    }
}
