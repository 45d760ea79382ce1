package io.quicksell.streams;

import io.quicksell.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What came to streams, read piece by piece when the reader asks for it: for one that may lag, and that keeps its position itself. One
 * that follows them as they grow takes a {@link StreamTail}.
 */
public final class StreamPieces {

    /**
     * What came next.
     *
     * @param entries those of one stream oldest first
     * @param position after them
     */
    public record Piece(List<StreamEntry> entries, StreamPosition position) {}

    private final RedisLink redis;
    private final List<String> streams;
    private final int limit;

    /**
     * @param limit the most entries of each stream in one piece
     */
    public StreamPieces(RedisLink redis, List<String> streams, int limit) {
        this.redis = redis;
        this.streams = List.copyOf(streams);
        this.limit = limit;
    }

    /** The end of the streams as they are now. */
    public Future<StreamPosition> end() {
        return StreamPosition.end(streams, redis::send);
    }

    /** Whether the streams have the history that a position proves, and all of it that came after. */
    public Future<Boolean> prove(StreamPosition position) {
        return position.isProvenBy(streams, redis::send);
    }

    /**
     * What came next after a position; no entries at its end. Empty if entries behind it are not kept any more, or the streams do not
     * have the history that the position proves. That is looked for after reading: then nothing was missing.
     */
    public Future<Optional<Piece>> after(StreamPosition position) {
        return Future.all(IntStream.range(0, streams.size())
                        .mapToObj(i ->
                                read(streams.get(i), position.marks().get(i).id()))
                        .toList())
                .compose(read -> {
                    List<List<StreamEntry>> perStream = read.list();
                    List<StreamEntry> entries =
                            perStream.stream().flatMap(List::stream).toList();
                    return prove(position)
                            .map(isProven -> isProven
                                    ? Optional.of(new Piece(entries, position.after(streams, entries)))
                                    : Optional.empty());
                });
    }

    private Future<List<StreamEntry>> read(String stream, EntryId after) {
        return redis.send(Request.cmd(Command.XRANGE)
                        .arg(stream)
                        .arg("(" + after)
                        .arg("+")
                        .arg("COUNT")
                        .arg(limit))
                .map(entries -> entries.stream()
                        .map(entry -> StreamEntry.of(stream, entry))
                        .toList());
    }
}
