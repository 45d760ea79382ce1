package io.quicksell.common.redis;

import io.quicksell.common.config.RedisEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads streams as a member of a consumer group and hands each entry to a handler, many at once.
 *
 * <p>The handler's future succeeds only when the entry's effect <em>and</em> its XACK are in Redis (one script does both). An
 * entry whose handler fails is handed over again with growing delay; it stays pending meanwhile and does not hold up the ones
 * behind it. Delivery is at least once: handlers are idempotent.
 *
 * <p>After every (re)connect the consumer first reads its own pending entries, then new ones; entries in hand are not handed
 * over twice. With {@code maxInFlight} entries in hand it stops reading, and Redis keeps the rest. The connection is its own,
 * because a blocking read holds it.
 *
 * <p>Not thread-safe: for the event loop that called {@link #start()}.
 */
public final class StreamPoller {

    /**
     * What to read and as whom.
     *
     * @param group the consumer group; made at id 0 where it is missing
     * @param consumer unique among live consumers and the same after a restart
     * @param batch entries to read at once from each stream
     * @param maxInFlight entries in hand past which reading pauses
     */
    public record Subscription(String group, String consumer, List<String> streams, int batch, int maxInFlight) {}

    private static final Logger LOG = LoggerFactory.getLogger(StreamPoller.class);
    private static final int BLOCK_MILLIS = 1_000;
    private static final int SILENCE_LIMIT_MILLIS = 3_000;
    private static final int MAX_WAITING = 8;
    private static final long DRAIN_LIMIT_MILLIS = 2_500;
    private static final Backoff RETRY = new Backoff(100, 10_000);
    private static final String NEW = ">";
    private static final String OLDEST = "0";

    private final Vertx vertx;
    private final Subscription subscription;
    private final Function<StreamEntry, Future<Void>> handler;
    private final KeptConnection kept;
    private final Set<String> inHand = new HashSet<>();
    private final Map<String, String> positions = new HashMap<>();

    private int working;
    private boolean waitsForRoom;
    private boolean stopping;
    private boolean reading;
    private Promise<Void> drained;

    public StreamPoller(
            Vertx vertx,
            RedisEndpoint endpoint,
            Subscription subscription,
            Function<StreamEntry, Future<Void>> handler) {
        this.vertx = vertx;
        this.subscription = subscription;
        this.handler = handler;
        this.kept = new KeptConnection(
                vertx,
                endpoint,
                subscription.consumer() + " (streams)",
                MAX_WAITING,
                SILENCE_LIMIT_MILLIS,
                this::begin);
    }

    /** Begins to read, and goes on for ever; returns at once. */
    public StreamPoller start() {
        kept.open();
        return this;
    }

    /** Whether it has a connection and its groups are there. */
    public boolean isReading() {
        return reading && kept.current() != null;
    }

    /** Reads no more, lets the entries being worked on finish within a limit; what is left stays pending. */
    public Future<Void> stop() {
        stopping = true;
        drained = Promise.promise();
        kept.close();
        long limit = vertx.setTimer(DRAIN_LIMIT_MILLIS, timer -> drained.tryComplete());
        completeWhenDrained();
        return drained.future().onComplete(done -> vertx.cancelTimer(limit));
    }

    private void begin(RedisConnection connection) {
        reading = false;
        waitsForRoom = false;
        subscription.streams().forEach(stream -> positions.put(stream, OLDEST));
        Future.all(subscription.streams().stream()
                        .map(stream -> createGroup(connection, stream))
                        .toList())
                .onSuccess(groups -> {
                    reading = true;
                    readNext(connection);
                })
                .onFailure(error -> kept.drop(connection, error.getMessage()));
    }

    private Future<Void> createGroup(RedisConnection connection, String stream) {
        return connection
                .send(Request.cmd(Command.XGROUP)
                        .arg("CREATE")
                        .arg(stream)
                        .arg(subscription.group())
                        .arg(OLDEST)
                        .arg("MKSTREAM"))
                .recover(error -> error instanceof ErrorType reply && reply.is("BUSYGROUP")
                        ? Future.succeededFuture()
                        : Future.failedFuture(error))
                .mapEmpty();
    }

    private void readNext(RedisConnection connection) {
        if (stopping || connection != kept.current()) {
            return;
        }
        int room = subscription.maxInFlight() - inHand.size();
        if (room <= 0) {
            waitsForRoom = true;
            return;
        }
        connection
                .send(read(Math.min(subscription.batch(), room)))
                .onSuccess(answer -> {
                    take(answer);
                    readNext(connection);
                })
                .onFailure(error -> kept.drop(connection, error.getMessage()));
    }

    private Request read(int count) {
        Request read = Request.cmd(Command.XREADGROUP)
                .arg("GROUP")
                .arg(subscription.group())
                .arg(subscription.consumer())
                .arg("COUNT")
                .arg(count)
                .arg("BLOCK")
                .arg(BLOCK_MILLIS)
                .arg("STREAMS");
        subscription.streams().forEach(read::arg);
        subscription.streams().forEach(stream -> read.arg(positions.get(stream)));
        return read;
    }

    /** An answer is a list of [stream, [[id, [field, value, ...]], ...]]; nothing at all when the block ran out. */
    private void take(Response answer) {
        boolean anyOld = false;
        if (answer != null) {
            for (Response perStream : answer) {
                String stream = perStream.get(0).toString();
                for (Response entry : perStream.get(1)) {
                    String id = entry.get(0).toString();
                    if (!positions.get(stream).equals(NEW)) {
                        positions.put(stream, id);
                        anyOld = true;
                    }
                    hand(stream, id, entry.get(1));
                }
            }
        }
        if (!anyOld) {
            positions.replaceAll((stream, position) -> NEW);
        }
    }

    private void hand(String stream, String id, Response fields) {
        if (fields == null) {
            LOG.error("Entry {} of {} was trimmed before {} handled it", id, stream, subscription.group());
            return;
        }
        if (inHand.add(stream + id)) {
            work(new StreamEntry(stream, id, ScriptReply.fields(fields)), 0);
        }
    }

    private void work(StreamEntry entry, int failures) {
        if (stopping) {
            return;
        }
        working++;
        attempt(entry).onComplete(result -> {
            working--;
            if (result.succeeded()) {
                release(entry);
            } else {
                LOG.warn(
                        "Entry {} of {} waits: {}",
                        entry.id(),
                        entry.stream(),
                        result.cause().toString());
                vertx.setTimer(RETRY.millisAfter(failures), timer -> work(entry, failures + 1));
            }
            completeWhenDrained();
        });
    }

    private Future<Void> attempt(StreamEntry entry) {
        try {
            return handler.apply(entry);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void release(StreamEntry entry) {
        inHand.remove(entry.stream() + entry.id());
        if (waitsForRoom) {
            waitsForRoom = false;
            readNext(kept.current());
        }
    }

    private void completeWhenDrained() {
        if (drained != null && working == 0) {
            drained.tryComplete();
        }
    }
}
