package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.PricedLine;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Units are held for an order, until a deadline. */
class ReserveStockTest extends StockTestBase {

    @Test
    void unitsAreHeldAndEmittedAtOnce() {
        Reserved.Held held = held(new Line(tea, 3));

        assertEquals(List.of(new PricedLine(tea, "Tea", new Money(250), 3)), held.lines());
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
        assertEquals(stock.changeOf(tea), stock.lastEvent());
        assertEquals(
                Map.of("kind", "reserved", "units", "-3", "quantity", "7", "order_id", order), stock.lastMovement(tea));
    }

    @Test
    void theDeadlineIsByTheClockOfRedisAndTheSweeperSeesIt() {
        long before = stock.reservations().clock().await();
        Reserved.Held held = held(new Line(tea, 3));
        long after = stock.reservations().clock().await();

        assertTrue(held.deadline() >= before + Stock.HOLD_MILLIS && held.deadline() <= after + Stock.HOLD_MILLIS);
        assertEquals(held.deadline(), redis.call(Command.ZSCORE, "holds", order).toLong());
        assertEquals(
                new ReservationStore.Hold(order, held.deadline(), List.of(new Line(tea, 3))),
                stock.reservations().held(order).await().orElseThrow());
    }

    @Test
    void severalLinesAreHeldTogether() {
        Reserved.Held held = held(new Line(milk, 5), new Line(tea, 1));

        assertEquals(
                List.of(new PricedLine(milk, "Milk", new Money(250), 5), new PricedLine(tea, "Tea", new Money(250), 1)),
                held.lines());
        assertEquals(new Stock.Counts(0, 5, 0), stock.counts(milk));
        assertEquals(new Stock.Counts(9, 1, 0), stock.counts(tea));
        assertEquals(stock.changeOf(tea), stock.lastEvent());
    }

    @Test
    void aReplayHoldsLongerAndTakesNothingMore() {
        Reserved.Held first = held(new Line(tea, 3));
        int events = redis.stream("product_changed").size();
        stock.products()
                .update(
                        tea,
                        Change.single(),
                        EntityTags.ANY,
                        new ProductData("Tea", new Money(999), 7, LowStockAt.UNCHANGED))
                .await();

        Reserved.Held again = assertInstanceOf(
                Reserved.Held.class,
                stock.reservations()
                        .reserve(order, List.of(new Line(tea, 3)), 2 * Stock.HOLD_MILLIS)
                        .await());
        assertEquals(first.lines(), again.lines(), "the price is the one of the first reply");
        assertTrue(again.deadline() >= first.deadline() + Stock.HOLD_MILLIS);
        assertEquals(
                again.deadline(), redis.call(Command.ZSCORE, "holds", order).toLong());
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
        assertEquals(events + 1, redis.stream("product_changed").size(), "only the edit is an event");
    }

    @Test
    void whoTookTheUnitsIsToldApartFromWhoOnlyRenewsTheHold() {
        assertFalse(held(new Line(tea, 3)).renewed());
        assertTrue(held(new Line(tea, 3)).renewed());

        stock.reservations().release(stock.hold(order, new Line(tea, 3))).await();
        assertFalse(held(new Line(tea, 3)).renewed(), "a released hold is taken anew");
    }

    @Test
    void theSameLinesInAnotherSequenceRenewTheHoldAsItWasTaken() {
        Reserved.Held first = held(new Line(tea, 3), new Line(milk, 2));

        Reserved.Held again = held(new Line(milk, 2), new Line(tea, 3));

        assertTrue(again.renewed());
        assertEquals(first.lines(), again.lines());
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
        assertEquals(new Stock.Counts(3, 2, 0), stock.counts(milk));
    }

    @Test
    void aRenewedHoldEndsLaterThanBeforeHoweverShortItIsRenewed() {
        Reserved.Held first = held(new Line(tea, 3));

        Reserved.Held again = assertInstanceOf(
                Reserved.Held.class,
                stock.reservations()
                        .reserve(order, List.of(new Line(tea, 3)), 1)
                        .await());

        assertEquals(first.deadline() + 1, again.deadline());
    }

    @Test
    void allUnitsOfAProductCanBeHeld() {
        held(new Line(tea, 10));

        assertEquals(new Stock.Counts(0, 10, 0), stock.counts(tea));
        assertInstanceOf(Reserved.OutOfStock.class, stock.reserve(Ids.random(), new Line(tea, 1)));
    }

    @Test
    void aReleasedOrderMayHoldUnitsAgainEvenWithOtherLines() {
        stock.reservations().release(stock.hold(order, new Line(tea, 3))).await();

        assertEquals(
                List.of(new PricedLine(milk, "Milk", new Money(250), 2)),
                held(new Line(milk, 2)).lines());
        assertEquals("held", stock.state(order));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals(new Stock.Counts(3, 2, 0), stock.counts(milk));
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis,
                keys("reservation:" + order, "holds", "product_changed"),
                () -> stock.reserve(order, new Line(tea, 1), new Line(milk, 1)));
    }

    private Reserved.Held held(Line... lines) {
        return assertInstanceOf(Reserved.Held.class, stock.reserve(order, lines));
    }
}
