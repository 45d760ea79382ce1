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

/** Holds that outlived their deadline, and a sweeper that looks after them every 100 ms. */
class HoldSweeperTest extends StockTestBase {

    private static final int SHORT_HOLD_MILLIS = 1_000;

    @Order(2)
    @RegisterExtension
    static final FakePayment payment = new FakePayment(redis);

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis, RunningInventory.config(1, SHORT_HOLD_MILLIS, 100));

    @Test
    void unitsOfAnOrderThatNeverCameAreFreeAgain() {
        overdue(new Line(tea, 3), new Line(milk, 5));

        expectGivenBack();
        assertEquals(new Stock.Counts(5, 0, 0), stock.counts(milk));
        assertEquals(0, redis.call(Command.ZCARD, "holds").toInteger());
        assertEquals("released", stock.lastMovement(tea).get("kind"));
    }

    @Test
    void aHoldIsGivenBackOnlyAfterItsDeadline() {
        stock.reservations()
                .reserve(order, List.of(new Line(tea, 3)), SHORT_HOLD_MILLIS)
                .await();
        long deadline = deadline();

        expectGivenBack();
        String movement = redis.call(Command.XREVRANGE, "movements:" + tea, "+", "-", "COUNT", 1)
                .get(0)
                .get(0)
                .toString();
        assertTrue(Long.parseLong(movement.split("-")[0]) > deadline, movement + " is not after " + deadline);
    }

    @Test
    void aHoldWhoseOrderExistsStays() {
        payment.knows(order, "pending", new Line(tea, 3));
        overdue(new Line(tea, 3));

        expectStays();
    }

    @Test
    void theLongerAHoldIsOverdueTheMoreRarelyItIsAskedAbout() {
        payment.knows(order, "pending", new Line(tea, 3));
        stock.reservations().reserve(order, List.of(new Line(tea, 3)), -60_000).await();

        expectStays();
        assertTrue(lookedAtNext() >= deadline() + 2 * 60_000, "as long again as it has been overdue");
    }

    @Test
    void aHoldOfAnOrderWithOtherLinesIsGivenBack() {
        payment.knows(order, "pending", new Line(tea, 2));
        overdue(new Line(tea, 3));

        expectGivenBack();
    }

    @Test
    void aHoldStaysWhilePaymentCannotAnswer() {
        payment.isUnavailableFor(order);
        overdue(new Line(tea, 3));

        expectStays();
    }

    @Test
    void aHoldStaysWhenSomethingElseAnswersInPaymentsPlaceThatThereIsNothing() {
        payment.isMistakenFor(order);
        overdue(new Line(tea, 3));

        expectStays();
    }

    @Test
    void aHoldStaysWhilePaymentIsSilentAndIsGivenBackOnceItAnswers() {
        payment.isSilentAbout(order);
        overdue(new Line(tea, 3));

        expectStays();
        payment.forgets(order);
        makeDue();
        expectGivenBack();
    }

    @Test
    void aHoldThatWasRenewedWhileTheSweeperLookedStaysUntilItsNewDeadline() {
        stock.hold(order, new Line(tea, 3));
        makeDue();

        Eventually.holds(() -> assertTrue(lookedAtNext() > 0));
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

    private long lookedAtNext() {
        return redis.call(Command.ZSCORE, "holds", order).toLong();
    }

    private void expectGivenBack() {
        Eventually.holds(() -> assertEquals("released", stock.state(order)));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    private void expectStays() {
        long deadline = deadline();

        Eventually.holds(() -> assertTrue(lookedAtNext() > deadline, "it is to be looked at again later"));
        assertTrue(payment.questionsAbout(order) > 0);
        assertEquals("held", stock.state(order));
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
    }
}
