package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the news of orders does to stock, over the real streams and a running inventory. */
class StockHandlerTest extends StockTestBase {

    private static final Map<String, String> RESTOCK = Map.of("restock", "true", "reason", "Broken");
    private static final Map<String, String> KEEP = Map.of("restock", "false", "reason", "Broken");
    private static final Map<String, String> PLAIN = Map.of();

    @Order(2)
    @RegisterExtension
    static final FakePayment payment = new FakePayment(redis);

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @Test
    void aCompletedOrderSellsWhatIsHeldForIt() {
        stock.hold(order, new Line(tea, 3), new Line(milk, 5));

        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3), new Line(milk, 5));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        assertEquals(new Stock.Counts(0, 0, 5), stock.counts(milk));
        assertEquals(0, payment.questionsAbout(order), "there is nothing to ask");
    }

    @Test
    void aFailedOrderFreesWhatIsHeldForIt() {
        stock.hold(order, new Line(tea, 3));

        payment.tells(OrderEvent.FAILED, order, Map.of("reason", "Card declined"), new Line(tea, 3));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void aRefundWithRestockFreesWhatWasSold() {
        stock.settled(order, new Line(tea, 3));

        payment.tells(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void aRefundWithoutRestockIsOnlyAcknowledged() {
        stock.settled(order, new Line(tea, 3));

        payment.tells(OrderEvent.REFUNDED, order, KEEP, new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
    }

    @Test
    void newsThatComesTwiceCountsOnce() {
        stock.hold(order, new Line(tea, 3));

        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));

        payment.tells(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3));
        payment.tells(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3));
        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void anEntryThatACrashLeftPendingIsHandledAfterTheRestart() {
        stock.hold(order, new Line(tea, 3));
        inventory.stop();
        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        redis.call(Command.XREADGROUP, "GROUP", "inventory", "inventory-test-0", "STREAMS", OrderEvent.COMPLETED, ">");
        assertEquals(1, redis.pending(OrderEvent.COMPLETED, "inventory"));

        inventory.start();
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
    }

    @Test
    void aProductThatIsDeletedBeforeItsOrderCompletesIsLeftOut() {
        stock.hold(order, new Line(tea, 3), new Line(milk, 5));
        stock.delete(milk);

        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3), new Line(milk, 5));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        expectNoProduct(milk);
    }

    @Test
    void aProductThatIsDeletedAfterItsOrderCompletedIsLeftOutOfTheRefund() {
        stock.settled(order, new Line(tea, 3), new Line(milk, 5));
        stock.delete(milk);

        payment.tells(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3), new Line(milk, 5));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        expectNoProduct(milk);
    }

    @Test
    void anOrderFromElsewhereThatPaymentConfirmsTakesItsUnitsNow() {
        payment.knows(order, "completed", new Line(tea, 3));

        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
        assertEquals("-3", stock.lastMovement(tea).get("units"));
    }

    @Test
    void anOrderFromElsewhereThatPaymentDoesNotKnowTakesNothing() {
        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));

        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals(List.of(), redis.stream("refund_order"));
    }

    @Test
    void anOrderFromElsewhereThatWasRefundedMeanwhileTakesNothing() {
        payment.knows(order, "refunded", new Line(tea, 3));

        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void anOrderFromElsewhereWaitsUntilPaymentAnswers() {
        payment.isUnavailableFor(order);
        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        Eventually.holds(() -> assertTrue(payment.questionsAbout(order) > 1, "it is asked again"));
        assertEquals(1, redis.pending(OrderEvent.COMPLETED, "inventory"));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));

        payment.knows(order, "completed", new Line(tea, 3));
        expectState("settled");
    }

    @Test
    void anOrderFromElsewhereForMoreThanThereIsIsRefusedAndARefundAskedFor() {
        payment.knows(order, "completed", new Line(tea, 3), new Line(milk, 6));

        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3), new Line(milk, 6));
        expectState("refused");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        Map<String, String> refund = redis.stream("refund_order").get(0);
        assertEquals(
                List.of(order, "Not enough stock available.", "true"),
                List.of(refund.get("order_id"), refund.get("reason"), refund.get("restock")));

        payment.tells(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3), new Line(milk, 6));
        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3), new Line(milk, 6));
        expectState("refused");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals(1, redis.stream("refund_order").size());
    }

    @Test
    void anOrderWhoseHoldWasGivenBackTakesItsUnitsAgain() {
        stock.reservations().release(stock.hold(order, new Line(tea, 3))).await();
        payment.knows(order, "completed", new Line(tea, 3));

        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
    }

    @Test
    void aLateReserveForAFailedOrderTakesNothing() {
        payment.tells(OrderEvent.FAILED, order, PLAIN, new Line(tea, 3));
        expectState("returned");

        assertInstanceOf(Reserved.Finished.class, stock.reserve(order, new Line(tea, 3)));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void aRefundThatComesBeforeItsCompletionMakesTheCompletionChangeNothing() {
        stock.hold(order, new Line(tea, 3));
        payment.knows(order, "refunded", new Line(tea, 3));

        payment.tells(OrderEvent.REFUNDED, order, RESTOCK, new Line(tea, 3));
        expectState("returned");
        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("returned");
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void aRefundWithoutRestockThatComesFirstLeavesTheHoldToItsCompletion() {
        stock.hold(order, new Line(tea, 3));

        payment.tells(OrderEvent.REFUNDED, order, KEEP, new Line(tea, 3));
        expectState("held");
        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        expectState("settled");
        assertEquals(new Stock.Counts(7, 0, 3), stock.counts(tea));
    }

    @Test
    void anEntryThatMakesNoSenseDoesNotHoldUpTheOnesBehindIt() {
        stock.hold(order, new Line(tea, 3));
        redis.call(Command.XADD, OrderEvent.COMPLETED, "*", "order_id", Ids.random(), "lines", "not JSON");

        payment.tells(OrderEvent.COMPLETED, order, PLAIN, new Line(tea, 3));
        Eventually.holds(() -> assertEquals("settled", stock.state(order)));
        assertEquals(1, redis.pending(OrderEvent.COMPLETED, "inventory"), "it is never dropped");
    }

    /** Waits until every entry is acknowledged, and expects the reservation to be in the state then. */
    private void expectState(String state) {
        Eventually.holds(() -> StockHandler.STREAMS.forEach(stream -> {
            Response group = redis.call(Command.XINFO, "GROUPS", stream).get(0);
            assertEquals(0, group.get("pending").toInteger(), stream + " is acknowledged");
            Response last = redis.call(Command.XREVRANGE, stream, "+", "-", "COUNT", 1);
            assertEquals(
                    last.size() == 0 ? "0-0" : last.get(0).get(0).toString(),
                    group.get("last-delivered-id").toString(),
                    stream + " is read");
        }));
        assertEquals(state, stock.state(order));
    }

    private void expectNoProduct(String id) {
        assertEquals(0, redis.call(Command.EXISTS, "product:" + id).toInteger());
    }
}
