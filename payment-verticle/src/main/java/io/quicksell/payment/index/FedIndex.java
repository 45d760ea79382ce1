package io.quicksell.payment.index;

import io.quicksell.payment.index.OrderSource.Unparsed;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.Mark;
import io.quicksell.streams.StreamEntry;
import io.quicksell.streams.StreamPieces;
import io.quicksell.streams.StreamPieces.Piece;
import io.quicksell.streams.StreamPosition;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index, and how far it is fed from the streams. It is built anew whenever it cannot be shown that it was made of these very data and
 * lacks nothing but what the streams still have.
 *
 * <p>For one event loop, on which one feeding at most is under way.
 */
final class FedIndex {

    /** The streams do not have the history any more that the index was made of. */
    private static final class OtherHistory extends RuntimeException {
        OtherHistory() {
            super("Redis has not kept everything by which the index was fed", null, false, false);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(FedIndex.class);
    private static final String IDENTITY = "identity";
    private static final int BUILT_AT_ONCE = 1_000;
    private static final int FOLLOWED_EVERY = 10_000;

    private final AsyncFiles files;
    private final OrderSource orders;
    private final StreamPieces streams;
    private final String positionKey;
    private final String newestKey;

    private volatile boolean isWhole;
    private volatile int percent;

    /** Everything up to here was read. */
    private StreamPosition position;

    /** No state of an order in the index is newer; the thread that commits reads it, too. */
    private volatile StreamPosition newest;

    private StreamPosition committed;
    private Future<Void> commit = Future.succeededFuture();
    private String identity;
    private boolean isBuilding;
    private boolean isRefreshed;
    private long refreshedNanos = System.nanoTime();
    private boolean isStopping;

    /**
     * @param names of the streams
     */
    FedIndex(AsyncFiles files, OrderSource orders, StreamPieces streams, List<String> names) {
        this.files = files;
        this.orders = orders;
        this.streams = streams;
        this.positionKey = "position in " + names;
        this.newestKey = "newest in " + names;
    }

    /** Whether it is open and has all orders; from any thread. */
    boolean isWhole() {
        return files.isOpen() && isWhole;
    }

    /** How much of it is built, 0 to 100; from any thread. */
    int percent() {
        return percent;
    }

    /** Whether the last feeding builds it, or could not. */
    boolean isBuilding() {
        return isBuilding;
    }

    long millisSinceRefresh() {
        return (System.nanoTime() - refreshedNanos) / 1_000_000;
    }

    /** Opens it if need be, and feeds it with everything that has happened up to now, or as much as it is behind. */
    Future<Void> feed() {
        isBuilding = false;
        return open().compose(opened -> Future.all(orders.identity(), streams.end()))
                .compose(both -> {
                    String data = both.resultAt(0);
                    StreamPosition end = both.resultAt(1);
                    if (isWhole && isOfNothing()) {
                        identity = data;
                    }
                    if (!isWhole || !data.equals(identity)) {
                        return build(data);
                    } else if (position.equals(end) && newest.equals(end)) {
                        return Future.succeededFuture();
                    }
                    return follow(end)
                            .recover(failure ->
                                    failure instanceof OtherHistory ? build(data) : Future.failedFuture(failure));
                });
    }

    /** Makes findable what it was fed with. */
    Future<Void> refresh() {
        if (isRefreshed) {
            return Future.succeededFuture();
        }
        isRefreshed = true;
        refreshedNanos = System.nanoTime();
        return files.write(IndexFiles::refresh);
    }

    /**
     * Keeps what it was fed with, and how far that was, unless that is under way. What is written meanwhile may be kept too; so how new it
     * is may be is noted last.
     */
    Future<Void> commit() {
        if (commit.isComplete() && isWhole() && !position.equals(committed)) {
            StreamPosition upTo = position;
            String data = identity;
            commit = files.commit(() -> Map.of(positionKey, upTo.text(), newestKey, newest.text(), IDENTITY, data))
                    .onSuccess(done -> committed = upTo);
        }
        return commit;
    }

    /** Feeding that is under way fails soon. */
    void stop() {
        isStopping = true;
    }

    private Future<Void> open() {
        if (files.isOpen()) {
            return Future.succeededFuture();
        }
        isWhole = false;
        return files.open().onSuccess(this::goOnFrom).mapEmpty();
    }

    private void goOnFrom(IndexFiles opened) {
        position = opened.noted(positionKey, StreamPosition::parse).orElse(null);
        newest = opened.noted(newestKey, StreamPosition::parse).orElse(null);
        identity = opened.noted(IDENTITY, noted -> noted).orElse(null);
        isWhole = position != null && newest != null && identity != null;
        committed = position;
        isRefreshed = true;
        percent = isWhole ? 100 : 0;
    }

    /** Whether it was made of data without any order, which have no identity before the first one. */
    private boolean isOfNothing() {
        return identity.isEmpty() && position.marks().stream().allMatch(Mark.NONE::equals);
    }

    /** From its position up to an end at least. */
    private Future<Void> follow(StreamPosition end) {
        return Steps.untilLast(() -> streams.after(position)
                .compose(next ->
                        next.map(piece -> take(piece, end)).orElseGet(() -> Future.failedFuture(new OtherHistory()))));
    }

    /** Says whether the end is reached. */
    private Future<Boolean> take(Piece piece, StreamPosition end) {
        boolean isEnd = piece.position().hasReached(end);
        if (piece.entries().isEmpty() && !isEnd) {
            return Future.failedFuture(new OtherHistory());
        }
        return read(piece.entries().stream().map(FedIndex::orderId).collect(Collectors.toSet()))
                .compose(this::write)
                .map(written -> {
                    position = piece.position();
                    return isEnd;
                });
    }

    /** Orders as they are now. None is newer than the end of the streams that is looked for afterwards, and that includes all before it. */
    private Future<List<Unparsed>> read(Collection<String> ids) {
        return orders.read(ids)
                .compose(found -> Future.all(streams.end(), streams.prove(newest))
                        .compose(both -> {
                            if (!both.<Boolean>resultAt(1)) {
                                return Future.failedFuture(new OtherHistory());
                            }
                            newest = both.resultAt(0);
                            return Future.succeededFuture(found);
                        }));
    }

    /**
     * From nothing: all orders as they are, then what has happened to them meanwhile. A commit that is under way ends first, or it would
     * keep half of this with the position of what was there before.
     */
    private Future<Void> build(String data) {
        LOG.info("The index of orders is built from what is in Redis");
        isWhole = false;
        isBuilding = true;
        percent = 0;
        return commit.transform(kept -> Future.all(streams.end(), orders.count()))
                .compose(both -> {
                    position = both.resultAt(0);
                    newest = position;
                    committed = null;
                    identity = data;
                    isRefreshed = false;
                    return files.write(IndexFiles::clear).compose(cleared -> fill(both.resultAt(1)));
                })
                .compose(filled -> catchUp())
                .onSuccess(built -> {
                    isWhole = true;
                    isBuilding = false;
                    percent = 100;
                    LOG.info("The index of orders is built");
                });
    }

    /**
     * Reads the next orders while those before them are written. Now and then it follows the streams, lest they drop what has happened
     * since the build began.
     */
    private Future<Void> fill(long count) {
        var last = new Object() {
            private EntryId read = EntryId.NONE;
            private long number;
            private Future<Void> written = Future.succeededFuture();
        };
        return Steps.untilLast(() -> orders.page(last.read, BUILT_AT_ONCE)
                        .compose(page -> read(page.stream()
                                        .map(FedIndex::orderId)
                                        .toList())
                                .compose(found -> last.written.compose(before -> {
                                    last.written = write(found);
                                    last.number += page.size();
                                    percent = (int) Math.min(99, 100 * last.number / Math.max(1, count));
                                    last.read = page.isEmpty()
                                            ? last.read
                                            : EntryId.parse(
                                                    page.get(page.size() - 1).id());
                                    boolean isLast = page.size() < BUILT_AT_ONCE;
                                    return last.number % FOLLOWED_EVERY == 0
                                            ? catchUp().map(isLast)
                                            : Future.succeededFuture(isLast);
                                }))))
                .compose(all -> last.written);
    }

    private Future<Void> catchUp() {
        return streams.end().compose(this::follow);
    }

    private Future<Void> write(List<Unparsed> found) {
        isRefreshed = false;
        return isStopping
                ? Future.failedFuture("the index is stopping")
                : files.write(open -> open.write(found.stream()
                        .map(Unparsed::parse)
                        .flatMap(Optional::stream)
                        .toList()));
    }

    private static String orderId(StreamEntry entry) {
        return entry.fields().getOrDefault("order_id", "");
    }
}
