package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.books.BooksCheck;
import io.quicksell.inventory.books.Report;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The report of the books check, and which products and reservations it covers. */
class BooksCheckTest extends BooksTestBase {

    @Test
    void beforeTheFirstPassThereIsNoVerdict() {
        assertEquals(new Report("CHECKING", null, 0, 0, 0, 0, null, List.of()), books.report());
    }

    @Test
    void honestBooksAreOk() {
        Report report = pass();

        assertEquals(new Report("OK", report.finishedAt(), 2, 2, 0, 2, report.recountedAt(), List.of()), report);
        assertNotNull(report.finishedAt());
        assertNotNull(report.recountedAt());
        assertEquals(report.violations(), pass().violations());
    }

    @Test
    void aShopWithoutProductsIsOk() {
        List.of(tea, milk).forEach(id -> stock.delete(id));

        Report report = pass();

        assertEquals(new Report("OK", report.finishedAt(), 0, 0, 0, 2, report.recountedAt(), List.of()), report);
    }

    @Test
    void whatCannotBeReadIsLoggedOnce() {
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
        assertEquals(20, pass().violations().size(), "only the first ones are reported");
        ids.forEach(id -> tamper(id, "held", -1));
    }
}
