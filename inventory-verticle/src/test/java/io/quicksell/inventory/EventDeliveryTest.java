package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import org.junit.jupiter.api.Test;

/** Events of orders that come twice, late, in another order, after a crash, or broken. */
class EventDeliveryTest extends StockHandlerTestBase {

    @Test
    void anEventThatComesTwiceCountsOnce() {
        stock.hold(order, new Line(tea, 3));

        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));

        payment.emits(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3));
        payment.emits(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3));
        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void anEntryThatACrashLeftPendingIsHandledAfterTheRestart() {
        stock.hold(order, new Line(tea, 3));
        inventory.stop();
        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        redis.call(Command.XREADGROUP, "GROUP", "inventory", "inventory-test-0", "STREAMS", OrderEvent.COMPLETED, ">");
        assertEquals(1, redis.pending(OrderEvent.COMPLETED, "inventory"));

        inventory.start();
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
    }

    @Test
    void aLateReserveForAFailedOrderTakesNothing() {
        payment.emits(OrderEvent.FAILED, order, PLAIN, new Line(tea, 3));
        expectState("returned");

        assertInstanceOf(Reserved.Finished.class, stock.reserve(order, new Line(tea, 3)));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void aRefundThatComesBeforeItsCompletionMakesTheCompletionChangeNothing() {
        stock.hold(order, new Line(tea, 3));
        payment.has(order, "refunded", new Line(tea, 3));

        payment.emits(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3));
        expectState("returned");
        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void aRefundWithoutRestockThatComesFirstLeavesTheHoldToItsCompletion() {
        stock.hold(order, new Line(tea, 3));

        payment.emits(OrderEvent.REFUNDED, order, KEEP, new Line(tea, 3));
        expectState("held");
        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
    }

    @Test
    void anInvalidEntryDoesNotHoldUpTheEntriesAfterIt() {
        stock.hold(order, new Line(tea, 3));
        redis.call(Command.XADD, OrderEvent.COMPLETED, "*", "order_id", Ids.random(), "lines", "not JSON");

        payment.emits(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        Eventually.holds(() -> assertEquals("settled", stock.state(order)));
        assertEquals(1, redis.pending(OrderEvent.COMPLETED, "inventory"), "it is never dropped");
    }
}
