package io.quicksell.payment;

import static io.quicksell.payment.StoredOrders.APPROVED;
import static io.quicksell.payment.StoredOrders.DECLINED;
import static io.quicksell.payment.StoredOrders.DECLINE_REASON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Times;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.redis.TransientFailure;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.WrongTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CompleteOrderTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @Test
    void anApprovedOrderIsCompletedToldAndAcknowledgedInOneStep() {
        String id = orders.pending();
        StreamEntry entry = orders.delivered(OrderEvent.CREATED, id);

        complete(id, APPROVED, entry);

        Map<String, String> order = orders.fields(id);
        assertEquals("completed", order.get("status"));
        assertEquals("charge", order.get("charge_id"));
        assertEquals("2", order.get("version"));
        Order shown = orders.store().find(id).await().orElseThrow();
        assertEquals(Times.text(Long.parseLong(order.get("completed_at"))), shown.updatedAt());
        assertEquals(news(id, "completed"), orders.news(OrderEvent.COMPLETED, id));
        assertTrue(orders.isAcknowledged(entry));
    }

    @Test
    void aDeclinedOrderFailsWithItsReason() {
        String id = orders.pending();
        StreamEntry entry = orders.delivered(OrderEvent.CREATED, id);

        complete(id, DECLINED, entry);

        Map<String, String> order = orders.fields(id);
        assertEquals(
                List.of("failed", DECLINE_REASON, "declined charge"),
                List.of(order.get("status"), order.get("reason"), order.get("charge_id")));
        Map<String, String> told = news(id, "failed");
        told.put("reason", DECLINE_REASON);
        assertEquals(told, orders.news(OrderEvent.FAILED, id));
        assertEquals(List.of(), orders.newsOf(OrderEvent.COMPLETED, id));
        assertTrue(orders.isAcknowledged(entry));
    }

    @Test
    void anEntryThatComesAgainIsOnlyAcknowledged() {
        String id = orders.completed();
        Map<String, String> before = orders.fields(id);
        StreamEntry again = orders.delivered(OrderEvent.CREATED, id);

        complete(id, DECLINED, again);

        assertEquals(before, orders.fields(id));
        assertEquals(1, orders.newsOf(OrderEvent.COMPLETED, id).size());
        assertEquals(List.of(), orders.newsOf(OrderEvent.FAILED, id));
        assertTrue(orders.isAcknowledged(again));
    }

    @Test
    void aRefundedOrderDoesNotGoBack() {
        String id = orders.refunded();

        complete(id, APPROVED, orders.delivered(OrderEvent.CREATED, id));

        assertEquals("refunded", orders.fields(id).get("status"));
    }

    @Test
    void theEntryOfAnUnknownOrderStaysPending() {
        String unknown = Ids.random();
        StreamEntry entry = orders.delivered(OrderEvent.CREATED, unknown);
        Map<String, String> before = redis.snapshot();

        Throwable failure = assertThrows(Throwable.class, () -> complete(unknown, APPROVED, entry));

        assertTrue(failure.getMessage().contains(unknown));
        assertEquals(before, redis.snapshot());
        assertFalse(orders.isAcknowledged(entry));
    }

    @Test
    void anEntryThatAnotherPrimaryHadCompletesNothingHere() {
        String id = orders.pending();
        for (StreamEntry entry : orders.ofAnotherPrimary(OrderEvent.CREATED, id)) {
            Map<String, String> before = redis.snapshot();

            complete(id, APPROVED, entry);

            assertEquals(before, redis.snapshot());
        }
    }

    /** One master may not have an order when payment looks for it, and the next one got it again from a client since. */
    @Test
    void noOrderThatIsPendingIsCompletedWithoutACharge() {
        String id = orders.pending();
        StreamEntry entry = orders.delivered(OrderEvent.CREATED, id);
        Map<String, String> before = redis.snapshot();

        assertThrows(TransientFailure.class, () -> complete(id, Optional.empty(), entry));

        assertEquals(before, redis.snapshot());
        assertFalse(orders.isAcknowledged(entry));
    }

    @Test
    void theEntryOfAnOrderThatHasEndedNeedsNoCharge() {
        for (String id : List.of(orders.completed(), orders.failed(), orders.refunded())) {
            Map<String, String> before = orders.fields(id);
            StreamEntry again = orders.delivered(OrderEvent.CREATED, id);

            complete(id, Optional.empty(), again);

            assertEquals(before, orders.fields(id));
            assertTrue(orders.isAcknowledged(again));
        }
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        String id = orders.pending();
        StreamEntry entry = orders.delivered(OrderEvent.CREATED, id);

        WrongTypes.expectFoundFirst(redis, List.of(OrderEvent.COMPLETED), () -> complete(id, APPROVED, entry));
        WrongTypes.expectFoundFirst(redis, List.of(OrderEvent.FAILED), () -> complete(id, DECLINED, entry));
        WrongTypes.expectFoundFirst(redis, List.of(OrderEvent.CREATED), () -> complete(id, APPROVED, entry));
    }

    private void complete(String id, Optional<Charge> charge, StreamEntry entry) {
        orders.store().complete(id, charge, entry).await();
    }

    /** What is told of the order beyond what {@code order_created} told. */
    private Map<String, String> news(String id, String status) {
        Map<String, String> order = orders.fields(id);
        Map<String, String> news = new HashMap<>(order);
        news.keySet().retainAll(Set.of("lines", "product_id", "price", "quantity", "fee", "total"));
        news.putAll(Map.of("v", "1", "order_id", id, "status", status, "at", order.get(status + "_at")));
        return news;
    }
}
