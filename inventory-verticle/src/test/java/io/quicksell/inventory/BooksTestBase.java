package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.ReservationStore.Verdict;
import io.quicksell.inventory.books.BooksCheck;
import io.quicksell.inventory.books.Report;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A books check, and honest books that a test may tamper with. */
abstract class BooksTestBase extends StockTestBase {

    BooksCheck books;

    /** Tea has 3 units free, 2 held and 5 sold, with reservations of every kind; milk is untouched. */
    @BeforeEach
    void honestBooks() {
        stock.settled(Ids.random(), new Line(tea, 5));
        stock.hold(order, new Line(tea, 2));
        String returned = Ids.random();
        stock.settled(returned, new Line(tea, 1), new Line(milk, 1));
        stock.reservations()
                .returnUnits(
                        new OrderEvent(returned, List.of(new Line(tea, 1), new Line(milk, 1)), true, ""),
                        stock.pending(OrderEvent.REFUNDED, returned))
                .await();
        String refused = Ids.random();
        stock.reservations()
                .settleUnreserved(
                        new OrderEvent(refused, List.of(new Line(milk, 6)), false, ""),
                        Verdict.TAKE,
                        stock.pending(OrderEvent.COMPLETED, refused))
                .await();
        stock.reservations()
                .release(stock.hold(Ids.random(), new Line(milk, 4)))
                .await();
        books = new BooksCheck(redis.vertx(), stock.link());
    }

    /** A recount. */
    Report pass() {
        books.recount().await();
        return books.report();
    }

    /** A look at what has moved. */
    Report look() {
        books.look().await();
        return books.report();
    }

    static void tamper(String productId, String count, int units) {
        redis.call(Command.HINCRBY, InventoryKeys.product(productId), count, units);
    }

    /** Undoes the tampering, and expects the next pass to find the books in order. */
    void fix(String productId, String count, int units) {
        tamper(productId, count, -units);
        assertEquals("OK", pass().status());
    }
}
