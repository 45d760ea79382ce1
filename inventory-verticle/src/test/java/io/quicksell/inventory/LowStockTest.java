package io.quicksell.inventory;

import static io.quicksell.common.order.OrderEvent.COMPLETED;
import static io.quicksell.common.order.OrderEvent.REFUNDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders, releases and refunds emit when a product falls to the quantity at which it is low (here 5) or recovers, and only then. */
class LowStockTest extends StockTestBase {

    @Test
    void anOrderLetsItFallAndASecondOneSaysNothingMore() {
        stock.reserve(order, new Line(tea, 4));
        assertNull(crossing());
        stock.reserve(Ids.random(), new Line(tea, 1));
        assertEquals("fell", crossing());
        stock.reserve(Ids.random(), new Line(tea, 1));
        assertNull(crossing());
    }

    @Test
    void aReleaseLetsItRecover() {
        ReservationStore.Hold hold = stock.hold(order, new Line(tea, 5));

        stock.reservations().release(hold).await();
        assertEquals("recovered", crossing());
    }

    @Test
    void aSaleOfHeldUnitsSaysNothingAndItsRefundLetsItRecover() {
        stock.settled(order, new Line(tea, 7));
        assertNull(crossing());

        OrderEvent refunded = new OrderEvent(order, List.of(new Line(tea, 7)), true);
        stock.reservations()
                .returnUnits(refunded, stock.pending(REFUNDED, order))
                .await();
        assertEquals("recovered", crossing());
    }

    @Test
    void anOrderWhoseHoldWasLostLetsItFall() {
        OrderEvent completed = new OrderEvent(order, List.of(new Line(tea, 9)), false);

        stock.reservations()
                .settleUnreserved(completed, ReservationStore.Verdict.TAKE, stock.pending(COMPLETED, order))
                .await();
        assertEquals("fell", crossing());
    }

    @Test
    void eachLineHasAnEventOfItsOwn() {
        stock.reserve(order, new Line(tea, 5), new Line(milk, 1));

        assertEquals("fell", crossingOf(tea));
        assertNull(crossingOf(milk), "it was low before");
    }

    @Test
    void aNewProductWithFewUnitsFellFromNowhereAndADeletedOneIsGone() {
        String rice = stock.product("Rice", 1);

        assertNull(crossing());
        stock.delete(rice);
        assertNull(crossing());
    }

    /** What the last event says about low stock, or {@code null}. */
    private String crossing() {
        return stock.lastEvent().get("low_stock");
    }

    private String crossingOf(String productId) {
        return redis.stream("product_changed").stream()
                .filter(event -> event.get("id").equals(productId))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .get("low_stock");
    }
}
