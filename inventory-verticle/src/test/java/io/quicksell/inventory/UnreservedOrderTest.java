package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.testing.Eventually;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A completed order for which nothing is held takes its units if payment confirms it. */
class UnreservedOrderTest extends StockHandlerTestBase {

    @Test
    void anOrderFromElsewhereThatPaymentConfirmsTakesItsUnitsNow() {
        payment.has(order, "completed", new Line(tea, 3));

        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        assertEquals("-3", stock.lastMovement(tea).get("units"));
    }

    @Test
    void anOrderFromElsewhereThatPaymentDoesNotKnowTakesNothing() {
        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));

        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals(List.of(), redis.stream("refund_order"));
    }

    @Test
    void anOrderFromElsewhereThatWasRefundedMeanwhileTakesNothing() {
        payment.has(order, "refunded", new Line(tea, 3));

        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void anOrderFromElsewhereWaitsUntilPaymentResponds() {
        payment.isUnavailableFor(order);
        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        Eventually.holds(() -> assertTrue(payment.requestsFor(order) > 1, "the request is repeated"));
        assertEquals(1, redis.pending(OrderEvent.COMPLETED, "inventory"));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));

        payment.has(order, "completed", new Line(tea, 3));
        expectState("settled");
    }

    /** The event has come, so the answer is older: of a process that has not left a primary of Redis yet which was replaced. */
    @Test
    void anOrderThatPaymentHasPendingStillWaitsForABetterAnswer() {
        payment.has(order, "pending", new Line(tea, 3));
        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        Eventually.holds(() -> assertTrue(payment.requestsFor(order) > 1, "the request is repeated"));
        assertEquals(1, redis.pending(OrderEvent.COMPLETED, "inventory"));

        payment.has(order, "completed", new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
    }

    @Test
    void anOrderFromElsewhereForMoreThanThereIsIsRefusedAndARefundRequested() {
        payment.has(order, "completed", new Line(tea, 3), new Line(milk, 6));

        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3), new Line(milk, 6));
        expectState("refused");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        Map<String, String> refund = redis.stream("refund_order").get(0);
        assertEquals(
                List.of(order, "Not enough stock available.", "true"),
                List.of(refund.get("order_id"), refund.get("reason"), refund.get("restock")));

        payment.emits(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3), new Line(milk, 6));
        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3), new Line(milk, 6));
        expectState("refused");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals(1, redis.stream("refund_order").size());
    }

    @Test
    void anOrderWhoseHoldWasReleasedTakesItsUnitsAgain() {
        stock.reservations().release(stock.hold(order, new Line(tea, 3))).await();
        payment.has(order, "completed", new Line(tea, 3));

        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
    }
}
