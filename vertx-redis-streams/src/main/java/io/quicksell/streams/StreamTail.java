package io.quicksell.streams;

import io.quicksell.redis.KeptConnection;
import io.quicksell.redis.RedisEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what comes to streams from now on, in rounds: the first entry after a silence at once, then at most one round every
 * {@value #ROUND_MILLIS} ms. While Redis is away it waits, and goes on where it was.
 *
 * <p>One connection of its own, because a blocking read holds it. Not thread-safe: everything happens on the event loop that called
 * {@link #start()}.
 */
public final class StreamTail {

    /** Who hears it. */
    public interface Listener {

        /**
         * A round, oldest entry first.
         *
         * @param position after it
         * @return when the next round may come; if it fails, this one comes again
         */
        Future<Void> hear(List<StreamEntry> entries, StreamPosition position);

        /**
         * Listening begins at this position: for the first time, or anew, because what came since the last round is not known. The
         * streams were cut off behind it, or they are others.
         */
        void begin(StreamPosition position);
    }

    private static final Logger LOG = LoggerFactory.getLogger(StreamTail.class);
    private static final long ROUND_MILLIS = 100;
    private static final int BLOCK_MILLIS = 1_000;
    private static final int SILENCE_LIMIT_MILLIS = 3_000;
    private static final int MAX_WAITING = 64;
    private static final int MOST_OF_A_STREAM = 2_000;

    private final Vertx vertx;
    private final List<String> streams;
    private final Listener listener;
    private final KeptConnection kept;
    private StreamPosition position;

    public StreamTail(Vertx vertx, RedisEndpoint endpoint, String name, List<String> streams, Listener listener) {
        this.vertx = vertx;
        this.streams = streams;
        this.listener = listener;
        this.kept = new KeptConnection(vertx, endpoint, name, MAX_WAITING, SILENCE_LIMIT_MILLIS, this::begin);
    }

    /** Begins to listen, and goes on until it is closed; returns at once. */
    public void start() {
        kept.open();
    }

    public Future<Void> close() {
        return kept.close();
    }

    private void begin(RedisConnection connection) {
        StreamExtent.of(streams, connection::send)
                .onSuccess(extents -> {
                    if (position == null || !StreamExtent.reachBackTo(extents, position)) {
                        position = StreamExtent.end(extents);
                        listener.begin(position);
                    }
                    listen(connection);
                })
                .onFailure(failure -> kept.drop(connection, failure.getMessage()));
    }

    private void listen(RedisConnection connection) {
        if (connection == kept.current()) {
            connection
                    .send(next())
                    .map(this::entries)
                    .onFailure(failure -> kept.drop(connection, failure.getMessage()))
                    .onSuccess(entries -> hear(connection, entries));
        }
    }

    private void hear(RedisConnection connection, List<StreamEntry> entries) {
        if (entries.isEmpty()) {
            listen(connection);
            return;
        }
        StreamPosition after = position.after(streams, entries);
        Future<Void> heard = Future.succeededFuture()
                .compose(now -> listener.hear(entries, after))
                .onSuccess(told -> position = after);
        Future.join(heard, vertx.timer(ROUND_MILLIS, TimeUnit.MILLISECONDS))
                .onFailure(failure -> LOG.debug("The round comes again: {}", failure.getMessage()))
                .onComplete(ended -> listen(connection));
    }

    private Request next() {
        Request read = Request.cmd(Command.XREAD)
                .arg("COUNT")
                .arg(MOST_OF_A_STREAM)
                .arg("BLOCK")
                .arg(BLOCK_MILLIS)
                .arg("STREAMS");
        streams.forEach(read::arg);
        position.ids().forEach(id -> read.arg(id.toString()));
        return read;
    }

    /** An answer is a list of [stream, [[id, [field, value, ...]], ...]]; nothing at all when the block ran out. */
    private List<StreamEntry> entries(Response answer) {
        List<StreamEntry> entries = new ArrayList<>();
        if (answer != null) {
            for (Response perStream : answer) {
                perStream
                        .get(1)
                        .forEach(entry ->
                                entries.add(StreamEntry.of(perStream.get(0).toString(), entry)));
            }
        }
        entries.sort(Comparator.comparing(entry -> EntryId.parse(entry.id())));
        return entries;
    }
}
