package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.order.Line;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Holds past their deadline, and a sweeper that checks them every 100 ms. */
class HoldSweeperTest extends StockTestBase {

    private static final int SHORT_HOLD_MILLIS = 1_000;

    @Order(2)
    @RegisterExtension
    static final FakePayment payment = new FakePayment(redis);

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis, RunningInventory.config(1, SHORT_HOLD_MILLIS, 100));

    @Test
    void unitsOfAnOrderThatWasNeverCreatedAreReleased() {
        overdue(new Line(tea, 3), new Line(milk, 5));

        expectReleased();
        assertEquals(new Stock.Counts(5, 0, 0), stock.counts(milk));
        assertEquals(0, redis.call(Command.ZCARD, "holds").toInteger());
        assertEquals("released", stock.lastMovement(tea).get("kind"));
    }

    @Test
    void aHoldIsReleasedOnlyAfterItsDeadline() {
        stock.reservations()
                .reserve(order, List.of(new Line(tea, 3)), SHORT_HOLD_MILLIS)
                .await();
        long deadline = deadline();

        expectReleased();
        String movement = redis.call(Command.XREVRANGE, "movements:" + tea, "+", "-", "COUNT", 1)
                .get(0)
                .get(0)
                .toString();
        assertTrue(Long.parseLong(movement.split("-")[0]) > deadline, movement + " is not after " + deadline);
    }

    @Test
    void aHoldWhoseOrderExistsStays() {
        payment.has(order, "pending", new Line(tea, 3));
        overdue(new Line(tea, 3));

        expectStays();
    }

    @Test
    void theLongerAHoldIsOverdueTheLessOftenItIsChecked() {
        payment.has(order, "pending", new Line(tea, 3));
        stock.reservations().reserve(order, List.of(new Line(tea, 3)), -60_000).await();

        expectStays();
        assertTrue(nextCheck() >= deadline() + 2 * 60_000, "as long as it has been overdue");
    }

    @Test
    void aHoldOfAnOrderWithOtherLinesIsReleased() {
        payment.has(order, "pending", new Line(tea, 2));
        overdue(new Line(tea, 3));

        expectReleased();
    }

    @Test
    void aHoldStaysWhilePaymentIsUnavailable() {
        payment.isUnavailableFor(order);
        overdue(new Line(tea, 3));

        expectStays();
    }

    @Test
    void aHoldStaysIfSomethingElseRespondsInPaymentsPlace() {
        payment.isMistakenFor(order);
        overdue(new Line(tea, 3));

        expectStays();
    }

    @Test
    void aHoldStaysWhilePaymentIsSilentAndIsReleasedOnceItResponds() {
        payment.isSilentAbout(order);
        overdue(new Line(tea, 3));

        expectStays();
        payment.forgets(order);
        makeDue();
        expectReleased();
    }

    @Test
    void aHoldThatWasRenewedDuringTheSweepStaysUntilItsNewDeadline() {
        stock.hold(order, new Line(tea, 3));
        makeDue();

        Eventually.holds(() -> assertTrue(nextCheck() > 0));
        assertEquals("held", stock.state(order));
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
    }

    /** A hold whose deadline has passed. */
    private void overdue(Line... lines) {
        stock.reservations().reserve(order, List.of(lines), -1).await();
    }

    private long deadline() {
        return stock.reservations().held(order).await().orElseThrow().deadline();
    }

    private void makeDue() {
        redis.call(Command.ZADD, "holds", "XX", 0, order);
    }

    private long nextCheck() {
        return redis.call(Command.ZSCORE, "holds", order).toLong();
    }

    private void expectReleased() {
        Eventually.holds(() -> assertEquals("released", stock.state(order)));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    private void expectStays() {
        long deadline = deadline();

        Eventually.holds(() -> assertTrue(nextCheck() > deadline, "it is checked again later"));
        assertTrue(payment.requestsFor(order) > 0);
        assertEquals("held", stock.state(order));
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
    }
}
