package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.payment.OrderStore.RefundOutcome;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RequestRefundTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @Test
    void theRefundOfACompletedOrderIsAskedForWithReasonAndRestock() {
        String id = orders.completed();

        Order order = requested(id, "damaged", false);

        assertEquals(List.of(OrderStatus.COMPLETED, "damaged"), List.of(order.status(), order.reason()));
        assertEquals(3, order.version());
        Map<String, String> fields = orders.fields(id);
        assertEquals(
                Map.of(
                        "v", "1",
                        "order_id", id,
                        "at", fields.get("updated_at"),
                        "reason", "damaged",
                        "restock", "false"),
                orders.news(OrderEvent.REFUND_REQUESTED, id));
        assertEquals("false", fields.get("restock"));
    }

    @Test
    void aReplayKeepsTheFirstReasonAndAsksNothingMore() {
        String id = orders.completed();
        Order first = requested(id, "damaged", false);
        Map<String, String> before = orders.fields(id);

        assertEquals(first, requested(id, "another", true));

        assertEquals(before, orders.fields(id));
        orders.news(OrderEvent.REFUND_REQUESTED, id);
    }

    @Test
    void aReplayOfTheSameChangeGivesTheAnswerOfThatTimeAndChangesNothing() {
        String id = orders.completed();
        Change change = Change.single();
        Order first = assertInstanceOf(RefundOutcome.Requested.class, request(id, change, "damaged", false))
                .order();
        orders.store()
                .refund(id, true, "", true, orders.delivered(OrderEvent.REFUND_REQUESTED, id))
                .await();
        Map<String, String> before = redis.snapshot();

        assertEquals(new RefundOutcome.Requested(first, true), request(id, change, "damaged", false));

        assertEquals(OrderStatus.COMPLETED, first.status());
        assertEquals(before, redis.snapshot());
        assertTrue(redis.call(Command.PTTL, "order_change:" + change.id()).toLong() > 30_000);
    }

    @Test
    void aChangeWithTheSameIdAndAnotherRequestAsksForNothing() {
        String id = orders.completed();
        Change change = Change.single();
        request(id, change, "damaged", false);
        Map<String, String> before = redis.snapshot();

        assertEquals(
                new RefundOutcome.OtherRequest(),
                request(id, new Change(change.id(), "another request", 1_000), "damaged", true));

        assertEquals(before, redis.snapshot());
    }

    @Test
    void aRefusalIsNotRemembered() {
        String id = orders.pending();
        Change change = Change.single();
        request(id, change, "damaged", false);
        orders.store()
                .complete(id, StoredOrders.APPROVED, orders.delivered(OrderEvent.CREATED, id))
                .await();

        assertInstanceOf(RefundOutcome.Requested.class, request(id, change, "damaged", false));
    }

    @Test
    void aRefundedOrderIsAnsweredAsItIs() {
        String id = orders.refunded();

        assertEquals(OrderStatus.REFUNDED, requested(id, "again", true).status());

        assertEquals(List.of(), orders.newsOf(OrderEvent.REFUND_REQUESTED, id));
    }

    @Test
    void anOrderThatIsNotCompletedIsNotRefunded() {
        assertEquals(new RefundOutcome.NotCompleted(OrderStatus.PENDING), request(orders.pending(), "early", true));
        assertEquals(new RefundOutcome.NotCompleted(OrderStatus.FAILED), request(orders.failed(), "never paid", true));
        assertEquals(List.of(), redis.stream(OrderEvent.REFUND_REQUESTED));
    }

    @Test
    void anUnknownOrderIsSaidToBeUnknown() {
        Map<String, String> before = redis.snapshot();

        assertEquals(new RefundOutcome.Unknown(), request(Ids.random(), "", true));

        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        String id = orders.completed();

        WrongTypes.expectFoundFirst(redis, List.of(OrderEvent.REFUND_REQUESTED), () -> request(id, "damaged", true));
    }

    @Test
    void aBrokenVersionIsFoundBeforeAnythingIsWritten() {
        String id = orders.completed();

        orders.expectBrokenVersionFoundFirst(id, () -> request(id, "damaged", true));
    }

    private Order requested(String id, String reason, boolean restock) {
        return assertInstanceOf(RefundOutcome.Requested.class, request(id, reason, restock))
                .order();
    }

    private RefundOutcome request(String id, String reason, boolean restock) {
        return request(id, Change.single(), reason, restock);
    }

    private RefundOutcome request(String id, Change change, String reason, boolean restock) {
        return orders.store()
                .requestRefund(id, change, new OrderStore.RefundRequest(reason, restock))
                .await();
    }
}
