package io.quicksell.inventory.books;

import io.quicksell.common.domain.Times;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.books.BooksStore.Counts;
import io.quicksell.inventory.books.BooksStore.Reservation;
import io.quicksell.redis.SortedIds;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the books continuously, a little at a time: for every product, quantity + held + sold = added, and held and sold are the
 * sums of its reservations. A pass reads all products, then all reservations, then all products again. A product that changed
 * meanwhile is left to a later pass, because its reservations were not read at one moment. A violation is reported only after two
 * passes in a row have found it, because Redis may return a key twice while it resizes its table.
 *
 * <p>Not thread-safe: for the event loop that called {@link #start()}.
 */
public final class BooksCheck {

    /**
     * The result of a pass.
     *
     * @param status {@code OK}, {@code VIOLATED}, or {@code CHECKING} before the first pass has ended
     * @param judged products whose reservations were recomputed
     * @param changedMeanwhile products left to a later pass
     * @param violations the first ones found
     */
    public record Report(
            String status,
            String finishedAt,
            int products,
            int judged,
            int changedMeanwhile,
            long reservations,
            List<Violation> violations) {

        public boolean hasViolations() {
            return !violations.isEmpty();
        }
    }

    /** A count of a product that is wrong. */
    public record Violation(String productId, String what, long expected, long found) {

        private Suspicion suspicion() {
            return new Suspicion(productId, what, found - expected);
        }
    }

    /** Identifies a violation in the next pass, even if the product is sold meanwhile. */
    private record Suspicion(String productId, String what, long tooMany) {}

    private static final class Units {
        private long held;
        private long sold;
    }

    private static final Logger LOG = LoggerFactory.getLogger(BooksCheck.class);
    private static final int AT_ONCE = 200;
    private static final long STEP_EVERY_MILLIS = 100;
    private static final int MAX_VIOLATIONS = 20;

    private final Vertx vertx;
    private final BooksStore books;

    private Report report = new Report("CHECKING", null, 0, 0, 0, 0, List.of());
    private Set<Suspicion> suspects = Set.of();
    private Set<Suspicion> reported = Set.of();
    private String lastFailure = "";
    private boolean stopped;

    private final Map<String, Counts> before = new HashMap<>();
    private final Map<String, Units> recomputed = new HashMap<>();
    private final Set<Violation> found = new HashSet<>();
    private long reservations;
    private int judged;
    private int changed;

    public BooksCheck(Vertx vertx, BooksStore books) {
        this.vertx = vertx;
        this.books = books;
    }

    /** Begins the first pass; passes follow each other from then on. */
    public void start() {
        if (!stopped) {
            pass().onFailure(this::report).eventually(this::pause).onComplete(ended -> start());
        }
    }

    public void stop() {
        stopped = true;
    }

    public Report report() {
        return report;
    }

    /** Makes one whole pass now. */
    public Future<Void> pass() {
        before.clear();
        recomputed.clear();
        found.clear();
        reservations = 0;
        judged = 0;
        changed = 0;
        return eachProduct(SortedIds.Position.START, this::remember)
                .compose(read -> eachReservation("0"))
                .compose(read -> eachProduct(SortedIds.Position.START, this::judge))
                .onSuccess(ended -> conclude());
    }

    private Future<Void> eachProduct(SortedIds.Position behind, Consumer<Counts> look) {
        return books.products(behind, AT_ONCE).compose(page -> {
            page.products().forEach(look);
            return page.next().isEmpty()
                    ? Future.succeededFuture()
                    : pause().compose(rested -> eachProduct(page.next().get(), look));
        });
    }

    private Future<Void> eachReservation(String cursor) {
        return books.reservations(cursor, AT_ONCE).compose(page -> {
            page.reservations().forEach(this::add);
            return page.cursor().equals("0")
                    ? Future.succeededFuture()
                    : pause().compose(rested -> eachReservation(page.cursor()));
        });
    }

    private void remember(Counts product) {
        before.put(product.id(), product);
        if (!product.addUp()) {
            found.add(new Violation(
                    product.id(),
                    "quantity + held + sold",
                    product.added(),
                    product.quantity() + product.held() + product.sold()));
        }
    }

    private void add(Reservation reservation) {
        reservations++;
        for (Line line : reservation.lines()) {
            Units units = recomputed.computeIfAbsent(line.productId(), id -> new Units());
            if (reservation.settled()) {
                units.sold += line.quantity();
            } else {
                units.held += line.quantity();
            }
        }
    }

    private void judge(Counts now) {
        Counts then = before.get(now.id());
        if (then == null || then.version() != now.version()) {
            changed++;
            return;
        }
        judged++;
        Units units = recomputed.getOrDefault(now.id(), new Units());
        compare(now.id(), "held", units.held, now.held());
        compare(now.id(), "sold", units.sold, now.sold());
    }

    private void compare(String productId, String what, long expected, long has) {
        if (expected != has) {
            found.add(new Violation(productId, what, expected, has));
        }
    }

    private void conclude() {
        List<Violation> confirmed = found.stream()
                .filter(violation -> suspects.contains(violation.suspicion()))
                .toList();
        suspects = suspicions(found);
        report(confirmed);
        report = new Report(
                confirmed.isEmpty() ? "OK" : "VIOLATED",
                Times.text(System.currentTimeMillis()),
                before.size(),
                judged,
                changed,
                reservations,
                confirmed.stream().limit(MAX_VIOLATIONS).toList());
    }

    /** Logs each failure once: whatever could not be read will be there in the next pass too. */
    private void report(Throwable failure) {
        String why = failure.toString();
        if (stopped || failure instanceof TransientFailure) {
            LOG.debug("The books are checked later: {}", why);
        } else if (!why.equals(lastFailure)) {
            LOG.error("The books cannot be checked: {}", why);
            lastFailure = why;
        }
    }

    /** Logs each violation once, because the passes follow each other closely. */
    private void report(List<Violation> confirmed) {
        confirmed.stream()
                .filter(violation -> !reported.contains(violation.suspicion()))
                .limit(MAX_VIOLATIONS)
                .forEach(violation -> LOG.error("The books do not agree: {}", violation));
        reported = suspicions(confirmed);
    }

    private static Set<Suspicion> suspicions(Collection<Violation> violations) {
        return violations.stream().map(Violation::suspicion).collect(Collectors.toUnmodifiableSet());
    }

    private Future<Void> pause() {
        return vertx.timer(STEP_EVERY_MILLIS, TimeUnit.MILLISECONDS).mapEmpty();
    }
}
