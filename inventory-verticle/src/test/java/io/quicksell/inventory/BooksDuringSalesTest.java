package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.books.Report;
import io.quicksell.inventory.books.Report.Violation;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A product that is sold all the time is judged like any other, and its sales are no violations. */
class BooksDuringSalesTest extends BooksTestBase {

    private static final int BUYERS = 8;

    private String coffee;
    private volatile boolean isSelling = true;
    private Future<?> sales;
    private long soldBefore;

    @BeforeEach
    void sellCoffeeAllTheTime() {
        coffee = stock.product("Coffee", 1_000_000);
        sales = Future.join(IntStream.range(0, BUYERS).mapToObj(i -> buyer()).toList());
    }

    @AfterEach
    void stopSelling() {
        isSelling = false;
        sales.await();
    }

    private Future<Void> buyer() {
        Promise<Void> end = Promise.promise();
        buy(end);
        return end.future();
    }

    private void buy(Promise<Void> end) {
        String orderId = Ids.random();
        List<Line> lines = List.of(new Line(coffee, 2));
        stock.reservations()
                .reserve(orderId, lines, Stock.HOLD_MILLIS)
                .compose(held -> stock.reservations()
                        .settle(
                                new OrderEvent(orderId, lines, false),
                                new StreamEntry(OrderEvent.COMPLETED, "0-1", Map.of())))
                .onFailure(end::fail)
                .onSuccess(settled -> {
                    if (isSelling) {
                        buy(end);
                    } else {
                        end.complete();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"held", "sold"})
    void whatGoesWrongMeanwhileIsFoundByLooks(String count) {
        assertEquals("OK", pass().status());
        plant(count, 1);

        Eventually.holds(() -> expectFound(look(), count));
        plant(count, -1);
        expectAllJudged(look());
    }

    @ParameterizedTest
    @ValueSource(strings = {"held", "sold"})
    void whatWasWrongBeforeIsFoundByRecounts(String count) {
        plant(count, 1);

        pass();
        expectFound(pass(), count);
        plant(count, -1);
        expectAllJudged(pass());
    }

    @Test
    void salesAreNoViolations() {
        for (int i = 0; i < 5; i++) {
            expectAllJudged(pass());
            expectAllJudged(look());
            expectAllJudged(look());
        }
    }

    /** The sum is right all the same. */
    private void plant(String count, int units) {
        soldBefore = stock.counts(coffee).sold();
        redis.call(
                Command.EVAL,
                "redis.call('HINCRBY', KEYS[1], ARGV[1], ARGV[2]) redis.call('HINCRBY', KEYS[1], 'quantity', -ARGV[2])",
                1,
                InventoryKeys.product(coffee),
                count,
                units);
    }

    private void expectFound(Report report, String count) {
        assertEquals("VIOLATED", report.status());
        assertEquals(1, report.violations().size(), report::toString);
        Violation found = report.violations().get(0);
        assertEquals(
                List.of(coffee, count, 1L), List.of(found.productId(), found.what(), found.found() - found.expected()));
        assertTrue(stock.counts(coffee).sold() > soldBefore, "it was sold meanwhile");
    }

    private void expectAllJudged(Report report) {
        assertEquals(
                List.of("OK", 3, 3, 0),
                List.of(report.status(), report.products(), report.judged(), report.changedMeanwhile()),
                report::toString);
    }
}
