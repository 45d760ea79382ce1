package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.json.Json;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.ReservationStore.Verdict;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that returns the units of an order that failed or was refunded. */
class ReturnReservationTest extends StockTestBase {

    private Line[] lines;

    @BeforeEach
    void aProduct() {
        lines = new Line[] {new Line(tea, 3)};
    }

    @ParameterizedTest
    @ValueSource(strings = {OrderEvent.FAILED, OrderEvent.REFUNDED})
    void heldUnitsAreFreeAgainAndEmitted(String stream) {
        stock.hold(order, lines);

        expectReturned(stream);
        assertNull(redis.call(Command.ZSCORE, "holds", order));
        assertEquals(
                Map.of("kind", "returned", "units", "3", "quantity", "10", "order_id", order), stock.lastMovement(tea));
        assertEquals(stock.changeOf(tea), stock.lastEvent());
    }

    @Test
    void soldUnitsAreFreeAgain() {
        stock.settled(order, lines);

        expectReturned(OrderEvent.REFUNDED);
        assertEquals("3", stock.lastMovement(tea).get("units"));
    }

    @Test
    void theEndIsStoredEvenIfNothingIsHeld() {
        expectReturned(OrderEvent.FAILED);
    }

    @Test
    void afterAReleaseNothingMoreIsReturned() {
        stock.reservations().release(stock.hold(order, lines)).await();

        expectReturned(OrderEvent.FAILED);
    }

    @Test
    void aReplayReturnsNothingMore() {
        stock.settled(order, lines);
        returnUnits(OrderEvent.REFUNDED);
        String events = redis.snapshot().get("product_changed");

        expectReturned(OrderEvent.REFUNDED);
        assertEquals(events, redis.snapshot().get("product_changed"));
    }

    @Test
    void anEntryThatAnotherPrimaryHadReturnsNothingHere() {
        stock.settled(order, lines);
        for (StreamEntry entry : stock.ofAnotherPrimary(OrderEvent.REFUNDED, order)) {
            Map<String, String> before = redis.snapshot();

            returnUnits(entry);

            assertEquals(before, redis.snapshot());
        }
    }

    @Test
    void aRefusedOrderTookNothingAndReturnsNothing() {
        OrderEvent tooMuch = new OrderEvent(order, List.of(new Line(tea, 11)), false, "");
        stock.reservations()
                .settleUnreserved(tooMuch, Verdict.TAKE, stock.pending(OrderEvent.COMPLETED, order))
                .await();

        lines = new Line[] {new Line(tea, 11)};
        assertFalse(stock.isPending(returnUnits(OrderEvent.REFUNDED)));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals("refused", stock.state(order));
    }

    @Test
    void aProductThatWasDeletedMeanwhileIsLeftOut() {
        stock.settled(order, lines);
        stock.delete(tea);

        assertFalse(stock.isPending(returnUnits(OrderEvent.REFUNDED)));
        assertEquals("returned", stock.state(order));
        assertEquals(0, redis.call(Command.EXISTS, "product:" + tea).toInteger());
    }

    @Test
    void theUnitsOfARefundWhoseProductWasDeletedAreSaidNotToBeBackOnce() {
        String milk = stock.product("Milk", 5);
        lines = new Line[] {new Line(tea, 3), new Line(milk, 2)};
        stock.settled(order, lines);
        stock.delete(tea);

        returnUnits(OrderEvent.REFUNDED);
        returnUnits(OrderEvent.REFUNDED);

        assertEquals(new Stock.Counts(5, 0, 0), stock.counts(milk));
        Map<String, String> said = onlyNotReturned();
        assertEquals(order, said.get("order_id"));
        assertEquals(List.of(new Line(tea, 3)), List.of(Json.read(said.get("lines"), Line[].class)));
    }

    @Test
    void nothingIsSaidOfAnOrderThatFailed() {
        stock.hold(order, lines);
        stock.delete(tea);

        returnUnits(OrderEvent.FAILED);

        assertEquals(List.of(), redis.stream(OrderEvent.NOT_RETURNED));
    }

    @Test
    void nothingIsSaidOfAnOrderThatTookNothing() {
        stock.delete(tea);

        returnUnits(OrderEvent.REFUNDED);

        assertEquals(List.of(), redis.stream(OrderEvent.NOT_RETURNED));
    }

    @Test
    void nothingIsSaidWhereEverythingGoesBack() {
        stock.hold(order, lines);
        returnUnits(OrderEvent.REFUNDED);
        stock.delete(tea);
        returnUnits(OrderEvent.REFUNDED);

        assertEquals(List.of(), redis.stream(OrderEvent.NOT_RETURNED));
    }

    @Test
    void otherLinesThanTheReservationHasAreAFault() {
        stock.settled(order, lines);
        lines = new Line[] {new Line(tea, 4)};
        StreamEntry entry = stock.pending(OrderEvent.REFUNDED, order);
        Map<String, String> before = redis.snapshot();

        Throwable fault = assertThrows(Throwable.class, () -> returnUnits(entry));
        assertTrue(fault.getMessage().contains("the reservation has other lines"), fault::getMessage);
        assertEquals(before, redis.snapshot());
        assertTrue(stock.isPending(entry));
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        stock.hold(order, lines);
        StreamEntry entry = stock.pending(OrderEvent.FAILED, order);

        WrongTypes.expectFoundFirst(
                redis,
                List.of(
                        "reservation:" + order,
                        "holds",
                        "product_changed",
                        "order_failed",
                        "finished_reservations",
                        "units_not_returned",
                        "product:" + tea,
                        "movements:" + tea),
                () -> returnUnits(entry));
    }

    private Map<String, String> onlyNotReturned() {
        List<Map<String, String>> said = redis.stream(OrderEvent.NOT_RETURNED);
        assertEquals(1, said.size());
        return said.get(0);
    }

    private void expectReturned(String stream) {
        assertFalse(stock.isPending(returnUnits(stream)));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
        assertEquals(Map.of("state", "returned", "lines", tea + ":3"), redis.hash("reservation:" + order));
    }

    private StreamEntry returnUnits(String stream) {
        return returnUnits(stock.pending(stream, order));
    }

    private StreamEntry returnUnits(StreamEntry entry) {
        stock.reservations()
                .returnUnits(new OrderEvent(order, List.of(lines), true, ""), entry)
                .await();
        return entry;
    }
}
