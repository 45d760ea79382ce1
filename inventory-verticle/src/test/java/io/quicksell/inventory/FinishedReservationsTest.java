package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.ReservationStore.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which reservations count as finished, and which do not or not any more. */
class FinishedReservationsTest extends ReservationJanitorTestBase {

    @Test
    void reservationsThatEndWithoutASaleAreFinishedAndOthersAreNot() {
        String released = Ids.random();
        String returned = Ids.random();
        String unreserved = Ids.random();
        String refused = Ids.random();
        released(released);
        stock.settled(returned, new Line(tea, 1));
        returnUnits(OrderEvent.REFUNDED, returned);
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
    void aReservationThatIsHeldAgainIsKept() {
        released(order);
        finishedAt(order, 1);
        stock.hold(order, new Line(tea, 2));

        janitor.tidy().await();

        assertEquals(FOR_EVER, remainingMillis(order));
        assertEquals("held", stock.state(order));
        assertEquals(0, finished());
    }

    @Test
    void aReservationThatIsHeldAgainWhileItExpiresIsKept() {
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
        assertTrue(stock.isFinished(order), "its countdown begins again");
    }

    @ParameterizedTest
    @ValueSource(strings = {OrderEvent.FAILED, OrderEvent.COMPLETED})
    void aLateEventOfAReservationThatExpiresKeepsIt(String stream) {
        released(order);
        finishedAt(order, 1);
        janitor.tidy().await();

        if (stream.equals(OrderEvent.FAILED)) {
            returnUnits(stream, order);
            assertTrue(stock.isFinished(order), "its countdown begins again");
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

    private void returnUnits(String stream, String orderId) {
        stock.reservations()
                .returnUnits(event(orderId, 1), stock.pending(stream, orderId))
                .await();
    }

    private void settleLate(String orderId, long units, Verdict verdict) {
        stock.reservations()
                .settleUnreserved(event(orderId, units), verdict, stock.pending(OrderEvent.COMPLETED, orderId))
                .await();
    }

    private OrderEvent event(String orderId, long units) {
        return new OrderEvent(orderId, List.of(new Line(tea, units)), true, "");
    }
}
