package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.ReservationStore.Hold;
import io.quicksell.inventory.ReservationStore.Verdict;
import io.quicksell.inventory.books.Report;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to orders and products at the same time is no violation: orders of several lines, short ones, repeated and late
 * events, ids that are held again with other lines, orders from elsewhere, adjustments, products that come and go.
 */
class BooksInTheCrowdTest extends BooksTestBase {

    private static final int WORKERS = 8;
    private static final int STEPS = 100;

    private final List<String> products = new ArrayList<>();
    private final List<OrderEvent> orders = new ArrayList<>();
    private final Random random = new Random(4711);

    @Test
    void nothingThatHappensIsAViolation() {
        products.addAll(List.of(tea, milk));
        IntStream.range(0, 4).forEach(i -> products.add(stock.product("P" + i, 50)));
        Future<?> crowd =
                Future.join(IntStream.range(0, WORKERS).mapToObj(i -> worker()).toList());

        boolean isOver;
        do {
            isOver = crowd.isComplete();
            expectOk(look());
            expectOk(pass());
        } while (!isOver);
        crowd.await();

        Report last = pass();
        assertEquals(List.of(last.products(), 0), List.of(last.judged(), last.changedMeanwhile()));
        assertEquals(look().products(), books.report().judged());
    }

    private static void expectOk(Report report) {
        assertEquals(List.of("OK", List.of()), List.of(report.status(), report.violations()));
    }

    private Future<Void> worker() {
        Promise<Void> end = Promise.promise();
        work(STEPS, end);
        return end.future();
    }

    private void work(int steps, Promise<Void> end) {
        step().recover(BooksInTheCrowdTest::unlessOfOtherLines)
                .onFailure(end::fail)
                .onSuccess(done -> {
                    if (steps > 1) {
                        work(steps - 1, end);
                    } else {
                        end.complete();
                    }
                });
    }

    /** Another worker has taken the order's id for other lines meanwhile. */
    private static Future<Void> unlessOfOtherLines(Throwable failure) {
        return failure.getMessage().contains("other lines") ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    private synchronized Future<Void> step() {
        Future<?> step = switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> reserve(Ids.random(), lines());
            case 4 -> reserve(someOrder().orderId(), lines());
            case 5, 6, 7 -> settle(someOrder());
            case 8 -> stock.reservations().returnUnits(someOrder(), entry(OrderEvent.REFUNDED));
            case 9 -> release(someOrder());
            case 10 ->
                stock.reservations()
                        .settleUnreserved(
                                someOrder(),
                                random.nextBoolean() ? Verdict.TAKE : Verdict.DROP,
                                entry(OrderEvent.COMPLETED));
            default -> random.nextInt(5) == 0 ? replaceSomeProduct() : adjustSomeProduct();
        };
        return step.mapEmpty();
    }

    private Future<?> reserve(String orderId, List<Line> lines) {
        return stock.reservations().reserve(orderId, lines, Stock.HOLD_MILLIS).onSuccess(reserved -> {
            if (reserved instanceof Reserved.Held held && !held.renewed()) {
                remember(new OrderEvent(orderId, lines, true, ""));
            }
        });
    }

    private synchronized void remember(OrderEvent order) {
        orders.removeIf(other -> other.orderId().equals(order.orderId()));
        orders.add(order);
    }

    /** An order that is or was held, or one that inventory has not heard of. */
    private OrderEvent someOrder() {
        return orders.isEmpty() || random.nextInt(20) == 0
                ? new OrderEvent(Ids.random(), lines(), true, "")
                : orders.get(random.nextInt(orders.size()));
    }

    private Future<?> settle(OrderEvent order) {
        return stock.reservations().settle(order, entry(OrderEvent.COMPLETED));
    }

    private Future<?> release(OrderEvent order) {
        return stock.reservations()
                .held(order.orderId())
                .compose(hold -> hold.isPresent()
                        ? stock.reservations()
                                .release(new Hold(
                                        order.orderId(),
                                        hold.get().deadline(),
                                        hold.get().lines()))
                        : Future.succeededFuture());
    }

    private Future<?> adjustSomeProduct() {
        return stock.products()
                .adjust(someProduct(), Change.single(), EntityTags.ANY, new Adjustment.Delta(random.nextInt(20), ""));
    }

    private Future<?> replaceSomeProduct() {
        String created = Ids.random();
        String old = products.set(random.nextInt(products.size()), created);
        return stock.products()
                .delete(old, Change.single(), EntityTags.ANY)
                .compose(deleted -> stock.products()
                        .create(
                                created,
                                Change.single(),
                                new ProductData("New", new Money(100), 40, LowStockAt.SHOP_DEFAULT)));
    }

    private String someProduct() {
        return products.get(random.nextInt(products.size()));
    }

    private List<Line> lines() {
        int first = random.nextInt(products.size());
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> new Line(products.get((first + i) % products.size()), 1 + random.nextInt(3)))
                .toList();
    }

    private static StreamEntry entry(String stream) {
        return new StreamEntry(stream, "", Map.of());
    }
}
