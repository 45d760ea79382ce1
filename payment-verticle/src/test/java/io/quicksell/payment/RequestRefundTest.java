package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.event.OrderEvent;
import io.quicksell.common.testing.RealRedis;
import io.quicksell.payment.OrderStore.RefundAsked;
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
        Map<String, Object> before = orders.everything();

        assertEquals(first, requested(id, "another", true));

        assertEquals(before, orders.everything());
    }

    @Test
    void aRefundedOrderIsAnsweredAsItIs() {
        String id = orders.refunded();

        assertEquals(OrderStatus.REFUNDED, requested(id, "again", true).status());

        assertEquals(List.of(), orders.newsOf(OrderEvent.REFUND_REQUESTED, id));
    }

    @Test
    void anOrderThatIsNotCompletedIsNotRefunded() {
        assertEquals(new RefundAsked.NotCompleted(OrderStatus.PENDING), request(orders.pending(), "early", true));
        assertEquals(new RefundAsked.NotCompleted(OrderStatus.FAILED), request(orders.failed(), "never paid", true));
        assertEquals(List.of(), redis.stream(OrderEvent.REFUND_REQUESTED));
    }

    @Test
    void anUnknownOrderIsSaidToBeUnknown() {
        assertEquals(new RefundAsked.Unknown(), request(Ids.random(), "", true));

        assertEquals(Map.of(), orders.everything());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        String id = orders.completed();

        orders.expectWrongTypeToBeFoundFirst(OrderEvent.REFUND_REQUESTED, () -> request(id, "damaged", true));
    }

    private Order requested(String id, String reason, boolean restock) {
        return assertInstanceOf(RefundAsked.Requested.class, request(id, reason, restock))
                .order();
    }

    private RefundAsked request(String id, String reason, boolean restock) {
        return orders.store().requestRefund(id, reason, restock).await();
    }
}
