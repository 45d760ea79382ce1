package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis that is kept: whenever it breaks, it is made again. By design the client library does not reconnect a
 * connection that is held, so each connection here has a client of its own that is thrown away with it. Each is made to where the master
 * is then; where that can move, a server that is not the master is no connection, and one that was replaced is left within about a second.
 *
 * <p>Not thread-safe: everything happens on the event loop that called {@link #open()}.
 */
public final class KeptConnection {

    private static final Logger LOG = LoggerFactory.getLogger(KeptConnection.class);
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final Backoff RECONNECT = new Backoff(50, 1_000);

    /** A shorter connection counts as one more failure: a Redis that accepts connections and then refuses to work is not stormed. */
    private static final long STEADY_MILLIS = 1_000;

    /** Why one is left that has become a replica. */
    static final String NO_MASTER = "it is not the master any more";

    private static final long WATCH_EVERY_MILLIS = 1_000;

    private final Vertx vertx;
    private final RedisEndpoint endpoint;
    private final RedisOptions options;
    private final String name;
    private final Consumer<RedisConnection> onUp;

    private Redis client;
    private Future<RedisConnection> connecting;
    private RedisConnection connection;
    private Master master;
    private long connectedAtNanos;
    private boolean wasConnected;
    private int failures;
    private String lastWhy = "";
    private boolean closed;

    /**
     * @param name for the log
     * @param maxWaiting how many commands may wait for their reply at once
     * @param readIdleMillis the connection counts as dead after so much silence
     * @param onUp called with each new connection
     */
    public KeptConnection(
            Vertx vertx,
            RedisEndpoint endpoint,
            String name,
            int maxWaiting,
            int readIdleMillis,
            Consumer<RedisConnection> onUp) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.name = name;
        this.onUp = onUp;
        this.options = endpoint.options(CONNECT_TIMEOUT_MILLIS, readIdleMillis, maxWaiting);
    }

    /** Begins to connect; returns at once. */
    public void open() {
        if (closed) {
            return;
        }
        Redis attempt = Redis.createStandaloneClient(vertx, options, this::target);
        client = attempt;
        connecting = attempt.connect()
                .compose(this::onlyToTheMaster)
                .onSuccess(fresh -> {
                    fresh.exceptionHandler(error -> lost(attempt, LostConnection.reason(error)));
                    fresh.endHandler(end -> lost(attempt, LostConnection.BROKEN));
                    if (closed) {
                        return;
                    }
                    if (failures > 0) {
                        vertx.setTimer(STEADY_MILLIS, steady -> tellThatItIsBack(fresh));
                    }
                    wasConnected = true;
                    connectedAtNanos = System.nanoTime();
                    connection = fresh;
                    watch(fresh);
                    onUp.accept(fresh);
                })
                .onFailure(error -> lost(attempt, whyNotConnected(error)));
    }

    /** Asked for each time it connects. */
    private Future<RedisStandaloneConnectOptions> target() {
        return endpoint.master().now(vertx).map(now -> {
            master = now;
            RedisStandaloneConnectOptions target = new RedisStandaloneConnectOptions(options);
            target.setConnectionString(endpoint.url(now.address()));
            return target;
        });
    }

    /** Sentinels may name a server that is not the master yet, or not any more. Where the master cannot move, others look at its role. */
    private Future<RedisConnection> onlyToTheMaster(RedisConnection fresh) {
        return canMove()
                ? Fitness.role(fresh)
                        .timeout(CONNECT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                        .compose(role -> role.orElse(Fitness.MASTER).equals(Fitness.MASTER)
                                ? Future.succeededFuture(fresh)
                                : Future.failedFuture(
                                        master.address() + " is not the master (its role is " + role.get() + ")"))
                : Future.succeededFuture(fresh);
    }

    /** Leaves a master that was replaced, which may be frozen or cut off, and so not say that itself. */
    private void watch(RedisConnection watched) {
        if (canMove()) {
            vertx.setTimer(WATCH_EVERY_MILLIS, tick -> {
                if (watched == connection) {
                    endpoint.master()
                            .now(vertx)
                            .onSuccess(now -> leaveFor(now, watched))
                            .onComplete(seen -> watch(watched));
                }
            });
        }
    }

    private void leaveFor(Master now, RedisConnection left) {
        if (left == connection && now.hasReplaced(master)) {
            drop(left, now.address() + " has replaced " + master.address() + " as the master");
        }
    }

    /** Not before it is steady, or a Redis that refuses to work would be back again and again. */
    private void tellThatItIsBack(RedisConnection fresh) {
        if (fresh == connection) {
            LOG.info("{} has its connection to Redis again{}", name, canMove() ? ", at " + master.address() : "");
        }
    }

    /** A server with TLS ends plain connections at once; one that replied before does not want TLS. */
    private String whyNotConnected(Throwable error) {
        return LostConnection.isBreak(error) && !endpoint.tls() && !wasConnected
                ? LostConnection.REFUSED_TO_REPLY
                : LostConnection.reason(error);
    }

    /** The attempt to connect that is under way, or the last one. */
    Future<RedisConnection> connecting() {
        return connecting;
    }

    /** The connection in use, or {@code null} while there is none. */
    public RedisConnection current() {
        return connection;
    }

    /** Whether the connection is made to wherever the master is. */
    boolean canMove() {
        return endpoint.master().canMove();
    }

    /** Where the connection in use goes; empty while there is none. */
    Optional<Address> address() {
        return connection == null ? Optional.empty() : Optional.of(master.address());
    }

    /** Why there is no connection, in words for an operator; empty while there is one, and before the first try has ended. */
    Optional<String> whyNone() {
        return connection != null || lastWhy.isEmpty() ? Optional.empty() : Optional.of(lastWhy);
    }

    public boolean isClosed() {
        return closed;
    }

    /** Gives a connection up as if it had broken: every command still waiting on it fails with an unknown outcome. {@code null} is none. */
    public void drop(RedisConnection bad, String why) {
        if (bad != null && bad == connection) {
            lost(client, why);
        }
    }

    /** As {@link #drop(RedisConnection, String)}, because something that was sent on it failed. */
    public void drop(RedisConnection bad, Throwable failure) {
        drop(bad, LostConnection.reason(failure));
    }

    /** Ends the connection for good. A connect that is under way is allowed to end first: closing its client in the middle of it would
     * leave the socket open. */
    public Future<Void> close() {
        closed = true;
        connection = null;
        Redis last = client;
        client = null;
        if (last == null) {
            return Future.succeededFuture();
        }
        return connecting.transform(settled -> {
            last.close();
            return Future.succeededFuture();
        });
    }

    private void lost(Redis attempt, String why) {
        if (attempt != client) {
            return;
        }
        if (connection != null && System.nanoTime() - connectedAtNanos > TimeUnit.MILLISECONDS.toNanos(STEADY_MILLIS)) {
            failures = 0;
        }
        client = null;
        connection = null;
        attempt.close();
        if (closed) {
            return;
        }
        if (failures == 0 || !why.equals(lastWhy)) {
            LOG.warn("{} has no connection to Redis: {}; trying again for ever", name, why);
            lastWhy = why;
        }
        vertx.setTimer(RECONNECT.millisAfter(failures++), timer -> open());
    }
}
