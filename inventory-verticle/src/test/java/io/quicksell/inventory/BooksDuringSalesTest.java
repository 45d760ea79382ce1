package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.books.BooksCheck.Report;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Products that change while the books are checked are no violations. */
class BooksDuringSalesTest extends BooksTestBase {

    /** Enough for many steps of a pass, which pauses between steps. */
    private static final int OTHER_KEYS = 600;

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
        fix(tea, "held", 1);
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
}
