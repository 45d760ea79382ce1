package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Times;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.redis.TransientFailure;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.WrongTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefundOrderTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @Test
    void aCompletedOrderIsRefundedToldAndAcknowledgedInOneStep() {
        String id = orders.completed();
        StreamEntry entry = orders.delivered(OrderEvent.REFUND_REQUESTED, id);

        refund(id, "out of stock", false, entry);

        Map<String, String> order = orders.fields(id);
        assertEquals(List.of("refunded", "3"), List.of(order.get("status"), order.get("version")));
        Order shown = orders.store().find(id).await().orElseThrow();
        assertEquals(Times.text(Long.parseLong(order.get("refunded_at"))), shown.updatedAt());
        Map<String, String> news = new HashMap<>(orders.news(OrderEvent.COMPLETED, id));
        news.putAll(Map.of(
                "status", "refunded", "at", order.get("refunded_at"), "reason", "out of stock", "restock", "false"));
        assertEquals(news, orders.news(OrderEvent.REFUNDED, id));
        assertTrue(orders.isAcknowledged(entry));
    }

    @Test
    void theReasonAndRestockThatWereAskedForFirstStand() {
        String id = orders.completed();
        orders.store()
                .requestRefund(id, Change.single(), new OrderStore.RefundRequest("damaged", false))
                .await();

        refund(id, "out of stock", true, orders.delivered(OrderEvent.REFUND_REQUESTED, id));

        Map<String, String> news = orders.news(OrderEvent.REFUNDED, id);
        assertEquals(List.of("damaged", "false"), List.of(news.get("reason"), news.get("restock")));
    }

    @Test
    void anEntryThatComesAgainIsOnlyAcknowledged() {
        String id = orders.refunded();
        Map<String, String> before = orders.fields(id);
        StreamEntry again = orders.delivered(OrderEvent.REFUND_REQUESTED, id);

        refund(id, "another", false, again);

        assertEquals(before, orders.fields(id));
        assertEquals(1, orders.newsOf(OrderEvent.REFUNDED, id).size());
        assertTrue(orders.isAcknowledged(again));
    }

    @Test
    void theEntryOfAnOrderThatIsNotCompletedStaysPending() {
        expectToStayPending(orders.pending());
    }

    @Test
    void theEntryOfAnUnknownOrderStaysPending() {
        expectToStayPending(Ids.random());
    }

    @Test
    void anEntryThatAnotherPrimaryHadRefundsNothingHere() {
        String id = orders.completed();
        for (StreamEntry entry : orders.ofAnotherPrimary(OrderEvent.REFUND_REQUESTED, id)) {
            Map<String, String> before = redis.snapshot();

            refund(id, "", true, entry);

            assertEquals(before, redis.snapshot());
        }
    }

    /** One master may have it pending when payment looks at it, and the next one has it completed. */
    @Test
    void noOrderThatIsCompletedIsRefundedWithoutTheGateway() {
        String id = orders.completed();
        StreamEntry entry = orders.delivered(OrderEvent.REFUND_REQUESTED, id);
        Map<String, String> before = redis.snapshot();

        assertThrows(
                TransientFailure.class,
                () -> orders.store().refund(id, false, "", true, entry).await());

        assertEquals(before, redis.snapshot());
        assertFalse(orders.isAcknowledged(entry));
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        String id = orders.completed();
        StreamEntry entry = orders.delivered(OrderEvent.REFUND_REQUESTED, id);

        WrongTypes.expectFoundFirst(redis, List.of(OrderEvent.REFUNDED), () -> refund(id, "", true, entry));
        WrongTypes.expectFoundFirst(redis, List.of(OrderEvent.REFUND_REQUESTED), () -> refund(id, "", true, entry));
    }

    @Test
    void aBrokenVersionIsFoundBeforeAnythingIsWritten() {
        String id = orders.completed();
        StreamEntry entry = orders.delivered(OrderEvent.REFUND_REQUESTED, id);

        orders.expectBrokenVersionFoundFirst(id, () -> refund(id, "", true, entry));
    }

    private void expectToStayPending(String id) {
        StreamEntry entry = orders.delivered(OrderEvent.REFUND_REQUESTED, id);
        Map<String, String> before = redis.snapshot();

        Throwable failure = assertThrows(Throwable.class, () -> refund(id, "", true, entry));

        assertTrue(failure.getMessage().contains(id));
        assertEquals(before, redis.snapshot());
        assertFalse(orders.isAcknowledged(entry));
    }

    private void refund(String id, String reason, boolean restock, StreamEntry entry) {
        orders.store().refund(id, true, reason, restock, entry).await();
    }
}
