package io.quicksell.payment.index;

import static java.util.stream.Collectors.joining;

import io.quicksell.redis.SortedIds.Position;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.Mark;
import io.quicksell.streams.StreamPieces;
import io.quicksell.streams.StreamPosition;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index, and how far it is fed from the streams. It is built anew whenever it cannot be shown that it was made of these very data and
 * lacks nothing but what the streams still have.
 *
 * <p>For one event loop, on which one feeding and one commit at most are under way; it blocks in threads of its own.
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

    /** Keeps what it was fed with, and how far that was. Whatever is fed meanwhile may be kept too, which is no harm. */
    Future<Void> commit() {
        if (files == null || position == null || position.equals(committed)) {
            return Future.succeededFuture();
        }
        StreamPosition upTo = position;
        Map<String, String> note = Map.of(POSITION, text(upTo), IDENTITY, identity);
        return on(committer, now -> now.commit(note)).onSuccess(done -> committed = upTo);
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

    /** From its position up to an end at least, one piece after the other. */
    private Future<Void> follow(StreamPosition end) {
        return streams.after(position).compose(next -> {
            if (next.isEmpty()) {
                return build(identity);
            }
            Set<String> changed = next.get().entries().stream()
                    .map(entry -> entry.fields().getOrDefault("order_id", ""))
                    .collect(Collectors.toSet());
            return orders.read(changed)
                    .compose(found -> write(now -> now.write(found)))
                    .compose(written -> {
                        position = next.get().position();
                        return position.hasReached(end) ? Future.succeededFuture() : follow(end);
                    });
        });
    }

    /** From nothing: all orders as they are, then what has happened to them meanwhile. */
    private Future<Void> build(String data) {
        LOG.info("The index of orders is built from what is in Redis");
        position = null;
        committed = null;
        percent = 0;
        return streams.end()
                .compose(begin -> orders.count()
                        .compose(count -> write(IndexFiles::clear)
                                .compose(cleared -> fill(Position.START, 0, count, Future.succeededFuture())))
                        .compose(filled -> {
                            position = begin;
                            identity = data;
                            return streams.end().compose(this::follow);
                        })
                        .onSuccess(built -> {
                            percent = 100;
                            LOG.info("The index of orders is built");
                        }));
    }

    /** Reads the next orders while those before them are written. */
    private Future<Void> fill(Position behind, long read, long count, Future<Void> written) {
        return orders.page(behind, BUILT_AT_ONCE)
                .compose(page -> orders.read(page.stream().map(Position::id).toList())
                        .compose(found -> written.compose(before -> {
                            long done = read + page.size();
                            percent = (int) Math.min(99, 100 * done / Math.max(1, count));
                            Future<Void> writing = write(now -> now.write(found));
                            return page.size() < BUILT_AT_ONCE
                                    ? writing
                                    : fill(page.get(page.size() - 1), done, count, writing);
                        })));
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
