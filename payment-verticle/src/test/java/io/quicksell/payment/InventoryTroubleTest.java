package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.Doorkeeper;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client is told while inventory is away, slow or silent. */
class InventoryTroubleTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String NOBODY_LISTENS = "http://127.0.0.1:1";
    private static final int FOR_EVER = 1_000;

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    @Test
    void anOrderIsNotTakenWhileInventoryIsAway() {
        payment.inventoryLeaves();

        expectToBeAskedToTryAgain(payment);
    }

    @Test
    void anOrderIsNotTakenWhileTheUrlOfInventoryRefuses() {
        RunningPayment overHttp = new RunningPayment(redis, NOBODY_LISTENS);
        payment.stop();
        overHttp.start();

        expectToBeAskedToTryAgain(overHttp);
        overHttp.stop();
        payment.start();
    }

    @Test
    void anInventoryWithAnotherKeyIsNoFaultOfTheClient() {
        HttpEdge other = new HttpEdge(
                redis.vertx(), new Doorkeeper(Set.of(), new ServiceKey("another-key-than-that-of-this-payment")));
        other.at("/reservations")
                .post(Scope.INTERNAL, request -> Future.succeededFuture(Reply.noContent()))
                .end();
        int port = other.listen("127.0.0.1", 0).await();
        RunningPayment overHttp = new RunningPayment(redis, "http://127.0.0.1:" + port);
        payment.stop();
        overHttp.start();

        Response response = overHttp.user().post("/orders", RunningPayment.threeTeas());

        assertEquals(503, response.status(), response::text);
        overHttp.stop();
        other.shutdown().await();
        payment.start();
    }

    @Test
    void aQuestionThatGotLostIsAskedAgainForTheSameOrder() {
        payment.inventory().losesQuestions(2);

        String id = payment.placed();

        assertEquals(3, payment.inventory().reservations().size());
        assertEquals(Set.of(id), Set.copyOf(payment.inventory().reservations()));
    }

    @Test
    void aSilentInventoryLeavesTheOutcomeUnknownWithinTheDeadline() {
        payment.inventory().losesQuestions(FOR_EVER);

        Response answer = payment.user().post("/orders", RunningPayment.threeTeas(), "Idempotency-Key", "k-1");

        assertEquals(504, answer.status(), answer::text);
        assertEquals(
                "The inventory service did not answer in time. Please look before you repeat it; an order is safe to"
                        + " repeat with the same Idempotency-Key.",
                answer.json().get("detail").textValue());

        payment.inventory().losesQuestions(0);
        Response repeated = payment.user().post("/orders", RunningPayment.threeTeas(), "Idempotency-Key", "k-1");
        assertEquals(201, repeated.status(), repeated::text);
        assertEquals(
                Set.of(repeated.json().get("id").textValue()),
                Set.copyOf(payment.inventory().reservations()));
    }

    @Test
    void twoThatAreSlowTogetherLeaveTheOutcomeUnknownWithinOneDeadline() {
        payment.inventory().losesQuestions(FOR_EVER);
        redis.call(Command.CLIENT, "PAUSE", 3_000, "WRITE");

        Response answer = payment.user().post("/orders", RunningPayment.threeTeas(), "Idempotency-Key", "k-1");

        assertEquals(504, answer.status(), answer::text);
        assertEquals(
                "It is not known yet whether the order was placed. It is safe to repeat it with the same Idempotency-Key.",
                answer.json().get("detail").textValue(),
                "the limit of the order has ended it, not that of the request to inventory, which began later");
        assertFalse(payment.inventory().reservations().isEmpty());
    }

    private static void expectToBeAskedToTryAgain(RunningPayment payment) {
        Response answer = payment.user().post("/orders", RunningPayment.threeTeas());

        assertEquals(503, answer.status(), answer::text);
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals("1", answer.header("Retry-After"));
        assertEquals(
                "The inventory service is not there just now. Nothing was changed; please try again.",
                answer.json().get("detail").textValue());
        assertEquals(0, redis.call(Command.EXISTS, PaymentKeys.ORDER_NUMBER).toInteger());
    }
}
