package io.quicksell.payment.index;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.payment.index.AsyncFiles.Unreadable;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisFault;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamPieces;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.store.LockObtainFailedException;
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

    /** A refresh begins no sooner after the one before. */
    private static final long REFRESH_EVERY_MILLIS = 50;

    private static final long LAG_MILLIS = 5_000;

    /** By then there is a connection. */
    private static final long FIRST_MILLIS = 1_000;

    private static final long COMMIT_EVERY_MILLIS = 10_000;
    private static final long WAIT_MILLIS = 1_000;
    private static final int ENTRIES_AT_ONCE = 500;
    private static final Logger LOG = LoggerFactory.getLogger(OrderIndex.class);

    private final Vertx vertx;
    private final Context loop;
    private final List<String> streams;
    private final Function<RedisLink, OrderSource> source;
    private final long waitMillis;
    private final Searches searches;
    private final WorkerExecutor writing;
    private final WorkerExecutor committing;
    private final AsyncFiles files;
    private final Rounds rounds;
    private final Trouble feedTrouble = new Trouble("cannot be fed and is opened anew, until it can");
    private final Trouble commitTrouble = new Trouble("cannot be kept and is opened anew");
    private final Trouble searchTrouble = new Trouble("cannot be searched and is opened anew");
    private int users;

    private volatile FedIndex index;
    private RedisLink redis;
    private boolean isClosing;
    private List<Long> timers = List.of();
    private OptionalLong fedNanos = OptionalLong.empty();

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
     * @param waitMillis how long a request waits for the index at most, and then searches in it
     */
    public OrderIndex(
            Vertx vertx, Path folder, List<String> streams, Function<RedisLink, OrderSource> source, long waitMillis) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.streams = streams;
        this.source = source;
        this.waitMillis = waitMillis;
        this.searches = new Searches(vertx, "order-search " + folder);
        this.writing = vertx.createSharedWorkerExecutor("order-index " + folder, 1);
        this.committing = vertx.createSharedWorkerExecutor("order-index-commit " + folder, 1);
        this.files = new AsyncFiles(folder, writing, committing);
        this.rounds = new Rounds(vertx, waitMillis, new Feeding());
    }

    /** Begins to be fed, if this is the first instance; returns at once. */
    public synchronized void open(RedisEndpoint endpoint, String node) {
        if (users++ == 0) {
            loop.runOnContext(now -> begin(endpoint, node));
        }
    }

    private void begin(RedisEndpoint endpoint, String node) {
        redis = new RedisLink(vertx, endpoint, "payment-" + node + " (index)").open();
        index = new FedIndex(files, source.apply(redis), new StreamPieces(redis, streams, ENTRIES_AT_ONCE), streams);
        timers = List.of(
                vertx.setPeriodic(LAG_MILLIS, tick -> rounds.goOn()),
                vertx.setPeriodic(COMMIT_EVERY_MILLIS, tick -> commit()),
                vertx.setTimer(FIRST_MILLIS, first -> rounds.goOn()));
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
        return rounds.stop()
                .transform(ended -> index.commit())
                .transform(kept -> index.commit())
                .eventually(files::close)
                .eventually(redis::close)
                .eventually(() -> Future.join(searches.close(), writing.close(), committing.close()));
    }

    /** How the index is, for whoever looks at the health of the service. */
    public Map<String, Object> state() {
        FedIndex now = index;
        Optional<Throwable> failure = rounds.failure();
        Map<String, Object> state = new HashMap<>();
        state.put("ready", now != null && now.isWhole() && failure.isEmpty());
        state.put("percent", builtPercent());
        failure.ifPresent(why -> state.put("cause", cause(why)));
        return state;
    }

    /** How much of it is built, 0 to 100. */
    public int builtPercent() {
        FedIndex now = index;
        return now == null ? 0 : now.percent();
    }

    /** How long ago it last had everything; empty before the first time. */
    public Future<Optional<Long>> lagMillis() {
        return onLoop(() -> Future.succeededFuture(
                fedNanos.isEmpty()
                        ? Optional.empty()
                        : Optional.of((System.nanoTime() - fedNanos.getAsLong()) / 1_000_000)));
    }

    /** How large it is; empty while it is not open. */
    public Future<Optional<IndexSize>> size() {
        return searches.run(() -> files.search(IndexFiles::size));
    }

    /**
     * Succeeds when the index has everything that is in Redis now.
     *
     * @return fails with a {@link Problem} 503 if it does not get there in time
     */
    public Future<Void> asNewAsNow() {
        return onLoop(rounds::next);
    }

    /**
     * Searches the index as it is. Each page fails with a {@link Problem} 503 if the search cannot be carried out just now, or takes too
     * long.
     *
     * @param isWanted whether anybody still waits for it; asked in another thread
     */
    public Search search(OrderQuery query, BooleanSupplier isWanted) {
        return new Search(this::page, query, deadline(isWanted));
    }

    /**
     * Counts the orders by day in the index as it is.
     *
     * @param isWanted whether anybody still waits for it; asked in another thread
     * @return fails as a page of a search does
     */
    public Future<FoundDays> days(DayQuery query, BooleanSupplier isWanted) {
        QueryTimeout deadline = deadline(isWanted);
        return looked(open -> open.days(query, deadline));
    }

    private QueryTimeout deadline(BooleanSupplier isWanted) {
        long endNanos = System.nanoTime() + waitMillis * 1_000_000;
        return () -> System.nanoTime() - endNanos > 0 || !isWanted.getAsBoolean();
    }

    private Future<Found> page(OrderQuery query, Hit behind, int limit, boolean isCounted, QueryTimeout deadline) {
        return looked(open -> open.search(query, behind, limit, isCounted, deadline));
    }

    private <T> Future<T> looked(AsyncFiles.Looking<T> looking) {
        return searches.run(() -> index.isWhole() ? files.search(looking) : Optional.<T>empty())
                .compose(found -> {
                    searchTrouble.isOver();
                    return found.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(unavailable()));
                })
                .recover(failure -> {
                    if (failure instanceof Unreadable unreadable) {
                        loop.runOnContext(now -> giveUp(unreadable));
                        return Future.failedFuture(unavailable());
                    }
                    return Future.failedFuture(failure);
                });
    }

    /** One that was closed meanwhile, by its end or because of something else, is in no trouble by this. */
    private void giveUp(Unreadable failure) {
        if (files.giveUp(failure)) {
            searchTrouble.is(failure);
        }
    }

    private void commit() {
        index.commit().onSuccess(kept -> commitTrouble.isOver()).onFailure(commitTrouble::is);
    }

    private Problem unavailable() {
        return unavailable(rounds.failure());
    }

    private Problem unavailable(Optional<Throwable> failure) {
        int percent = builtPercent();
        String why = failure.map(cause -> "The index of orders cannot be used just now: " + cause(cause)
                        + ". Until it can, orders cannot be filtered, sorted or searched. All else works.")
                .orElse(
                        percent < 100
                                ? "Orders are being indexed, " + percent
                                        + " % by now; until then they cannot be filtered,"
                                        + " sorted or searched. All else works."
                                : "The index of orders is not as new as this request yet; please try again.");
        return new Problem(ProblemType.UNAVAILABLE, why);
    }

    /** In words for everybody; the log has the rest. */
    private static String cause(Throwable failure) {
        if (failure instanceof RedisFault) {
            return failure.getMessage();
        }
        return failure instanceof LockObtainFailedException
                ? "another process has it open"
                : "it cannot be built or read (" + failure.getClass().getSimpleName() + "), the log says more";
    }

    /** Works on the loop of the index, and comes back to where it was asked for. */
    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(result -> caller.runOnContext(back -> promise.handle(result))));
        return promise.future();
    }

    /** What is done in a round: everything that has happened is written, and made findable if somebody waits for it. */
    private final class Feeding implements Rounds.Work {

        @Override
        public long pauseMillis() {
            return REFRESH_EVERY_MILLIS - index.millisSinceRefresh();
        }

        @Override
        public Future<Void> round(boolean isWaitedFor) {
            long began = System.nanoTime();
            return index.feed()
                    .onSuccess(fed -> fedNanos = OptionalLong.of(began))
                    .compose(fed -> isWaitedFor ? index.refresh() : Future.succeededFuture())
                    .onSuccess(done -> feedTrouble.isOver())
                    .onFailure(failure -> {
                        if (failure instanceof RedisFault || isClosing) {
                            LOG.debug("The index of orders is fed later: {}", failure.getMessage());
                        } else {
                            feedTrouble.is(failure);
                        }
                    });
        }

        @Override
        public boolean isCheap(Throwable failure) {
            return failure instanceof RedisFault && !index.isBuilding();
        }

        @Override
        public Throwable refusal(Optional<Throwable> failure) {
            return failure.filter(RedisFault.class::isInstance).orElseGet(() -> unavailable(failure));
        }
    }
}
