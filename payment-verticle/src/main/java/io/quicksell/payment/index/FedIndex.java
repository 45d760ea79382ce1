package io.quicksell.payment.index;

import static java.util.stream.Collectors.joining;

import io.quicksell.streams.EntryId;
import io.quicksell.streams.Mark;
import io.quicksell.streams.StreamEntry;
import io.quicksell.streams.StreamPieces;
import io.quicksell.streams.StreamPieces.Piece;
import io.quicksell.streams.StreamPosition;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index, and how far it is fed from the streams. It is built anew whenever it cannot be shown that it was made of these very data and
 * lacks nothing but what the streams still have.
 *
 * <p>For one event loop, on which one feeding at most is under way; it blocks in threads of its own.
 */
final class FedIndex {

    private static final Logger LOG = LoggerFactory.getLogger(FedIndex.class);
    private static final String POSITION = "position";
    private static final String IDENTITY = "identity";
    private static final int BUILT_AT_ONCE = 1_000;

    private final Path folder;
    private final OrderSource orders;
    private final StreamPieces streams;
    private final WorkerExecutor writer;
    private final WorkerExecutor committer;

    private volatile IndexFiles files;
    private volatile int percent;
    private StreamPosition position;
    private StreamPosition committed;
    private Future<Void> commit = Future.succeededFuture();
    private String identity;
    private boolean isRefreshed;
    private boolean isStopping;

    FedIndex(Path folder, OrderSource orders, StreamPieces streams, WorkerExecutor writer, WorkerExecutor committer) {
        this.folder = folder;
        this.orders = orders;
        this.streams = streams;
        this.writer = writer;
        this.committer = committer;
    }

    /** How much of it is built, 0 to 100. */
    int percent() {
        return percent;
    }

    /**
     * Searches what was refreshed last. Blocks; from any thread.
     *
     * @throws IOException if it cannot be read, or is closed
     */
    Found search(OrderQuery query, Hit behind, int limit) throws IOException {
        IndexFiles now = files;
        if (now == null) {
            throw new IOException("the index is not open");
        }
        return now.search(query, behind, limit);
    }

    /** Opens it if need be, and feeds it with everything that has happened up to now, or as much as it is behind. */
    Future<Void> feed() {
        return open().compose(opened -> Future.all(orders.identity(), streams.end()))
                .compose(both -> {
                    String data = both.resultAt(0);
                    StreamPosition end = both.resultAt(1);
                    if (position == null || !data.equals(identity)) {
                        return build(data);
                    }
                    return position.equals(end) ? Future.succeededFuture() : follow(end);
                });
    }

    /** Makes findable what it was fed with. */
    Future<Void> refresh() {
        if (isRefreshed) {
            return Future.succeededFuture();
        }
        isRefreshed = true;
        return on(writer, IndexFiles::refresh);
    }

    /** Keeps what it was fed with, and how far that was, unless that is under way. What is fed meanwhile may be kept too, without harm. */
    Future<Void> commit() {
        if (commit.isComplete() && files != null && position != null && !position.equals(committed)) {
            StreamPosition upTo = position;
            Map<String, String> note = Map.of(POSITION, text(upTo), IDENTITY, identity);
            commit = on(committer, now -> now.commit(note)).onSuccess(done -> committed = upTo);
        }
        return commit;
    }

    /** Feeding that is under way fails soon. */
    void stop() {
        isStopping = true;
    }

    /** Closes the files; what was not committed is lost. */
    Future<Void> close() {
        IndexFiles last = files;
        files = null;
        position = null;
        return last == null
                ? Future.succeededFuture()
                : run(writer, () -> {
                    last.close();
                    return null;
                });
    }

    private Future<Void> open() {
        if (files != null) {
            return Future.succeededFuture();
        }
        return run(writer, () -> IndexFiles.open(folder)).map(opened -> {
            position = opened.note().map(note -> parse(note.get(POSITION))).orElse(null);
            identity = opened.note().map(note -> note.get(IDENTITY)).orElse(null);
            committed = position;
            isRefreshed = true;
            percent = position == null ? 0 : 100;
            files = opened;
            return null;
        });
    }

