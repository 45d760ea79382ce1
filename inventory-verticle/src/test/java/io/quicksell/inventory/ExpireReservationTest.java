package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.ReservationStore.Verdict;
import io.quicksell.redis.Script;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The script that lets a finished reservation expire. */
class ExpireReservationTest extends StockTestBase {

    private enum Word {
        EXPIRES,
        IN_USE
    }

    private static final Script<Word> SCRIPT = Script.load("expire_reservation", Word.class);
    private static final long KEEP_MILLIS = 60_000;

    @Test
    void aReleasedReservationExpires() {
        released();

        expectExpires();
    }

    @Test
    void aReturnedReservationExpires() {
        stock.settled(order, new Line(tea, 3));
        stock.reservations()
                .returnUnits(event(3), stock.pending(OrderEvent.REFUNDED, order))
                .await();

        expectExpires();
    }

    @Test
    void aRefusedReservationExpires() {
        stock.reservations()
                .settleUnreserved(event(11), Verdict.TAKE, stock.pending(OrderEvent.COMPLETED, order))
                .await();
        assertEquals("refused", stock.state(order));

        expectExpires();
    }

    @Test
    void aReservationThatIsHeldAgainIsInUse() {
        released();
        stock.hold(order, new Line(tea, 2));

        expectInUse();
        assertEquals("held", stock.state(order));
    }

    @Test
    void aSettledReservationIsInUse() {
        released();
        stock.settled(order, new Line(tea, 2));

        expectInUse();
        assertEquals("settled", stock.state(order));
    }

    @Test
    void aReservationThatIsGoneIsOnlyRemovedFromTheList() {
        redis.call(Command.ZADD, InventoryKeys.FINISHED, 1, order);

        assertEquals(Word.IN_USE, expire());
        assertFalse(stock.isFinished(order));
        assertEquals(
                0, redis.call(Command.EXISTS, InventoryKeys.reservation(order)).toInteger());
    }

    @Test
    void aReplayExpiresTooAndChangesNothingMore() {
        released();
        expire();
        Map<String, String> before = redis.snapshot();

        assertEquals(Word.EXPIRES, expire());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        released();

        WrongTypes.expectFoundFirst(
                redis, List.of(InventoryKeys.reservation(order), InventoryKeys.FINISHED), this::expire);
        assertEquals(-1, remainingMillis());
    }

    private void released() {
        stock.reservations().release(stock.hold(order, new Line(tea, 3))).await();
    }

    private OrderEvent event(long units) {
        return new OrderEvent(order, List.of(new Line(tea, units)), true, "");
    }

    private void expectExpires() {
        assertEquals(-1, remainingMillis());

        assertEquals(Word.EXPIRES, expire());
        assertTrue(remainingMillis() > 0 && remainingMillis() <= KEEP_MILLIS, remainingMillis() + " ms");
        assertFalse(stock.isFinished(order));
    }

    private void expectInUse() {
        assertTrue(stock.isFinished(order));

        assertEquals(Word.IN_USE, expire());
        assertEquals(-1, remainingMillis());
        assertFalse(stock.isFinished(order));
    }

    private Word expire() {
        return stock.link()
                .run(
                        SCRIPT,
                        List.of(InventoryKeys.reservation(order), InventoryKeys.FINISHED),
                        List.of(order, String.valueOf(KEEP_MILLIS)))
                .await()
                .word();
    }

    /** How long the reservation still exists; -1 means for ever. */
    private long remainingMillis() {
        return redis.call(Command.PTTL, InventoryKeys.reservation(order)).toLong();
    }
}
