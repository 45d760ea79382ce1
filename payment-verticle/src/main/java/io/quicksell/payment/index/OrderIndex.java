package io.quicksell.payment.index;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisFault;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamPieces;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index by which orders are found on this node. It lags while nobody asks, and is as new as each request: who waits with
 * {@link #asNewAsNow()} finds everything that was in Redis when it began to wait.
 *
 * <p>Shared by the instances of payment. Thread-safe. It is fed on an event loop of its own, because the timers and connections of an
 * instance end with that instance; what blocks does so in threads of its own.
 */
public final class OrderIndex {

    /** A wait for the index, and a refresh of it, begin no sooner after the one before. */
    private static final long REFRESH_EVERY_MILLIS = 50;

    private static final long LAG_MILLIS = 5_000;
    private static final long RETRY_MILLIS = 1_000;

    /** By then there is a connection. */
    private static final long FIRST_MILLIS = 1_000;

    private static final long COMMIT_EVERY_MILLIS = 10_000;
    private static final long WAIT_MILLIS = 1_000;
    private static final int ENTRIES_AT_ONCE = 500;
    private static final int SEARCHES_AT_ONCE = 2;
    private static final int MAX_SEARCHES = 256;
    private static final Logger LOG = LoggerFactory.getLogger(OrderIndex.class);

    private final Vertx vertx;
    private final Context loop;
    private final Path folder;
    private final List<String> streams;
    private final Function<RedisLink, OrderSource> source;
    private final long waitMillis;
    private final WorkerExecutor searching;
    private final WorkerExecutor writing;
    private final WorkerExecutor committing;
    private final AtomicInteger searches = new AtomicInteger();
    private int users;

    private volatile FedIndex index;
    private RedisLink redis;
    private Set<Promise<Void>> waiting = new LinkedHashSet<>();
    private Future<Void> round = Future.succeededFuture();
    private long refreshedNanos = System.nanoTime();
    private boolean hasFailed;
    private boolean isClosing;
    private List<Long> timers = List.of();

    /**
     * Must not be called by a verticle.
     *
     * @param folder for its files, its own
     * @param streams whose entries name orders that changed, as {@code order_id}
     * @param source where the orders are read, over a link
     */
    public OrderIndex(Vertx vertx, Path folder, List<String> streams, Function<RedisLink, OrderSource> source) {
        this(vertx, folder, streams, source, WAIT_MILLIS);
    }

    /**
     * @param waitMillis how long a request waits for the index at most
     */
    public OrderIndex(
            Vertx vertx, Path folder, List<String> streams, Function<RedisLink, OrderSource> source, long waitMillis) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.folder = folder;
        this.streams = streams;
        this.source = source;
        this.waitMillis = waitMillis;
        this.searching = vertx.createSharedWorkerExecutor("order-search " + folder, SEARCHES_AT_ONCE);
        this.writing = vertx.createSharedWorkerExecutor("order-index " + folder, 1);
        this.committing = vertx.createSharedWorkerExecutor("order-index-commit " + folder, 1);
    }

    /** Begins to be fed, if this is the first instance; returns at once. */
    public synchronized void open(RedisEndpoint endpoint, String node) {
        if (users++ == 0) {
            loop.runOnContext(now -> begin(endpoint, node));
        }
    }

    private void begin(RedisEndpoint endpoint, String node) {
        redis = new RedisLink(vertx, endpoint, "payment-" + node + " (index)").open();
        index = new FedIndex(
                folder, source.apply(redis), new StreamPieces(redis, streams, ENTRIES_AT_ONCE), writing, committing);
        timers = List.of(
                vertx.setPeriodic(LAG_MILLIS, tick -> goOn()),
                vertx.setPeriodic(COMMIT_EVERY_MILLIS, tick -> commit()),
                vertx.setTimer(FIRST_MILLIS, first -> goOn()));
    }

    /** After the last instance, what it was fed with is kept, and it is closed for good. */
    public synchronized Future<Void> close() {
        return --users > 0 ? Future.succeededFuture() : onLoop(this::end);
    }

    /** A commit that is under way may be of an earlier position, so there is another one after it. */
    private Future<Void> end() {
        isClosing = true;
        timers.forEach(vertx::cancelTimer);
        index.stop();
        return round.transform(ended -> index.commit())
                .transform(kept -> index.commit())
                .eventually(index::close)
                .eventually(redis::close)
                .eventually(() -> Future.join(searching.close(), writing.close(), committing.close()));
    }

    /** How the index is, for whoever looks at the health of the service. */
    public Map<String, Object> state() {
        int percent = percent();
        return Map.of("ready", percent == 100, "percent", percent);
    }

    private int percent() {
        FedIndex now = index;
        return now == null ? 0 : now.percent();
    }

    /**
     * Succeeds when the index has everything that is in Redis now.
     *
     * @return fails with a {@link Problem} 503 if it does not get there in time
     */
    public Future<Void> asNewAsNow() {
        return onLoop(this::join);
    }

    /** One page of what a query finds in the index as it is. */
    public Future<Found> search(OrderQuery query, Hit behind, int limit) {
        if (searches.incrementAndGet() > MAX_SEARCHES) {
            searches.decrementAndGet();
            return Future.failedFuture(
                    new Problem(ProblemType.UNAVAILABLE, "Too many lists of orders are searched just now."));
        }
        return searching
                .executeBlocking(() -> index.search(query, behind, limit), false)
                .onComplete(done -> searches.decrementAndGet())
                .recover(failure -> {
                    if (!(failure instanceof IOException || failure instanceof AlreadyClosedException)) {
                        return Future.failedFuture(failure);
                    }
                    LOG.warn("The index of orders cannot be searched and is opened anew: {}", failure.toString());
                    loop.runOnContext(now -> index.close());
                    return Future.failedFuture(unavailable());
                });
    }

    private Future<Void> join() {
        Promise<Void> waiter = Promise.promise();
        waiting.add(waiter);
        long timer = vertx.setTimer(waitMillis, late -> waiter.tryFail(unavailable()));
        goOn();
        return waiter.future().onComplete(served -> {
            vertx.cancelTimer(timer);
            waiting.remove(waiter);
        });
    }

    /** Feeds the index for all that wait by now, unless that is under way; then those who have come since are next. */
    private void goOn() {
        if (isClosing || !round.isComplete()) {
            return;
        }
        long pause = waiting.isEmpty() ? 0 : REFRESH_EVERY_MILLIS - millisSince(refreshedNanos);
        round = pause > 0 ? vertx.timer(pause, TimeUnit.MILLISECONDS).transform(shared -> feed()) : feed();
        round.onComplete(done -> {
            if (!waiting.isEmpty()) {
                goOn();
            } else if (done.failed() && !isClosing) {
                vertx.setTimer(RETRY_MILLIS, retry -> goOn());
            }
        });
    }

    private Future<Void> feed() {
        Set<Promise<Void>> served = waiting;
        waiting = new LinkedHashSet<>();
        return index.feed()
                .compose(fed -> served.isEmpty() ? Future.succeededFuture() : refresh())
                .onSuccess(fed -> {
                    hasFailed = false;
                    served.forEach(Promise::tryComplete);
                })
                .recover(failure -> failed(failure).transform(closed -> {
                    Throwable told = failure instanceof RedisFault ? failure : unavailable();
                    served.forEach(waiter -> waiter.tryFail(told));
                    return Future.failedFuture(failure);
                }));
    }

    private Future<Void> refresh() {
        refreshedNanos = System.nanoTime();
        return index.refresh();
    }

    /** Whatever is wrong with the files, they are opened anew; an error of Redis is none of theirs. */
    private Future<Void> failed(Throwable failure) {
        if (failure instanceof RedisFault || isClosing) {
            LOG.debug("The index of orders is fed later: {}", failure.getMessage());
            return Future.succeededFuture();
        }
        if (!hasFailed) {
            LOG.warn("The index of orders cannot be fed and is opened anew, until it can", failure);
        }
        hasFailed = true;
        return index.close();
    }

    private void commit() {
        index.commit().onFailure(failure -> LOG.warn("The index of orders cannot be kept: {}", failure.toString()));
    }

    private Problem unavailable() {
        int percent = percent();
        return new Problem(
                ProblemType.UNAVAILABLE,
                percent < 100
                        ? "Orders are being indexed, " + percent + " % by now; until then they cannot be filtered,"
                                + " sorted or searched. All else works."
                        : "The index of orders is not as new as this request yet; please try again.");
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /** Works on the loop of the index, and comes back to where it was asked for. */
    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(result -> caller.runOnContext(back -> promise.handle(result))));
        return promise.future();
    }
}
