package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.ReservationStore.Verdict;
import io.quicksell.inventory.books.BooksCheck;
import io.quicksell.inventory.books.BooksCheck.Report;
import io.quicksell.inventory.books.BooksCheck.Violation;
import io.quicksell.inventory.books.BooksStore;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BooksCheckTest extends StockTestBase {

    private static final String SUM = "quantity + held + sold";

    /** Many steps of a pass, which rests between two of them. */
    private static final int OTHER_KEYS = 600;

    private BooksCheck books;

    /** Of tea 3 are free, 2 held and 5 sold, with reservations of every kind; milk is as new. */
    @BeforeEach
    void honestBooks() {
        stock.settled(Ids.random(), new Line(tea, 5));
        stock.hold(order, new Line(tea, 2));
        String returned = Ids.random();
        stock.settled(returned, new Line(tea, 1), new Line(milk, 1));
        stock.reservations()
                .giveBack(
                        new OrderEvent(returned, List.of(new Line(tea, 1), new Line(milk, 1)), true),
                        stock.pending(OrderEvent.REFUNDED, returned))
                .await();
        String refused = Ids.random();
        stock.reservations()
                .settleUnreserved(
                        new OrderEvent(refused, List.of(new Line(milk, 6)), false),
                        Verdict.TAKE,
                        stock.pending(OrderEvent.COMPLETED, refused))
                .await();
        stock.reservations()
                .release(stock.hold(Ids.random(), new Line(milk, 4)))
                .await();
        books = new BooksCheck(redis.vertx(), new BooksStore(stock.link()));
    }

    @Test
    void beforeTheFirstPassNothingIsSaid() {
        assertEquals(new Report("CHECKING", null, 0, 0, 0, 0, List.of()), books.report());
        assertFalse(books.report().hasViolations());
    }

    @Test
    void honestBooksAreOk() {
        Report report = pass();

        assertEquals(new Report("OK", report.finishedAt(), 2, 2, 0, 2, List.of()), report);
        assertNotNull(report.finishedAt());
        assertEquals(report.violations(), pass().violations());
    }

    @Test
    void aShopWithoutProductsIsOk() {
        List.of(tea, milk).forEach(id -> stock.delete(id));

        Report report = pass();

        assertEquals(new Report("OK", report.finishedAt(), 0, 0, 0, 2, List.of()), report);
    }

    @Test
    void whatCannotBeReadIsToldOfOnce() {
        redis.call(Command.HSET, InventoryKeys.product(tea), "held", "many");
        try (LogLines log = LogLines.of(BooksCheck.class.getName())) {
            books.start();

            Eventually.holds(() -> assertEquals(1, log.lines().size()));
            assertTrue(log.lines().get(0).startsWith("The books cannot be checked: "), log.lines()::toString);
        } finally {
            books.stop();
            redis.call(Command.HSET, InventoryKeys.product(tea), "held", "2");
        }
    }

    @ParameterizedTest
    @CsvSource({"quantity,1,11", "quantity,-1,9", "held,-1,9", "sold,1,11"})
    void countsThatDoNotMakeWhatWasAddedAreToldOf(String count, int units, long sum) {
        tamper(tea, count, units);

        expectViolated(new Violation(tea, SUM, 10, sum));
        mend(tea, count, units);
    }

    @Test
    void moreAddedThanThereIsIsToldOf() {
        tamper(tea, "added", 1);

        expectViolated(new Violation(tea, SUM, 11, 10));
        mend(tea, "added", 1);
    }

    /** The sum is right all the same. */
    @ParameterizedTest
    @CsvSource({"held,2", "sold,5"})
    void countsThatAreNotWhatTheReservationsSayAreToldOf(String count, long units) {
        tamper(tea, count, 1);
        tamper(tea, "quantity", -1);

        expectViolated(new Violation(tea, count, units, units + 1));
        assertEquals(1, books.report().violations().size());
        tamper(tea, "quantity", 1);
        mend(tea, count, 1);
    }

    @Test
    void unitsOfALostReservationAreToldOf() {
        redis.call(Command.RENAME, InventoryKeys.reservation(order), "lost");

        expectViolated(new Violation(tea, "held", 0, 2));
        redis.call(Command.RENAME, "lost", InventoryKeys.reservation(order));
        assertEquals("OK", pass().status());
    }

    /** Who sells on must not put off the news of what is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"held", "sold"})
    void aProductThatIsSoldBetweenThePassesIsToldOfAsWell(String count) {
        tamper(tea, count, 1);
        pass();
        stock.hold(Ids.random(), new Line(tea, 1));
        stock.settled(Ids.random(), new Line(tea, 1));

        Set<String> wrong = Set.of(SUM, count);
        assertEquals(
                wrong,
                Set.copyOf(pass().violations().stream().map(Violation::what).toList()));
        mend(tea, count, 1);
    }

    @Test
    void whatIsMendedBeforeTheSecondPassIsNoViolation() {
        tamper(tea, "quantity", 1);
        assertEquals("OK", pass().status());
        tamper(tea, "quantity", -1);

        assertEquals("OK", pass().status());
        tamper(tea, "quantity", 1);
        assertEquals("OK", pass().status(), "it begins anew");
        mend(tea, "quantity", 1);
    }

    @Test
    void aProductThatChangesDuringThePassIsJudgedByALaterOne() {
        tamper(tea, "held", 1);
        tamper(tea, "sold", -1);
        pass();
        redis.call(Command.EVAL, "for i = 1, ARGV[1] do redis.call('SET', 'other:' .. i, i) end", 0, OTHER_KEYS);
        redis.call(Command.CONFIG, "RESETSTAT");

        Future<Void> pass = books.pass();
        Eventually.holds(() ->
                assertTrue(redis.call(Command.INFO, "commandstats").toString().contains("cmdstat_scan")));
        stock.hold(Ids.random(), new Line(tea, 1));
        pass.await();

        Report report = books.report();
        assertEquals(List.of("OK", 1, 1), List.of(report.status(), report.judged(), report.changedMeanwhile()));
        tamper(tea, "sold", 1);
        mend(tea, "held", 1);
    }

    @Test
    void ordersThatComeDuringThePassesAreNoViolations() {
        Future<?> reserved = Future.join(IntStream.range(0, 300)
                .mapToObj(i -> stock.reservations()
                        .reserve(Ids.random(), List.of(new Line(i % 2 == 0 ? tea : milk, 1)), Stock.HOLD_MILLIS))
                .toList());

        int passes = 0;
        while (passes < 3 || !reserved.isComplete()) {
            assertEquals("OK", pass().status());
            passes++;
        }
        Report report = pass();
        assertEquals(List.of(2, 0), List.of(report.judged(), report.changedMeanwhile()));
        assertEquals(new Stock.Counts(0, 5, 5), stock.counts(tea));
    }

    @Test
    void productsAndReservationsOfSeveralPagesAreAllJudged() {
        List<String> ids =
                IntStream.range(0, 199).mapToObj(i -> stock.product("P" + i, 1)).toList();
        ids.forEach(id -> stock.hold(Ids.random(), new Line(id, 1)));

        Report report = pass();
        assertEquals(
                List.of("OK", 201, 201, 201L),
                List.of(report.status(), report.products(), report.judged(), report.reservations()));

        ids.forEach(id -> tamper(id, "held", 1));
        pass();
        assertEquals(20, pass().violations().size(), "only the first ones are told");
        ids.forEach(id -> tamper(id, "held", -1));
    }

    /** It has to be found by two passes in a row, and is wrong for as long as it is. */
    private void expectViolated(Violation violation) {
        assertEquals("OK", pass().status());

        Report second = pass();
        assertEquals("VIOLATED", second.status());
        assertTrue(second.violations().contains(violation), second::toString);
        assertTrue(
                second.violations().stream().allMatch(other -> other.productId().equals(violation.productId())));
        assertEquals("VIOLATED", pass().status());
    }

    private Report pass() {
        books.pass().await();
        return books.report();
    }

    private static void tamper(String productId, String count, int units) {
        redis.call(Command.HINCRBY, InventoryKeys.product(productId), count, units);
    }

    /** Takes back what was tampered with, and expects the next pass to find the books in order. */
    private void mend(String productId, String count, int units) {
        tamper(productId, count, -units);
        assertEquals("OK", pass().status());
    }
}
