package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reservations that are refused, and change nothing. */
class RefusedReservationTest extends StockTestBase {

    @Test
    void tooManyUnitsAreRefusedAndNothingIsStored() {
        Map<String, String> before = redis.snapshot();

        Reserved.OutOfStock refused =
                assertInstanceOf(Reserved.OutOfStock.class, stock.reserve(order, new Line(milk, 1), new Line(tea, 11)));
        assertEquals(List.of(new Reserved.ShortLine(tea, "Tea", 11, 10)), refused.lines());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void everyShortLineIsReported() {
        assertEquals(
                new Reserved.OutOfStock(List.of(
                        new Reserved.ShortLine(tea, "Tea", 11, 10), new Reserved.ShortLine(milk, "Milk", 6, 5))),
                stock.reserve(order, new Line(tea, 11), new Line(milk, 6)));
    }

    @Test
    void otherLinesForTheSameOrderAreRefused() {
        held(new Line(tea, 3));
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(Reserved.OtherLines.class, stock.reserve(order, new Line(tea, 4)));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void anUnknownProductIsNamed() {
        String unknown = Ids.random();
        Map<String, String> before = redis.snapshot();

        assertEquals(
                new Reserved.UnknownProduct(unknown), stock.reserve(order, new Line(tea, 11), new Line(unknown, 1)));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aSettledOrderHasRunItsCourse() {
        stock.settled(order, new Line(tea, 3));

        expectFinished(new Stock.Counts(7, 0, 3));
    }

    @Test
    void anOrderWhoseUnitsWereReturnedHasRunItsCourse() {
        OrderEvent failed = new OrderEvent(order, List.of(new Line(tea, 3)), false, "");
        stock.reservations()
                .returnUnits(failed, stock.pending(OrderEvent.FAILED, order))
                .await();

        expectFinished(new Stock.Counts(10, 0, 0));
        assertNull(redis.call(Command.ZSCORE, "holds", order));
    }

    private Reserved.Held held(Line... lines) {
        return assertInstanceOf(Reserved.Held.class, stock.reserve(order, lines));
    }

    private void expectFinished(Stock.Counts counts) {
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(Reserved.Finished.class, stock.reserve(order, new Line(tea, 3)));
        assertEquals(before, redis.snapshot());
        assertEquals(counts, stock.counts(tea));
    }
}
