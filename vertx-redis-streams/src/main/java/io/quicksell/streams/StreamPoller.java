package io.quicksell.streams;

import io.quicksell.redis.KeptConnection;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.ScriptReply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads streams as a member of a consumer group and hands each entry to a handler, many at once.
 *
 * <p>The handler's future succeeds only when the entry's effect <em>and</em> its XACK are in Redis (one script does both). An
 * entry whose handler fails is handed over again with growing delay; it stays pending meanwhile and does not hold up the ones
 * behind it, and after its last try it becomes a dead letter; a {@link io.quicksell.redis.TransientFailure} is no try. Delivery is at least once: handlers are idempotent.
 *
 * <p>After every (re)connect the consumer first reads its own pending entries, then new ones; entries in flight are not handed
 * over twice. What is pending under the names of dead consumers is claimed. With {@code maxInFlight} entries in flight it stops
 * reading, and Redis keeps the rest. The connection is its own, because a blocking read holds it.
 *
 * <p>Not thread-safe: for the event loop that called {@link #start()}.
 */
public final class StreamPoller {

    /**
     * What to read and as whom.
     *
     * @param group the consumer group; made at id 0 where it is missing
     * @param consumer the same after a restart; a process that takes a name takes it from whoever has it
     * @param batch entries to read at once from each stream
     * @param maxInFlight entries in flight past which reading pauses
     */
    public record Subscription(String group, String consumer, List<String> streams, int batch, int maxInFlight) {}

    private static final Logger LOG = LoggerFactory.getLogger(StreamPoller.class);
    private static final int BLOCK_MILLIS = 1_000;
    private static final int SILENCE_LIMIT_MILLIS = 3_000;
    private static final int MAX_WAITING = 64;
    private static final int MAX_CLAIMS = 1_000;
    private static final long DRAIN_LIMIT_MILLIS = 2_500;
    private static final long LEASE_EVERY_MILLIS = 1_000;
    private static final long CLAIM_EVERY_NANOS = 2_000_000_000L;
    private static final String NEW = ">";
    private static final String OLDEST = "0";

    private final Vertx vertx;
    private final Subscription subscription;
    private final DeadLetters deadLetters;
    private final Deliveries deliveries;
    private final KeptConnection kept;
    private final ConsumerLease lease;
    private final Claims claims;
    private final Map<String, String> positions = new HashMap<>();

    private long leaseTimer;
    private long claimAtNanos;
    private boolean waitsForRoom;
    private boolean stopping;
    private boolean reading;

    public StreamPoller(
            Vertx vertx,
            RedisEndpoint endpoint,
            Subscription subscription,
            DeadLetters deadLetters,
            Function<StreamEntry, Future<Void>> handler) {
        this.vertx = vertx;
        this.subscription = subscription;
        this.deadLetters = deadLetters;
        this.deliveries = new Deliveries(vertx, handler, deadLetters, this::readOnWhereItPaused);
        this.lease = new ConsumerLease(subscription.consumer());
        this.claims = new Claims(subscription.group());
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
        leaseTimer = vertx.setPeriodic(LEASE_EVERY_MILLIS, timer -> keepLease());
        return this;
    }

    /** Whether it has a connection and its groups are there. */
    public boolean isReading() {
        return reading && kept.current() != null;
    }

    /** What its group has yet to finish. */
    public Future<Backlog> backlog(RedisLink redis) {
        return Backlog.of(redis, subscription.group(), subscription.streams());
    }

    /** Reads no more, lets the entries being worked on finish within a limit; what is left stays pending. */
    public Future<Void> stop() {
        stopping = true;
        vertx.cancelTimer(leaseTimer);
        kept.close();
        return deliveries.drain(DRAIN_LIMIT_MILLIS);
    }

    private void begin(RedisConnection connection) {
        reading = false;
        waitsForRoom = false;
        claimAtNanos = System.nanoTime() + CLAIM_EVERY_NANOS;
        subscription.streams().forEach(stream -> positions.put(stream, OLDEST));
        lease.take(connection)
                .compose(taken -> Future.all(subscription.streams().stream()
                        .map(stream -> createGroup(connection, stream))
                        .toList()))
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

    private void keepLease() {
        RedisConnection connection = kept.current();
        if (connection == null) {
            return;
        }
        lease.keep(connection).onSuccess(isKept -> {
            if (!isKept) {
                kept.drop(connection, "another process reads under this name; going on as " + lease.name());
            }
        });
    }

    private void readNext(RedisConnection connection) {
        if (stopping || connection != kept.current()) {
            return;
        }
        int room = subscription.maxInFlight() - deliveries.inFlight();
        if (room <= 0) {
            waitsForRoom = true;
            return;
        }
        Future<Void> turn = System.nanoTime() > claimAtNanos ? claim(connection, room) : read(connection, room);
        turn.onSuccess(taken -> readNext(connection)).onFailure(error -> kept.drop(connection, error.getMessage()));
    }

    private Future<Void> claim(RedisConnection connection, int room) {
        int limit = Math.min(MAX_CLAIMS, room);
        claimAtNanos = System.nanoTime() + CLAIM_EVERY_NANOS;
        return Future.all(subscription.streams().stream()
                        .map(stream -> claims.claim(
                                connection, stream, lease.name(), id -> deliveries.isInFlight(stream, id), limit))
                        .toList())
                .map(claimed -> {
                    claimed.<List<StreamEntry>>list().forEach(this::takeOver);
                    return null;
                });
    }

    private void takeOver(List<StreamEntry> claimed) {
        if (!claimed.isEmpty()) {
            LOG.info(
                    "{} takes over {} entries of {} that no living consumer has in flight",
                    lease.name(),
                    claimed.size(),
                    claimed.get(0).stream());
            claimAtNanos = System.nanoTime();
            claimed.forEach(deliveries::take);
        }
    }

    private Future<Void> read(RedisConnection connection, int room) {
        Request read = Request.cmd(Command.XREADGROUP)
                .arg("GROUP")
                .arg(subscription.group())
                .arg(lease.name())
                .arg("COUNT")
                .arg(count(room))
                .arg("BLOCK")
                .arg(BLOCK_MILLIS)
                .arg("STREAMS");
        subscription.streams().forEach(read::arg);
        subscription.streams().forEach(stream -> read.arg(positions.get(stream)));
        return connection.send(read).map(answer -> {
            take(answer);
            return null;
        });
    }

    /** Redis counts for each stream. */
    private int count(int room) {
        return Math.max(
                1, Math.min(subscription.batch(), room / subscription.streams().size()));
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
                    take(stream, id, entry.get(1));
                }
            }
        }
        if (!anyOld) {
            positions.replaceAll((stream, position) -> NEW);
        }
    }

    private void take(String stream, String id, Response fields) {
        if (fields != null) {
            deliveries.take(new StreamEntry(stream, id, ScriptReply.fields(fields)));
            return;
        }
        LOG.error("Entry {} of {} was trimmed before {} handled it", id, stream, subscription.group());
        deadLetters.putAside(
                new StreamEntry(stream, id, Map.of()), new IllegalStateException("trimmed before it was handled"), 0);
    }

    private void readOnWhereItPaused() {
        RedisConnection connection = kept.current();
        if (waitsForRoom && connection != null) {
            waitsForRoom = false;
            readNext(connection);
        }
    }
}
