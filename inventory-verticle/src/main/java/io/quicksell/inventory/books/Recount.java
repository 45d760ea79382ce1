package io.quicksell.inventory.books;

import io.quicksell.common.order.Line;
import io.quicksell.inventory.books.BooksStore.Reservation;
import io.quicksell.inventory.books.BooksStore.ReservationPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recounts from all reservations what was sold when it began, also of products that are sold meanwhile: whatever happened to an order since
 * then is followed before its reservation is counted.
 */
final class Recount {

    /** 10,000 keys a second. */
    private static final int KEYS_AT_ONCE = 500;

    private static final long PAUSE_MILLIS = 50;
    private static final int MAX_READ_AHEAD = 5_000;

    private final BooksStore store;
    private final FollowedBooks books;
    private final Paced paced;
    private final List<Reservation> read = new ArrayList<>();
    private String cursor = BooksStore.FIRST_CURSOR;
    private long reservations;

    Recount(Vertx vertx, BooksStore store, FollowedBooks books) {
        this.store = store;
        this.books = books;
        this.paced = new Paced(vertx, PAUSE_MILLIS);
    }

    /** Succeeds with the products that sold something else than was known, and how many units too many were known. */
    Future<Map<String, Long>> run() {
        books.products().forEach(ProductBooks::beginRecount);
        return paced.repeat(() -> store.reservations(cursor, KEYS_AT_ONCE).compose(this::take))
                .map(this::wrong);
    }

    /** How many are held or settled. */
    long reservations() {
        return reservations;
    }

    private Future<Boolean> take(ReservationPage page) {
        cursor = page.cursor();
        read.addAll(page.reservations());
        Future<Void> done = page.isLast() || read.size() >= MAX_READ_AHEAD
                ? books.follow().onSuccess(followed -> countAll())
                : books.keepLease();
        return done.map(!page.isLast());
    }

    private void countAll() {
        read.forEach(this::count);
        read.clear();
    }

    private void count(Reservation reservation) {
        if (reservation.isHeld() || reservation.isSettled()) {
            reservations++;
        }
        if (reservation.isSettled() || reservation.isReturned()) {
            for (Line line : reservation.lines()) {
                books.product(line.productId())
                        .ifPresent(product ->
                                product.recount(reservation.orderId(), reservation.isSettled(), line.quantity()));
            }
        }
    }

    private Map<String, Long> wrong(Void ended) {
        Map<String, Long> wrong = new HashMap<>();
        for (ProductBooks product : books.products()) {
            long tooMany = product.endRecount();
            if (tooMany != 0) {
                wrong.put(product.id(), tooMany);
            }
        }
        return wrong;
    }
}