    /** From its position up to an end at least. */
    private Future<Void> follow(StreamPosition end) {
        return repeat(() -> streams.after(position)
                .compose(next -> next.isEmpty()
                        ? build(identity).map(true)
                        : take(next.get()).map(taken -> position.hasReached(end))));
    }

    private Future<Void> take(Piece piece) {
        Set<String> changed = piece.entries().stream().map(FedIndex::orderId).collect(Collectors.toSet());
        return orders.read(changed)
                .compose(found -> write(now -> now.write(found)))
                .onSuccess(written -> position = piece.position());
    }

    /**
     * From nothing: all orders as they are, then what has happened to them meanwhile. A commit that is under way ends first, or it would
     * keep half of this with the position of what was there before.
     */
    private Future<Void> build(String data) {
        LOG.info("The index of orders is built from what is in Redis");
        position = null;
        committed = null;
        percent = 0;
        return commit.transform(kept -> Future.all(streams.end(), orders.count()))
                .compose(both -> write(IndexFiles::clear)
                        .compose(cleared -> fill(both.resultAt(1)))
                        .onSuccess(filled -> {
                            position = both.resultAt(0);
                            identity = data;
                        }))
                .compose(filled -> streams.end())
                .compose(this::follow)
                .onSuccess(built -> {
                    percent = 100;
                    LOG.info("The index of orders is built");
                });
    }

    /** Reads the next orders while those before them are written. */
    private Future<Void> fill(long count) {
        var last = new Object() {
            private EntryId read = EntryId.NONE;
            private long number;
            private Future<Void> written = Future.succeededFuture();
        };
        return repeat(() -> orders.page(last.read, BUILT_AT_ONCE)
                        .compose(page -> orders.read(
                                        page.stream().map(FedIndex::orderId).toList())
                                .compose(found -> last.written.map(before -> {
                                    last.written = write(now -> now.write(found));
                                    last.number += page.size();
                                    percent = (int) Math.min(99, 100 * last.number / Math.max(1, count));
                                    last.read = page.isEmpty()
                                            ? last.read
                                            : EntryId.parse(
                                                    page.get(page.size() - 1).id());
                                    return page.size() < BUILT_AT_ONCE;
                                }))))
                .compose(all -> last.written);
    }

    /** Takes one step after the other until one says that it is the last. (Each future made of the next would end too deep.) */
    private static Future<Void> repeat(Supplier<Future<Boolean>> step) {
        Promise<Void> ended = Promise.promise();
        repeat(step, ended);
        return ended.future();
    }

    private static void repeat(Supplier<Future<Boolean>> step, Promise<Void> ended) {
        step.get().onFailure(ended::fail).onSuccess(isLast -> {
            if (isLast) {
                ended.complete();
            } else {
                repeat(step, ended);
            }
        });
    }

    private Future<Void> write(Work work) {
        isRefreshed = false;
        return isStopping ? Future.failedFuture("the index is stopping") : on(writer, work);
    }

    private Future<Void> on(WorkerExecutor threads, Work work) {
        IndexFiles now = files;
        return run(threads, () -> {
            work.with(now);
            return null;
        });
    }

    private static <T> Future<T> run(WorkerExecutor threads, Callable<T> blocking) {
        return threads.executeBlocking(blocking, true);
    }

    /** Work on the files that blocks. */
    private interface Work {
        void with(IndexFiles files) throws IOException;
    }

    private static String orderId(StreamEntry entry) {
        return entry.fields().getOrDefault("order_id", "");
    }

    private static String text(StreamPosition position) {
        return position.marks().stream()
                .map(mark -> mark.id() + "." + mark.digest())
                .collect(joining(","));
    }

    private static StreamPosition parse(String text) {
        return new StreamPosition(Stream.of(text.split(","))
                .map(mark -> mark.split("\\."))
                .map(parts -> new Mark(EntryId.parse(parts[0]), parts[1]))
                .toList());
    }
}
