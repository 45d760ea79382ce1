package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.ReservationStore.Hold;
import io.quicksell.inventory.ReservationStore.Settled;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script that marks the held units of a completed order as sold. */
class SettleReservationTest extends StockTestBase {

    private List<Line> lines;
    private Hold hold;
    private StreamEntry completed;

    @BeforeEach
    void aHoldWhoseOrderCompleted() {
        lines = List.of(new Line(tea, 3), new Line(milk, 5));
        hold = stock.hold(order, lines.toArray(Line[]::new));
        completed = stock.pending(OrderEvent.COMPLETED, order);
    }

    @Test
    void heldUnitsBecomeSoldAndTheEntryIsAcknowledged() {
        assertEquals(Settled.SETTLED, settle());

        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        assertEquals(new Stock.Counts(0, 0, 5), stock.counts(milk));
        assertEquals("settled", stock.state(order));
        assertNull(redis.call(Command.ZSCORE, "holds", order));
        assertFalse(stock.isPending(completed));
        assertEquals(stock.changeOf(milk), stock.lastEvent());
    }

    @Test
    void whatIsSoldIsNoMovementBecauseWhatIsFreeStays() {
        Map<String, String> movement = stock.lastMovement(tea);

        settle();
        assertEquals(movement, stock.lastMovement(tea));
        assertEquals(2, redis.stream("movements:" + tea).size());
    }

    @Test
    void aReplaySellsNothingMore() {
        settle();
        completed = stock.pending(OrderEvent.COMPLETED, order);
        String events = redis.snapshot().get("product_changed");

        assertEquals(Settled.ALREADY, settle());
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        assertEquals(events, redis.snapshot().get("product_changed"));
        assertFalse(stock.isPending(completed));
    }

    @Test
    void anEntryThatAnotherPrimaryHadSellsNothingHere() {
        for (StreamEntry entry : stock.ofAnotherPrimary(OrderEvent.COMPLETED, order)) {
            Map<String, String> before = redis.snapshot();
            completed = entry;

            assertEquals(Settled.NOT_HERE, settle());

            assertEquals(before, redis.snapshot());
        }
    }

    @Test
    void returnedUnitsStayReturned() {
        stock.reservations()
                .returnUnits(new OrderEvent(order, lines, true, ""), stock.pending(OrderEvent.REFUNDED, order))
                .await();

        assertEquals(Settled.ALREADY, settle());
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertFalse(stock.isPending(completed));
    }

    @Test
    void withoutAReservationNothingIsWrittenAndTheEntryStaysPending() {
        redis.call(Command.DEL, "reservation:" + order);

        expectUnreserved();
    }

    @Test
    void aReleasedReservationCountsAsNone() {
        stock.reservations().release(hold).await();

        expectUnreserved();
    }

    @Test
    void aProductThatWasDeletedMeanwhileIsLeftOut() {
        stock.delete(milk);

        assertEquals(Settled.SETTLED, settle());
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        assertEquals(0, redis.call(Command.EXISTS, "product:" + milk).toInteger());
    }

    @Test
    void otherLinesThanTheHoldHasAreAFault() {
        lines = List.of(new Line(tea, 3));
        Map<String, String> before = redis.snapshot();

        Throwable fault = assertThrows(Throwable.class, this::settle);
        assertTrue(fault.getMessage().contains("the reservation has other lines"), fault::getMessage);
        assertEquals(before, redis.snapshot());
        assertTrue(stock.isPending(completed));
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis, keys("reservation:" + order, "holds", "product_changed", "order_completed"), this::settle);
    }

    private void expectUnreserved() {
        Map<String, String> before = redis.snapshot();

        assertEquals(Settled.UNRESERVED, settle());
        assertEquals(before, redis.snapshot());
        assertTrue(stock.isPending(completed));
    }

    private Settled settle() {
        return stock.reservations()
                .settle(new OrderEvent(order, lines, false, ""), completed)
                .await();
    }
}
