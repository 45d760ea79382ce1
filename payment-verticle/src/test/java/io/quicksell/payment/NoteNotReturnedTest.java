package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.WrongTypes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The script that notes which units of a refund could not go back into stock. */
class NoteNotReturnedTest {

    private static final String UNITS = "[{\"quantity\":3,\"product_id\":\"11111111-1111-4111-8111-111111111111\"}]";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @Test
    void theOrderSaysItInTheRefundAndIsEmittedOnceMore() {
        String id = orders.refunded();
        Order before = order(id);
        assertNull(before.history().get(2).notReturned());
        StreamEntry entry = delivered(id);

        note(id, entry);

        Order after = order(id);
        Order.Reached refund = after.history().get(2);
        assertEquals(List.of(new Line(StoredOrders.TEA.productId(), 3)), refund.notReturned());
        assertEquals(before.history().get(2).at(), refund.at(), "it was refunded then");
        assertEquals(before.version() + 1, after.version());
        List<Map<String, String>> told = orders.newsOf(OrderEvent.REFUNDED, id);
        assertEquals(2, told.size());
        assertEquals(
                List.of("refunded", UNITS),
                List.of(told.get(1).get("status"), told.get(1).get("not_returned")));
        assertTrue(orders.isAcknowledged(entry));
    }

    @Test
    void anEntryThatAnotherPrimaryHadNotesNothingHere() {
        String id = orders.refunded();
        for (StreamEntry entry : orders.ofAnotherPrimary(OrderEvent.NOT_RETURNED, id)) {
            Map<String, String> before = redis.snapshot();

            note(id, entry);

            assertEquals(before, redis.snapshot());
        }
    }

    @Test
    void anEntryThatComesAgainIsOnlyAcknowledged() {
        String id = orders.refunded();
        note(id, delivered(id));
        Map<String, String> before = orders.fields(id);
        StreamEntry again = delivered(id);

        note(id, again);

        assertEquals(before, orders.fields(id));
        assertEquals(2, orders.newsOf(OrderEvent.REFUNDED, id).size());
        assertTrue(orders.isAcknowledged(again));
    }

    @Test
    void theEntryOfAnOrderThatIsNotRefundedStaysPending() {
        for (String id : List.of(orders.completed(), Ids.random())) {
            StreamEntry entry = delivered(id);
            Map<String, String> before = redis.snapshot();

            Throwable failure = assertThrows(Throwable.class, () -> note(id, entry));

            assertEquals("there is no refunded order " + id, failure.getMessage());
            assertEquals(before, redis.snapshot());
            assertFalse(orders.isAcknowledged(entry));
        }
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        String id = orders.refunded();
        StreamEntry entry = delivered(id);

        WrongTypes.expectFoundFirst(
                redis, List.of(OrderEvent.NOT_RETURNED, OrderEvent.REFUNDED), () -> note(id, entry));
    }

    @Test
    void aBrokenVersionIsFoundBeforeAnythingIsWritten() {
        String id = orders.refunded();
        StreamEntry entry = delivered(id);

        orders.expectBrokenVersionFoundFirst(id, () -> note(id, entry));
    }

    private Order order(String id) {
        return orders.store().find(id).await().orElseThrow();
    }

    private StreamEntry delivered(String id) {
        return orders.delivered(OrderEvent.NOT_RETURNED, id);
    }

    private void note(String id, StreamEntry entry) {
        orders.store().noteNotReturned(id, UNITS, entry).await();
    }
}
