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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A product that is sold all the time is judged like any other, and its sales are no violations. */
class BooksDuringSalesTest extends BooksTestBase {

    private static final int BUYERS = 2;

    private String coffee;
    private volatile boolean isSelling = true;
    private Future<?> sales;
    private long soldBefore;

    @BeforeEach
    void sellCoffeeAllTheTime() {
        coffee = stock.product("Coffee", 1_000_000);
        stock.settled(Ids.random(), new Line(coffee, 5));
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
                                new OrderEvent(orderId, lines, false, ""),
                                new StreamEntry(OrderEvent.COMPLETED, "", Map.of())))
                .onFailure(end::fail)
                .onSuccess(settled -> {
                    if (isSelling) {
                        buy(end);
                    } else {
                        end.complete();
                    }
                });
    }

    @Test
    void whatGoesWrongMeanwhileIsFoundByLooks() {
        assertEquals("OK", pass().status());
        plant(1);

        Eventually.holds(() -> expectFound(look()));
        plant(-1);
        expectAllJudged(look());
    }

    @Test
    void whatWasWrongBeforeIsFoundByRecounts() {
        plant(1);

        pass();
        expectFound(pass());
        plant(-1);
        expectAllJudged(pass());
    }

    @Test
    void salesAreNoViolations() {
        for (int i = 0; i < 3; i++) {
            expectAllJudged(pass());
            expectAllJudged(look());
            expectAllJudged(look());
        }
    }

    /** The sum is right all the same. */
    private void plant(int units) {
        soldBefore = stock.counts(coffee).sold();
        redis.call(
                Command.EVAL,
                "redis.call('HINCRBY', KEYS[1], 'held', ARGV[1]) redis.call('HINCRBY', KEYS[1], 'sold', -ARGV[1])",
                1,
                InventoryKeys.product(coffee),
                units);
    }

    private void expectFound(Report report) {
        assertEquals("VIOLATED", report.status());
        assertEquals(
                Map.of("held", 1L, "sold", -1L),
                report.violations().stream()
                        .filter(found -> found.productId().equals(coffee))
                        .collect(Collectors.toMap(Violation::what, found -> found.found() - found.expected())));
        assertTrue(stock.counts(coffee).sold() > soldBefore, "it was sold meanwhile");
    }

    private void expectAllJudged(Report report) {
        assertEquals(
                List.of("OK", 3, 3, 0),
                List.of(report.status(), report.products(), report.judged(), report.changedMeanwhile()),
                report::toString);
    }
}
