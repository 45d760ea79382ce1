package io.quicksell.inventory.books;

import static io.quicksell.inventory.books.ProductBooks.SOLD;

import io.quicksell.common.domain.Times;
import io.quicksell.inventory.books.LookStore.LastRecount;
import io.quicksell.inventory.books.LookStore.LostTrack;
import io.quicksell.inventory.books.LookStore.Published;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the books: for every product, quantity + held + sold = added, held is what the open holds took, and sold is what was settled and
 * not returned. One process does so for each Redis. It looks at what has moved, so its work is that of the orders that come and not of those
 * that ever came; only once a day, or when someone asks, does it recount what is sold from all reservations.
 *
 * <p>What is wrong is a violation once it was found twice in a row. Not thread-safe: for the event loop that called {@link #start()}.
 */
public final class BooksCheck {

    private static final Logger LOG = LoggerFactory.getLogger(BooksCheck.class);
    private static final long LOOK_EVERY_MILLIS = 10_000;

    /** After a failure, and as long as something seems to be wrong. */
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private static final long NO_TIMER = -1;
    private static final long RECOUNT_EVERY_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final Vertx vertx;
    private final BooksStore store;
    private final LookStore looks;
    private final String checker = UUID.randomUUID().toString();
    private final Findings findings = new Findings();
    private final FollowedBooks books;

    private boolean isChecker;
    private boolean hasBegun;
    private Map<String, Long> doubts = Map.of();
    private long recountDueNanos = System.nanoTime();
    private String recountedAt;
    private long reservations;
    private Report report = Report.CHECKING;
    private Published lastPublished = Published.of(Report.CHECKING);
    private String lastFailure = "";
    private boolean stopped;
    private long rest = NO_TIMER;

    public BooksCheck(Vertx vertx, RedisLink redis) {
        this.vertx = vertx;
        this.store = new BooksStore(redis);
        this.looks = new LookStore(redis);
        this.books = new FollowedBooks(vertx, store, looks, checker, findings);
    }

    /** Begins to check, or to wait until the process that checks does so no longer. */
    public void start() {
        if (!stopped) {
            check(false).onFailure(this::report).onComplete(ended -> rest(ended.failed()));
        }
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(rest);
    }

    private void rest(boolean hasFailed) {
        if (stopped) {
            return;
        }
        boolean isUrgent = hasFailed || !findings.suspects().isEmpty() || isRecountDue();
        rest = vertx.setTimer(isUrgent ? LOOK_AGAIN_MILLIS : LOOK_EVERY_MILLIS, timer -> start());
    }

    /** What this checker has found. */
    public Report report() {
        return report;
    }

    /** What was found by whichever process checks the books; while Redis is away, what it was when it was last asked for. */
    Future<Published> published() {
        return looks.published()
                .onSuccess(published -> lastPublished = published)
                .recover(failure -> failure instanceof TransientFailure
                        ? Future.succeededFuture(lastPublished)
                        : Future.failedFuture(failure));
    }

    /** Whether whichever process checks the books has found that they do not agree; empty until all were looked at. */
    public Future<Optional<Boolean>> areViolated() {
        return published()
                .map(found -> found.status().equals(Report.CHECKING.status())
                        ? Optional.empty()
                        : Optional.of(found.status().equals(Report.VIOLATED)));
    }

    /** Lets the process that checks the books recount them soon. */
    Future<Void> wantRecount() {
        return looks.wantRecount().onSuccess(noted -> {
            if (isChecker && vertx.cancelTimer(rest)) {
                start();
            }
        });
    }

    /** Looks at what has moved, now. */
    public Future<Void> look() {
        return check(false);
    }

    /** Recounts the books, now. */
    public Future<Void> recount() {
        return check(true);
    }

    private Future<Void> check(boolean recounts) {
        return (isChecker ? Future.succeededFuture(true) : take())
                .compose(taken -> taken ? lookOrRecount(recounts) : Future.<Void>succeededFuture())
                .onFailure(failure -> {
                    if (failure instanceof LostTrack) {
                        isChecker = false;
                    }
                });
    }

    private Future<Boolean> take() {
        return looks.take(checker).map(last -> {
            last.ifPresent(this::taken);
            return isChecker;
        });
    }

    private void taken(LastRecount last) {
        isChecker = true;
        hasBegun = false;
        books.taken();
        reservations = last.reservations();
        boolean isKnown = last.agoMillis() >= 0;
        recountedAt = isKnown ? Times.text(System.currentTimeMillis() - last.agoMillis()) : null;
        recountIn(isKnown ? RECOUNT_EVERY_MILLIS - last.agoMillis() : 0);
    }

    private void recountIn(long millis) {
        recountDueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private boolean isRecountDue() {
        return isChecker && recountDueNanos - System.nanoTime() <= 0;
    }

    private Future<Void> lookOrRecount(boolean recounts) {
        Future<Void> checked = recounts || isRecountDue() ? recountAll() : hasBegun ? books.lookAtWhatMoved() : begin();
        return checked.compose(done -> {
            if (books.isRecountWanted()) {
                recountIn(0);
            }
            return conclude();
        });
    }

    private Future<Void> begin() {
        hasBegun = false;
        return books.begin().onSuccess(begun -> hasBegun = true);
    }

    /** Begins anew, so that no mistake of this check outlives a recount. */
    private Future<Void> recountAll() {
        Map<String, Long> known = findings.suspected(SOLD);
        known.putAll(doubts);
        doubts = known;
        Recount recount = new Recount(vertx, store, books);
        return looks.beginRecount()
                .compose(noted -> begin())
                .compose(begun -> recount.run())
                .compose(wrong -> {
                    reservations = recount.reservations();
                    return judge(wrong);
                });
    }

    /** Takes as true what two recounts in a row have found, or a look and a recount. */
    private Future<Void> judge(Map<String, Long> wrong) {
        Map<String, Long> confirmed = new HashMap<>(wrong);
        confirmed.entrySet().retainAll(doubts.entrySet());
        doubts = wrong;
        books.correct(confirmed);
        confirmed.forEach((id, tooMany) -> findings.suspect(id, SOLD, tooMany));
        return books.lookAt(confirmed.keySet())
                .compose(looked -> confirmed.size() == wrong.size() ? recounted() : recountAgain());
    }

    private Future<Void> recounted() {
        recountIn(RECOUNT_EVERY_MILLIS);
        return looks.endRecount(reservations).map(now -> {
            recountedAt = Times.text(now);
            return null;
        });
    }

    private Future<Void> recountAgain() {
        recountIn(0);
        return Future.succeededFuture();
    }

    /** While something is wrong, the next checker has to find it anew, so it recounts. */
    private Future<Void> conclude() {
        boolean isViolated = findings.hasViolations();
        int products = books.products().size();
        int judged =
                (int) books.products().stream().filter(ProductBooks::isJudged).count();
        report = new Report(
                isViolated ? Report.VIOLATED : "OK",
                Times.text(System.currentTimeMillis()),
                products,
                judged,
                products - judged,
                reservations,
                recountedAt,
                findings.violations());
        return looks.publish(report)
                .compose(published -> isViolated ? looks.forgetRecount() : Future.<Void>succeededFuture());
    }

    /** Logs each failure once: whatever could not be read will be there the next time too. */
    private void report(Throwable failure) {
        String why = failure.toString();
        if (stopped || failure instanceof TransientFailure || failure instanceof LostTrack) {
            LOG.debug("The books are checked later: {}", why);
        } else if (!why.equals(lastFailure)) {
            LOG.error("The books cannot be checked: {}", why);
            lastFailure = why;
        }
    }
}
