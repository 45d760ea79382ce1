package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refund that is asked for again with the same Idempotency-Key is answered the same, whatever became of it meanwhile. */
class RepeatedRefundsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String DAMAGED = "{\"reason\":\"damaged\",\"restock\":false}";
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1_000;

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    @Test
    void theAnswerIsReplayedAlsoWhenTheOrderIsRefundedByThen() {
        String id = completed();
        Response first = refund(id, "k", DAMAGED);
        assertEquals(202, first.status(), first::text);
        assertNull(first.header("Idempotent-Replayed"));
        payment.reached("refunded", id);

        expectReplay(first, refund(id, "k", DAMAGED));
        assertEquals(1, orders.newsOf(OrderEvent.REFUNDED, id).size());
        assertEquals(List.of(id), payment.gateway().refunds());
    }

    @Test
    void aReplayOutlivesTheVerticleAndTheScripts() {
        String id = completed();
        Response first = refund(id, "k", DAMAGED);
        payment.reached("refunded", id);
        redis.call(Command.SCRIPT, "FLUSH");
        payment.stop();
        payment.start();

        expectReplay(first, refund(id, "\"k\"", DAMAGED));
    }

    @Test
    void anEmptyBodyMeansTheSameAsItsDefaults() {
        String id = completed();

        expectReplay(refund(id, "k", null), refund(id, "k", "{\"restock\":true,\"reason\":\"\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\"damaged\"}", "{\"reason\":\"lost\",\"restock\":false}"})
    void anotherBodyWithTheSameKeyIsRefused(String body) {
        String id = completed();
        refund(id, "k", DAMAGED);

        Response refused = refund(id, "k", body);
        assertEquals(422, refused.status());
        assertEquals(
                "urn:quicksell:problem:other-request-with-same-key",
                refused.json().get("type").textValue());
    }

    @Test
    void theSameKeyForAnotherOrderIsAnotherRequest() {
        Response first = refund(completed(), "k", DAMAGED);
        Response second = refund(completed(), "k", "{}");

        assertEquals(List.of(202, 202), List.of(first.status(), second.status()));
        assertNull(second.header("Idempotent-Replayed"));
        assertEquals(
                201,
                payment.user()
                        .post("/orders", RunningPayment.threeTeas(), "Idempotency-Key", "k")
                        .status());
    }

    @Test
    void aRefusalIsNotRemembered() {
        payment.gateway().holdBack();
        String id = payment.placed();
        assertEquals(409, refund(id, "k", DAMAGED).status());
        payment.gateway().letGo();
        payment.reached("completed", id);

        assertEquals(202, refund(id, "k", DAMAGED).status());
    }

    @Test
    void theAnswerIsRememberedForADay() {
        refund(completed(), "k", DAMAGED);

        long millis = redis.call(
                        Command.PTTL, redis.call(Command.KEYS, "order_change:*").get(0))
                .toLong();
        assertTrue(millis > DAY_MILLIS - 60_000 && millis <= DAY_MILLIS, () -> millis + " ms");
    }

    /** Redis takes no writes for a moment, so the first is in hand for as long. */
    @Test
    void aTwinThatComesWhileTheFirstIsInHandIsToldToAskAgain() {
        String id = completed();
        redis.call(Command.CLIENT, "PAUSE", 10_000, "WRITE");
        CompletableFuture<Response> one = refundSoon(id);
        CompletableFuture<Response> other = refundSoon(id);

        Response refused = (Response) CompletableFuture.anyOf(one, other).join();
        redis.call(Command.CLIENT, "UNPAUSE");

        assertEquals(409, refused.status(), refused::text);
        assertEquals(
                "urn:quicksell:problem:request-in-progress",
                refused.json().get("type").textValue());
        assertEquals("1", refused.header("Retry-After"));
        assertEquals(
                List.of(202, 409),
                List.of(one.join().status(), other.join().status()).stream()
                        .sorted()
                        .toList());
        assertEquals("true", refund(id, "k", DAMAGED).header("Idempotent-Replayed"));
    }

    private String completed() {
        String id = payment.placed();
        payment.reached("completed", id);
        return id;
    }

    private Response refund(String id, String key, String body) {
        return payment.user().post("/orders/" + id + "/refund", body, "Idempotency-Key", key);
    }

    private CompletableFuture<Response> refundSoon(String id) {
        return payment.user().sendSoon("POST", "/orders/" + id + "/refund", DAMAGED, "Idempotency-Key", "k");
    }

    private static void expectReplay(Response first, Response again) {
        assertEquals(202, again.status(), again::text);
        assertEquals(first.text(), again.text());
        assertEquals(first.header("Location"), again.header("Location"));
        assertEquals("true", again.header("Idempotent-Replayed"));
    }
}
