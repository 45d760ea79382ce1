package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.ReservationStore.Hold;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script that releases a hold. */
class ReleaseReservationTest extends StockTestBase {

    private Hold hold;

    @BeforeEach
    void aHoldOfTwoLines() {
        hold = stock.hold(order, new Line(tea, 3), new Line(milk, 5));
    }

    @Test
    void unitsAreFreeAgainAndEmitted() {
        assertTrue(release(hold));

        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals(new Stock.Counts(5, 0, 0), stock.counts(milk));
        assertEquals("released", stock.state(order));
        assertNull(redis.call(Command.ZSCORE, "holds", order));
        assertEquals(stock.changeOf(milk), stock.lastEvent());
        assertEquals(
                Map.of("kind", "released", "units", "3", "quantity", "10", "order_id", order), stock.lastMovement(tea));
    }

    @Test
    void aReplayIsReleasedTooAndGivesNothingMore() {
        release(hold);
        Map<String, String> before = redis.snapshot();

        assertTrue(release(hold));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aHoldWithAnotherDeadlineStays() {
        expectStays(new Hold(order, hold.deadline() - 1, hold.lines()));
    }

    @Test
    void aHoldThatWasMadeAgainStays() {
        release(hold);
        stock.reservations().reserve(order, hold.lines(), 2 * Stock.HOLD_MILLIS).await();

        expectStays(hold);
    }

    @Test
    void aHoldThatWasRenewedStaysForWhoeverKnowsTheFormerDeadline() {
        stock.reservations().reserve(order, hold.lines(), 1).await();

        expectStays(hold);
    }

    @Test
    void soldUnitsAreNotReleased() {
        String sold = Ids.random();
        stock.settled(sold, new Line(tea, 2));

        expectStays(new Hold(sold, hold.deadline(), List.of(new Line(tea, 2))));
    }

    @Test
    void anOrderThatHoldsNothingReleasesNothing() {
        expectStays(new Hold(Ids.random(), hold.deadline(), hold.lines()));
    }

    @Test
    void aProductThatWasDeletedMeanwhileIsLeftOut() {
        stock.delete(milk);

        assertTrue(release(hold));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals(0, redis.call(Command.EXISTS, "product:" + milk).toInteger());
    }

    @Test
    void otherLinesThanTheHoldHasAreAFault() {
        Map<String, String> before = redis.snapshot();
        Hold wrong = new Hold(order, hold.deadline(), List.of(new Line(tea, 4), new Line(milk, 5)));

        Throwable fault = assertThrows(Throwable.class, () -> release(wrong));
        assertTrue(fault.getMessage().contains("the reservation has other lines"), fault::getMessage);
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis,
                keys("reservation:" + order, "holds", "product_changed", "finished_reservations"),
                () -> release(hold));
    }

    private void expectStays(Hold seen) {
        Map<String, String> before = redis.snapshot();

        assertFalse(release(seen));
        assertEquals(before, redis.snapshot());
    }

    private boolean release(Hold seen) {
        return stock.reservations().release(seen).await();
    }
}
