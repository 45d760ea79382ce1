package io.quicksell.payment.index;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Work in rounds: each one is for all who wait when it begins, and those who come meanwhile wait for the next one together. After a failure
 * there is a pause, which grows from one to the next; who comes in that time is refused at once.
 *
 * <p>For one event loop.
 */
final class Rounds {

    /** What is done in a round. */
    interface Work {

        /** How long a round that is waited for may be put off. */
        long pauseMillis();

        Future<Void> round(boolean isWaitedFor);

        /** Whether a round that failed so did nothing that took long. */
        boolean isCheap(Throwable failure);

        /** What those are told whose round failed, or did not end in time. */
        Throwable refusal(Optional<Throwable> failure);
    }

    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LAST_PAUSE_MILLIS = 30_000;
    private static final long CHEAP_FIRST_PAUSE_MILLIS = 50;
    private static final long CHEAP_LAST_PAUSE_MILLIS = 1_000;
    private static final int DOUBLINGS = 5;

    private final Vertx vertx;
    private final long waitMillis;
    private final Work work;
    private Set<Promise<Void>> waiting = new LinkedHashSet<>();
    private Future<Void> round = Future.succeededFuture();
    private Optional<Timer> pause = Optional.empty();
    private volatile Optional<Throwable> failure = Optional.empty();
    private int failures;
    private boolean wasCheap;
    private boolean isStopping;

    /**
     * @param waitMillis how long a round is waited for at most
     */
    Rounds(Vertx vertx, long waitMillis, Work work) {
        this.vertx = vertx;
        this.waitMillis = waitMillis;
        this.work = work;
    }

    /** Why the last round failed, if it did; from any thread. */
    Optional<Throwable> failure() {
        return failure;
    }

    /** Succeeds after a round that begins from now on. */
    Future<Void> next() {
        if (pause.isPresent()) {
            return Future.failedFuture(work.refusal(failure));
        }
        Promise<Void> waiter = Promise.promise();
        waiting.add(waiter);
        long timer = vertx.setTimer(waitMillis, late -> waiter.tryFail(work.refusal(failure)));
        goOn();
        return waiter.future().onComplete(served -> {
            vertx.cancelTimer(timer);
            waiting.remove(waiter);
        });
    }

    /** Begins a round, unless one is under way. */
    void goOn() {
        if (isStopping || !round.isComplete()) {
            return;
        }
        long putOffMillis = waiting.isEmpty() ? 0 : work.pauseMillis();
        round = putOffMillis > 0
                ? vertx.timer(putOffMillis, TimeUnit.MILLISECONDS).transform(over -> begin())
                : begin();
        round.onComplete(done -> {
            if (done.failed() || !waiting.isEmpty()) {
                goOn();
            }
        });
    }

    /** No other round begins; ends when the last one has ended. */
    Future<Void> stop() {
        isStopping = true;
        pause.ifPresent(Timer::cancel);
        return round.transform(ended -> Future.succeededFuture());
    }

    private Future<Void> begin() {
        Set<Promise<Void>> served = taken();
        return Future.succeededFuture()
                .compose(now -> work.round(!served.isEmpty()))
                .onSuccess(done -> {
                    failure = Optional.empty();
                    failures = 0;
                    served.forEach(Promise::tryComplete);
                })
                .recover(why -> {
                    failure = Optional.of(why);
                    Throwable refusal = work.refusal(failure);
                    served.forEach(waiter -> waiter.tryFail(refusal));
                    taken().forEach(waiter -> waiter.tryFail(refusal));
                    return paused(why);
                });
    }

    private Set<Promise<Void>> taken() {
        Set<Promise<Void>> taken = waiting;
        waiting = new LinkedHashSet<>();
        return taken;
    }

    private Future<Void> paused(Throwable why) {
        if (isStopping) {
            return Future.failedFuture(why);
        }
        boolean isCheap = work.isCheap(why);
        failures = isCheap == wasCheap ? failures + 1 : 1;
        wasCheap = isCheap;
        int doublings = Math.min(failures - 1, DOUBLINGS);
        long millis = isCheap
                ? Math.min(CHEAP_LAST_PAUSE_MILLIS, CHEAP_FIRST_PAUSE_MILLIS << doublings)
                : Math.min(LAST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << doublings);
        Timer timer = vertx.timer(millis, TimeUnit.MILLISECONDS);
        pause = Optional.of(timer);
        return timer.transform(over -> {
            pause = Optional.empty();
            return Future.failedFuture(why);
        });
    }
}
