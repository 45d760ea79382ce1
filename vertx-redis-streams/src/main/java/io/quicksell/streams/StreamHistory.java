package io.quicksell.streams;

import io.quicksell.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What came to streams while a reader was away. */
public final class StreamHistory {

    private final RedisLink redis;
    private final List<String> streams;
    private final int limit;

    /**
     * @param limit the most entries to return, of all streams together; a reader that missed more has to begin anew
     */
    public StreamHistory(RedisLink redis, List<String> streams, int limit) {
        this.redis = redis;
        this.streams = streams;
        this.limit = limit;
    }

    /**
     * All entries after a position and up to another one, oldest first. Empty if they are too many, if some are not kept any more, or if
     * the streams do not have the history that the first position proves. It is looked for after reading: then nothing was missing.
     */
    public Future<Optional<List<StreamEntry>>> between(StreamPosition after, StreamPosition end) {
        return read(after, end)
                .compose(missed -> after.isProvenBy(streams, redis::send)
                        .map(isProven -> isProven && missed.size() <= limit ? Optional.of(missed) : Optional.empty()));
    }

    private Future<List<StreamEntry>> read(StreamPosition after, StreamPosition end) {
        return Future.all(IntStream.range(0, streams.size())
                        .mapToObj(i -> read(
                                streams.get(i),
                                after.marks().get(i).id(),
                                end.marks().get(i).id()))
                        .toList())
                .map(read -> {
                    List<List<StreamEntry>> perStream = read.list();
                    return perStream.stream()
                            .flatMap(List::stream)
                            .sorted(StreamEntry.OLDEST_FIRST)
                            .toList();
                });
    }

    private Future<List<StreamEntry>> read(String stream, EntryId after, EntryId end) {
        return redis.send(Request.cmd(Command.XRANGE)
                        .arg(stream)
                        .arg("(" + after)
                        .arg(end.toString())
                        .arg("COUNT")
                        .arg(limit + 1))
                .map(entries -> entries.stream()
                        .map(entry -> StreamEntry.of(stream, entry))
                        .toList());
    }
}
