package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.ReservationStore.Verdict;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReservationJanitorTest extends StockTestBase {

    static final List<String> STREAMS = StockHandler.STREAMS;

    private static final long SEVEN_DAYS = 7L * 24 * 60 * 60 * 1_000;
    private static final long FOR_EVER = -1;
    private static final int MORE_THAN_TWO_PAGES = 1_001;

    private ReservationJanitor janitor;

    @BeforeEach
    void aGroupOnEachStream() {
        STREAMS.forEach(
                stream -> redis.call(Command.XGROUP, "CREATE", stream, ConsumerGroups.INVENTORY, "0", "MKSTREAM"));
        janitor = new ReservationJanitor(redis.vertx(), stock.link(), stock.reservations());
    }

    @Test
    void whatCameToNothingIsEnteredAndWhatIsHeldOrSoldIsNot() {
        String released = Ids.random();
        String returned = Ids.random();
        String unreserved = Ids.random();
        String refused = Ids.random();
        released(released);
        stock.settled(returned, new Line(tea, 1));
        giveBack(OrderEvent.REFUNDED, returned);
        settleLate(unreserved, 1, Verdict.DROP);
        settleLate(refused, 11, Verdict.TAKE);

        String held = Ids.random();
        String sold = Ids.random();
        String soldLate = Ids.random();
        stock.hold(held, new Line(tea, 1));
        stock.settled(sold, new Line(tea, 1));
        settleLate(soldLate, 1, Verdict.TAKE);
        stock.reserve(Ids.random(), new Line(tea, 100));

        assertEquals(
                List.of("released", "returned", "returned", "refused", "held", "settled", "settled"),
                Stream.of(released, returned, unreserved, refused, held, sold, soldLate)
                        .map(stock::state)
                        .toList());
        Stream.of(released, returned, unreserved, refused).forEach(id -> assertTrue(stock.isFinished(id)));
        assertEquals(4, finished());
    }

    @Test
    void whatCameToNothingIsKeptForSevenDaysOnceItsNewsIsWorkedThrough() {
        released(order);
        finishedAt(order, 1);

        janitor.tidy().await();

        expectToExpire(order);
        assertEquals("released", stock.state(order));
        assertEquals(0, finished());
    }

    @ParameterizedTest
    @FieldSource("STREAMS")
    void whatCameToNothingAfterTheOldestUnfinishedNewsIsKept(String stream) {
        String earlier = Ids.random();
        released(earlier);
        finishedAt(earlier, 4_999);
        released(order);
        finishedAt(order, 5_000);
        redis.call(Command.XADD, stream, "5000-0", "order_id", order);

        janitor.tidy().await();
        expectToExpire(earlier);
        assertEquals(FOR_EVER, remainingMillis(order));

        redis.call(Command.XREADGROUP, "GROUP", ConsumerGroups.INVENTORY, "test", "STREAMS", stream, ">");
        janitor.tidy().await();
        assertEquals(FOR_EVER, remainingMillis(order), "it is read, but not acknowledged");

        redis.call(Command.XACK, stream, ConsumerGroups.INVENTORY, "5000-0");
        janitor.tidy().await();
        expectToExpire(order);
    }

    @Test
    void aReservationThatWasTakenAnewIsKept() {
        released(order);
        finishedAt(order, 1);
        stock.hold(order, new Line(tea, 2));

        janitor.tidy().await();

        assertEquals(FOR_EVER, remainingMillis(order));
        assertEquals("held", stock.state(order));
        assertEquals(0, finished());
    }

    @Test
    void aReservationThatIsTakenAnewWhileItExpiresIsKeptAgain() {
        released(order);
        finishedAt(order, 1);
        janitor.tidy().await();
        expectToExpire(order);

        stock.hold(order, new Line(tea, 2));
        janitor.tidy().await();

        assertEquals(FOR_EVER, remainingMillis(order));
        stock.reservations()
                .release(stock.reservations().held(order).await().orElseThrow())
                .await();
        assertTrue(stock.isFinished(order), "its time begins anew");
    }

    @ParameterizedTest
    @ValueSource(strings = {OrderEvent.FAILED, OrderEvent.COMPLETED})
    void lateNewsOfAReservationThatExpiresKeepsIt(String stream) {
        released(order);
        finishedAt(order, 1);
        janitor.tidy().await();

        if (stream.equals(OrderEvent.FAILED)) {
            giveBack(stream, order);
            assertTrue(stock.isFinished(order), "its time begins anew");
        } else {
            settleLate(order, 1, Verdict.TAKE);
            assertFalse(stock.isFinished(order));
        }

        assertEquals(FOR_EVER, remainingMillis(order));
    }

    @Test
    void settledReservationsStayAsLongAsTheirOrder() {
        released(order);
        finishedAt(order, 1);
        stock.settled(order, new Line(tea, 2));

        janitor.tidy().await();

        assertEquals(FOR_EVER, remainingMillis(order));
        assertEquals("settled", stock.state(order));
    }

    @Test
    void manyAreTidiedUpAtOnce() {
        redis.call(
                Command.EVAL,
                "for i = 1, ARGV[1] do redis.call('HSET', 'reservation:' .. i, 'state', 'returned') "
                        + "redis.call('ZADD', KEYS[1], 1, i) end",
                1,
                InventoryKeys.FINISHED,
                MORE_THAN_TWO_PAGES);

        janitor.tidy().await();

        assertEquals(0, finished());
        assertEquals(
                MORE_THAN_TWO_PAGES,
                redis.call(
                                Command.EVAL,
                                "local n = 0 for i = 1, ARGV[1] do if redis.call('TTL', 'reservation:' .. i) > 0 then "
                                        + "n = n + 1 end end return n",
                                0,
                                MORE_THAN_TWO_PAGES)
                        .toInteger());
    }

    @Test
    void withoutItsGroupNothingIsKnownToBeWorkedThrough() {
        released(order);
        finishedAt(order, 1);
        redis.call(Command.XGROUP, "DESTROY", OrderEvent.FAILED, ConsumerGroups.INVENTORY);

        assertThrows(IllegalStateException.class, () -> janitor.tidy().await());
        assertEquals(FOR_EVER, remainingMillis(order));
    }

    private void released(String orderId) {
        stock.reservations().release(stock.hold(orderId, new Line(tea, 1))).await();
    }

    private void giveBack(String stream, String orderId) {
        stock.reservations()
                .giveBack(event(orderId, 1), stock.pending(stream, orderId))
                .await();
    }

    private void settleLate(String orderId, long units, Verdict verdict) {
        stock.reservations()
                .settleUnreserved(event(orderId, units), verdict, stock.pending(OrderEvent.COMPLETED, orderId))
                .await();
    }

    private OrderEvent event(String orderId, long units) {
        return new OrderEvent(orderId, List.of(new Line(tea, units)), true);
    }

    private static void finishedAt(String orderId, long millis) {
        redis.call(Command.ZADD, InventoryKeys.FINISHED, "XX", millis, orderId);
    }

    private static int finished() {
        return redis.call(Command.ZCARD, InventoryKeys.FINISHED).toInteger();
    }

    private static void expectToExpire(String orderId) {
        long left = remainingMillis(orderId);
        assertTrue(left > SEVEN_DAYS - 60_000 && left <= SEVEN_DAYS, left + " ms");
    }

    private static long remainingMillis(String orderId) {
        return redis.call(Command.PTTL, InventoryKeys.reservation(orderId)).toLong();
    }
}
