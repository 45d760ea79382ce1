package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.ReservationStore.SettledLate;
import io.quicksell.inventory.ReservationStore.Verdict;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script that settles a completed order for which nothing is held. */
class SettleUnreservedTest extends StockTestBase {

    private List<Line> lines;
    private StreamEntry completed;

    @BeforeEach
    void aCompletedOrderWithoutAReservation() {
        lines = List.of(new Line(tea, 3), new Line(milk, 5));
        completed = stock.pending(OrderEvent.COMPLETED, order);
    }

    @Test
    void theUnitsOfACompletedOrderAreSoldNow() {
        assertEquals(SettledLate.SETTLED, settle(Verdict.TAKE));

        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        assertEquals(new Stock.Counts(0, 0, 5), stock.counts(milk));
        assertEquals("settled", stock.state(order));
        assertFalse(stock.isPending(completed));
        assertEquals(
                Map.of("kind", "reserved", "units", "-3", "quantity", "7", "order_id", order), stock.lastMovement(tea));
        assertEquals(stock.changeOf(milk), stock.lastEvent());
    }

    @Test
    void anEntryThatAnotherPrimaryHadSellsNothingHere() {
        for (StreamEntry entry : stock.ofAnotherPrimary(OrderEvent.COMPLETED, order)) {
            Map<String, String> before = redis.snapshot();
            completed = entry;

            assertEquals(SettledLate.NOT_HERE, settle(Verdict.TAKE));

            assertEquals(before, redis.snapshot());
        }
    }

    @Test
    void aReleasedReservationMayBeTakenAgain() {
        stock.reservations().release(stock.hold(order, new Line(tea, 1))).await();

        assertEquals(SettledLate.SETTLED, settle(Verdict.TAKE));
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        assertEquals(
                Map.of("state", "settled", "lines", tea + ":3," + milk + ":5"), redis.hash("reservation:" + order));
    }

    @Test
    void shortStockIsRefusedAndARefundRequested() {
        stock.reserve(Ids.random(), new Line(milk, 1));

        expectRefused();
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void aDeletedProductIsRefusedAndARefundRequested() {
        stock.delete(tea);

        expectRefused();
        assertEquals(new Stock.Counts(5, 0, 0), stock.counts(milk));
    }

    @Test
    void anOrderThatIsNotCompletedAtPaymentTakesNothing() {
        assertEquals(SettledLate.RETURNED, settle(Verdict.DROP));

        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals("returned", stock.state(order));
        assertEquals(List.of(), redis.stream("refund_order"));
        assertFalse(stock.isPending(completed));
    }

    @Test
    void aReplayTakesNothingMoreAndLeavesTheEntryToTheReservation() {
        settle(Verdict.TAKE);

        expectChanged();
    }

    @Test
    void aHoldThatWasMadeMeanwhileIsLeftAlone() {
        stock.hold(order, lines.toArray(Line[]::new));

        expectChanged();
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis,
                keys(
                        "reservation:" + order,
                        "product_changed",
                        "order_completed",
                        "refund_order",
                        "finished_reservations"),
                () -> settle(Verdict.TAKE));
    }

    private void expectRefused() {
        assertEquals(SettledLate.REFUSED, settle(Verdict.TAKE));
        assertEquals("refused", stock.state(order));
        Map<String, String> refund = redis.stream("refund_order").get(0);
        assertEquals(
                Map.of(
                        "v",
                        "1",
                        "order_id",
                        order,
                        "at",
                        refund.get("at"),
                        "reason",
                        "Not enough stock available.",
                        "restock",
                        "true"),
                refund);
        assertFalse(stock.isPending(completed));
    }

    private void expectChanged() {
        completed = stock.pending(OrderEvent.COMPLETED, order);
        Map<String, String> before = redis.snapshot();

        assertEquals(SettledLate.CHANGED, settle(Verdict.TAKE));
        assertEquals(before, redis.snapshot());
        assertTrue(stock.isPending(completed));
        assertEquals(0, redis.call(Command.EXISTS, "refund_order").toInteger());
    }

    private SettledLate settle(Verdict verdict) {
        return stock.reservations()
                .settleUnreserved(new OrderEvent(order, lines, false, ""), verdict, completed)
                .await();
    }
}
