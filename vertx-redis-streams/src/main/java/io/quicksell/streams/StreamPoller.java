package io.quicksell.streams;

import io.quicksell.redis.KeptConnection;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisConnection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads streams as a member of a consumer group and gives each entry to a handler, many at a time.
 *
 * <p>The handler's future succeeds only when the entry's effect <em>and</em> its XACK are in Redis (one script does both). An
 * entry whose handler fails is retried with growing delay; meanwhile it stays pending and does not hold up the ones behind it. After
 * its last try it becomes a dead letter; a {@link TransientFailure} does not count as a try. One of a newer version than the handler
 * understands is left pending for a process that does ({@link NewerEntries}). Delivery is at least once: handlers are idempotent.
 *
 * <pre>
 *          connected              name taken, groups exist            no room
 *   away ─────────────► joining ──────────────────────────► reading ───────────► paused
 *    ▲                     │                                 │   ▲                │  │
 *    │                     │                                 │   └────────────────┘  │
 *    │                     │                                 │     an entry is done  │
 *    └─────────────────────┴─────────────────────────────────┴───────────────────────┘
 *         the connection breaks, Redis returns an error, or another process takes the name
 * </pre>
 *
 * <p>Reading is one step after the other. After joining the steps read what is pending under the consumer's own name, then new
 * entries ({@link GroupReader}). Every two seconds one step takes over what dead consumers left pending instead ({@link Takeover}).
 * Entries in flight stay so in all states and are not delivered twice; with {@code maxInFlight} of them there is no room for more,
 * and Redis keeps the rest. The connection is its own, because a blocking read holds it.
 *
 * <p>Not thread-safe: for the event loop that called {@link #start()}.
 */
public final class StreamPoller {

    /**
     * What to read and as whom.
     *
     * @param group the consumer group; created at id 0 where it is missing
     * @param consumer the same after a restart; a process that takes a name takes it from whichever process has it
     * @param batch how many entries to read at once from each stream
     * @param maxInFlight how many entries may be in flight before reading pauses
     * @param version the newest version of entries ({@link StreamEntry#version()}) that the handler understands
     */
    public record Subscription(
            String group, String consumer, List<String> streams, int batch, int maxInFlight, int version) {}

    /** What it does with its connection. */
    private enum State {
        JOINING,
        READING,
        PAUSED
    }

    private static final int SILENCE_LIMIT_MILLIS = 3_000;
    private static final int MAX_WAITING = 64;
    private static final long DRAIN_LIMIT_MILLIS = 2_500;
    private static final long LEASE_EVERY_MILLIS = 1_000;

    private final Vertx vertx;
    private final Subscription subscription;
    private final Deliveries deliveries;
    private final GroupReader reader;
    private final Takeover takeover;
    private final ConsumerLease lease;
    private final KeptConnection kept;

    private State state = State.JOINING;
    private long leaseTimer;

    public StreamPoller(
            Vertx vertx,
            RedisEndpoint endpoint,
            Subscription subscription,
            DeadLetters deadLetters,
            Function<StreamEntry, Future<Void>> handler) {
        this.vertx = vertx;
        this.subscription = subscription;
        this.deliveries = new Deliveries(
                vertx, handler, deadLetters, new NewerEntries(subscription, this::connection), this::resume);
        this.reader = new GroupReader(subscription, deliveries);
        this.takeover = new Takeover(subscription, deliveries);
        this.lease = new ConsumerLease(subscription.consumer());
        this.kept = new KeptConnection(
                vertx, endpoint, subscription.consumer() + " (streams)", MAX_WAITING, SILENCE_LIMIT_MILLIS, this::join);
    }

    /** Tells somebody why each try failed, on the event loop; a {@link TransientFailure} is not the entry's fault. */
    public StreamPoller onFailure(Consumer<Throwable> told) {
        deliveries.onFailure(told);
        return this;
    }

    /** Begins to read, and goes on until it is stopped; returns at once. */
    public StreamPoller start() {
        kept.open();
        leaseTimer = vertx.setPeriodic(LEASE_EVERY_MILLIS, timer -> keepLease());
        return this;
    }

    /** Whether it has a connection and its groups exist. */
    public boolean isReading() {
        return state != State.JOINING && kept.current() != null;
    }

    /** What its group has yet to finish. */
    public Future<Backlog> backlog(RedisLink redis) {
        return Backlog.of(redis, subscription.group(), subscription.streams(), subscription.version());
    }

    /** Reads no more and lets the handler finish what it works on, within a limit; what is left stays pending. */
    public Future<Void> stop() {
        vertx.cancelTimer(leaseTimer);
        kept.close();
        return deliveries.drain(DRAIN_LIMIT_MILLIS);
    }

    private RedisConnection connection() {
        return kept.current();
    }

    private void join(RedisConnection connection) {
        state = State.JOINING;
        takeover.postpone();
        lease.take(connection)
                .compose(taken -> reader.join(connection))
                .onSuccess(joined -> readOn(connection))
                .onFailure(error -> kept.drop(connection, error));
    }

    private void readOn(RedisConnection connection) {
        if (connection != kept.current()) {
            return;
        }
        int room = subscription.maxInFlight() - deliveries.inFlight();
        if (room <= 0) {
            state = State.PAUSED;
            return;
        }
        state = State.READING;
        Future<Void> step = takeover.isDue()
                ? takeover.run(connection, lease.name(), room)
                : reader.read(connection, lease.name(), room);
        step.onSuccess(taken -> readOn(connection)).onFailure(error -> kept.drop(connection, error));
    }

    private void resume() {
        RedisConnection connection = kept.current();
        if (state == State.PAUSED && connection != null) {
            readOn(connection);
        }
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
}
