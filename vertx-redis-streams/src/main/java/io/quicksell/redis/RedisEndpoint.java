package io.quicksell.redis;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.RedisOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where a Redis listens, and how to log in there.
 *
 * @param master says where it is
 * @param user empty means the default user
 * @param password empty means none
 * @param tls whether the connection is encrypted; the server's certificate must then name the host
 * @param caFile a file of certificates to trust (PEM); empty means those that Java trusts
 * @param replicas how many replicas must have a change before it is answered
 * @param absent keys without which alone it can be used, with the reason, in words for its operator
 */
public record RedisEndpoint(
        MasterAddress master,
        String user,
        String password,
        boolean tls,
        String caFile,
        int replicas,
        Map<String, String> absent) {

    public RedisEndpoint {
        absent = Map.copyOf(absent);
    }

    /** One whose master is where sentinels say. */
    public RedisEndpoint(Sentinels sentinels, String user, String password, boolean tls, String caFile) {
        this(sentinels, user, password, tls, caFile, 0, Map.of());
    }

    public RedisEndpoint(String host, int port, String user, String password, boolean tls, String caFile) {
        this(new Address(host, port), user, password, tls, caFile);
    }

    RedisEndpoint(Address address, String user, String password, boolean tls, String caFile) {
        this(new FixedMaster(address), user, password, tls, caFile, 0, Map.of());
    }

    /** An endpoint for the default user, without encryption. */
    public RedisEndpoint(String host, int port, String password) {
        this(host, port, "", password, false, "");
    }

    /**
     * The same, which cannot be used while there is that key.
     *
     * @param why in words for its operator
     */
    public RedisEndpoint unless(String key, String why) {
        Map<String, String> more = new HashMap<>(absent);
        more.put(key, why);
        return new RedisEndpoint(master, user, password, tls, caFile, replicas, more);
    }

    /** The same, with changes that are answered only when so many replicas have them. */
    public RedisEndpoint with(int enoughReplicas) {
        return new RedisEndpoint(master, user, password, tls, caFile, enoughReplicas, absent);
    }

    /**
     * Where it is always.
     *
     * @throws IllegalStateException if sentinels say where it is
     */
    public Address address() {
        if (master instanceof FixedMaster fixed) {
            return fixed.address();
        }
        throw new IllegalStateException("the master is where the sentinels say");
    }

    /** The host of {@link #address()}. */
    public String host() {
        return address().host();
    }

    /** The port of {@link #address()}. */
    public int port() {
        return address().port();
    }

    String url(Address address) {
        return (tls ? "rediss://" : "redis://") + address;
    }

    /** For a client that holds one connection, to {@link #url}. */
    RedisOptions options(int connectMillis, int readIdleMillis, int maxWaiting) {
        return new RedisOptions()
                .setUser(user.isEmpty() ? null : user)
                .setPassword(password.isEmpty() ? null : password)
                // A call decides for many, so its time is nobody's alone.
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolRecycleTimeout(-1)
                .setMaxWaitingHandlers(maxWaiting)
                .setNetClientOptions(network(connectMillis, readIdleMillis));
    }

    private NetClientOptions network(int connectMillis, int readIdleMillis) {
        NetClientOptions network = new NetClientOptions()
                .setConnectTimeout(connectMillis)
                .setReadIdleTimeout(readIdleMillis)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        if (tls) {
            network.setSsl(true)
                    .setHostnameVerificationAlgorithm("HTTPS")
                    .setSslHandshakeTimeout(connectMillis)
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        }
        if (!caFile.isEmpty()) {
            network.setTrustOptions(new PemTrustOptions().addCertPath(caFile));
        }
        return network;
    }
}
