package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.vertx.redis.client.Command;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The events of an order settle or free the units that are held for it. */
class StockHandlerTest extends StockHandlerTestBase {

    @Test
    void aCompletedOrderSellsWhatIsHeldForIt() {
        stock.hold(order, new Line(tea, 3), new Line(milk, 5));

        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3), new Line(milk, 5));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        assertEquals(new Stock.Counts(0, 0, 5), stock.counts(milk));
        assertEquals(0, payment.requestsFor(order), "no request is necessary");
    }

    @Test
    void aFailedOrderFreesWhatIsHeldForIt() {
        stock.hold(order, new Line(tea, 3));

        payment.emits(OrderEvent.FAILED, order, Map.of("reason", "Card declined"), new Line(tea, 3));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void aRefundWithRestockFreesWhatWasSold() {
        stock.settled(order, new Line(tea, 3));

        payment.emits(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void aRefundWithoutRestockIsOnlyAcknowledged() {
        stock.settled(order, new Line(tea, 3));

        payment.emits(OrderEvent.REFUNDED, order, KEEP, new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
    }

    @Test
    void aProductThatIsDeletedBeforeItsOrderCompletesIsLeftOut() {
        stock.hold(order, new Line(tea, 3), new Line(milk, 5));
        stock.delete(milk);

        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3), new Line(milk, 5));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        expectNoProduct(milk);
    }

    @Test
    void aProductThatIsDeletedAfterItsOrderCompletedIsLeftOutOfTheRefund() {
        stock.settled(order, new Line(tea, 3), new Line(milk, 5));
        stock.delete(milk);

        payment.emits(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3), new Line(milk, 5));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        expectNoProduct(milk);
    }

    private void expectNoProduct(String id) {
        assertEquals(0, redis.call(Command.EXISTS, "product:" + id).toInteger());
    }
}
