package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis that is kept: whenever it breaks, it is made again. By design the client library does not reconnect a
 * connection that is held, so each connection here has a client of its own that is thrown away with it.
 *
 * <p>Not thread-safe: everything happens on the event loop that called {@link #open()}.
 */
public final class KeptConnection {

    private static final Logger LOG = LoggerFactory.getLogger(KeptConnection.class);
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final Backoff RECONNECT = new Backoff(50, 1_000);

    /** A shorter connection counts as one more failure: a Redis that accepts connections and then refuses to work is not stormed. */
    private static final long STEADY_MILLIS = 1_000;

    private final Vertx vertx;
    private final RedisOptions options;
    private final boolean tls;
    private final String name;
    private final Consumer<RedisConnection> onUp;

    private Redis client;
    private Future<RedisConnection> connecting;
    private RedisConnection connection;
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
        this.tls = endpoint.tls();
        this.name = name;
        this.onUp = onUp;
        this.options = new RedisOptions()
                .setConnectionString(
                        (endpoint.tls() ? "rediss://" : "redis://") + endpoint.host() + ":" + endpoint.port())
                .setUser(endpoint.user().isEmpty() ? null : endpoint.user())
                .setPassword(endpoint.password().isEmpty() ? null : endpoint.password())
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolRecycleTimeout(-1)
                .setMaxWaitingHandlers(maxWaiting)
                .setNetClientOptions(network(endpoint, readIdleMillis));
    }

    private static NetClientOptions network(RedisEndpoint endpoint, int readIdleMillis) {
        NetClientOptions network = new NetClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setReadIdleTimeout(readIdleMillis)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        if (endpoint.tls()) {
            network.setSsl(true)
                    .setHostnameVerificationAlgorithm("HTTPS")
                    .setSslHandshakeTimeout(CONNECT_TIMEOUT_MILLIS)
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        }
        if (!endpoint.caFile().isEmpty()) {
            network.setTrustOptions(new PemTrustOptions().addCertPath(endpoint.caFile()));
        }
        return network;
    }

    /** Begins to connect; returns at once. */
    public void open() {
        if (closed) {
            return;
        }
        Redis attempt = Redis.createClient(vertx, options);
        client = attempt;
        connecting = attempt.connect()
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
                    onUp.accept(fresh);
                })
                .onFailure(error -> lost(attempt, whyNotConnected(error)));
    }

    /** Not before it is steady, or a Redis that refuses to work would be back again and again. */
    private void tellThatItIsBack(RedisConnection fresh) {
        if (fresh == connection) {
            LOG.info("{} has its connection to Redis again", name);
        }
    }

    /** A server with TLS ends plain connections at once; one that replied before does not want TLS. */
    private String whyNotConnected(Throwable error) {
        return LostConnection.isBreak(error) && !tls && !wasConnected
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

    public boolean isClosed() {
        return closed;
    }

    /** Gives a connection up as if it had broken: every command still waiting on it fails with an unknown outcome. */
    public void drop(RedisConnection bad, String why) {
        if (bad == connection) {
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
