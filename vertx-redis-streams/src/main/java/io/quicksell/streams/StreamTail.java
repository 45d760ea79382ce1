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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what comes to streams from now on, or behind a position, in batches: the first entry after a silence at once, then at most one
 * batch every {@value #BATCH_MILLIS} ms. While Redis is away it waits, and then goes on where it was.
 *
 * <p>One connection of its own, because a blocking read holds it. Not thread-safe: everything happens on the event loop that called
 * {@link #start()}.
 */
public final class StreamTail {

    /** What is called with the entries. */
    public interface Listener {

        /**
         * Takes a batch, oldest entry first.
         *
         * @param position after the batch
         * @return succeeds when the next batch may come; if it fails, this one is repeated
         */
        Future<Void> onBatch(List<StreamEntry> entries, StreamPosition position);

        /**
         * Following starts at this position: for the first time, if none was given, or anew, because what came since is unknown. Either
         * entries after that batch were trimmed, or these streams have another history: Redis lost writes, or is another one.
         */
        void onStart(StreamPosition position);
    }

    private static final Logger LOG = LoggerFactory.getLogger(StreamTail.class);
    private static final long BATCH_MILLIS = 100;
    private static final int BLOCK_MILLIS = 1_000;
    private static final int SILENCE_LIMIT_MILLIS = 3_000;
    private static final int MAX_WAITING = 64;
    private static final int MAX_OF_EACH_STREAM = 2_000;

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

    /** Begins to follow at the end of the streams, and goes on until it is closed; returns at once. */
    public StreamTail start() {
        kept.open();
        return this;
    }

    /** Begins to follow behind a position, if the streams prove it then; otherwise at their end. */
    public StreamTail start(StreamPosition from) {
        position = from;
        return start();
    }

    public Future<Void> close() {
        return kept.close();
    }

    private void begin(RedisConnection connection) {
        if (position == null) {
            start(connection);
        } else {
            prove(connection, List.of());
        }
    }

    private void start(RedisConnection connection) {
        StreamPosition.end(streams, connection::send)
                .onSuccess(end -> {
                    position = end;
                    listener.onStart(end);
                    follow(connection);
                })
                .onFailure(failure -> kept.drop(connection, failure));
    }

    private void follow(RedisConnection connection) {
        if (connection == kept.current()) {
            connection
                    .send(next())
                    .map(this::entries)
                    .onSuccess(entries -> prove(connection, entries))
                    .onFailure(failure -> kept.drop(connection, failure));
        }
    }

    /** Delivers what was read, unless the streams do not have the history any more that was read before. */
    private void prove(RedisConnection connection, List<StreamEntry> entries) {
        position.isProvenBy(streams, connection::send)
                .onSuccess(isProven -> {
                    if (isProven) {
                        deliver(connection, entries);
                    } else {
                        start(connection);
                    }
                })
                .onFailure(failure -> kept.drop(connection, failure));
    }

    private void deliver(RedisConnection connection, List<StreamEntry> entries) {
        if (entries.isEmpty()) {
            follow(connection);
            return;
        }
        StreamPosition after = position.after(streams, entries);
        Future<Void> taken = Future.succeededFuture()
                .compose(now -> listener.onBatch(entries, after))
                .onSuccess(done -> position = after);
        Future.join(taken, vertx.timer(BATCH_MILLIS, TimeUnit.MILLISECONDS))
                .onFailure(failure -> LOG.debug("A batch is repeated: {}", failure.getMessage()))
                .onComplete(ended -> follow(connection));
    }

    private Request next() {
        Request read = Request.cmd(Command.XREAD)
                .arg("COUNT")
                .arg(MAX_OF_EACH_STREAM)
                .arg("BLOCK")
                .arg(BLOCK_MILLIS)
                .arg("STREAMS");
        streams.forEach(read::arg);
        position.marks().forEach(mark -> read.arg(mark.id().toString()));
        return read;
    }

    /** A reply is a list of [stream, [[id, [field, value, ...]], ...]], or null if no entry came. */
    private List<StreamEntry> entries(Response reply) {
        List<StreamEntry> entries = new ArrayList<>();
        if (reply != null) {
            for (Response perStream : reply) {
                perStream
                        .get(1)
                        .forEach(entry ->
                                entries.add(StreamEntry.of(perStream.get(0).toString(), entry)));
            }
        }
        entries.sort(StreamEntry.OLDEST_FIRST);
        return entries;
    }
}
