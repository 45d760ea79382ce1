package io.quicksell.testing;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.redis.ScriptReply;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Redis that survives its machine: a primary, replicas of it, and three sentinels that make a replica the primary when that is silent
 * for a second. All are processes of one test alone, to be killed, frozen and started again ({@link OwnRedis}). Each server has the
 * {@link SystemUser}.
 *
 * <p>Close it after the test. Its methods are for the JUnit thread: they return when it is done.
 */
public final class SentinelSetup implements AutoCloseable {

    /** Under which the sentinels know the primary. */
    public static final String MASTER_NAME = "quicksell";

    /**
     * A silent primary is replaced after the silence, the sentinels' agreement, and the time in which one leads: about 3 s. Where two are left and each
     * asks for itself at the same moment, they begin again after twice the failover timeout, so 6 to 7 s later; four times in a row were seen.
     */
    public static final Duration FAILOVER_LIMIT = Duration.ofSeconds(60);

    private static final Duration IN_STEP_LIMIT = Duration.ofSeconds(5);

    private static final int SENTINELS = 3;
    private static final int QUORUM = 2;
    private static final int SILENCE_MILLIS = 1_000;
    private static final int REPLY_LIMIT_SECONDS = 20;

    /** One that is frozen does not reply at all. */
    private static final int SENTINELS_REPLY_LIMIT_SECONDS = 3;

    private static final int FAILOVER_TIMEOUT_MILLIS = 3_000;

    private final Vertx vertx;
    private final List<OwnRedis> servers = new ArrayList<>();
    private final List<OwnRedis> sentinels = new ArrayList<>();

    private SentinelSetup(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Starts it; returns when the replicas are in step and the sentinels know each other and all servers.
     *
     * @param vertx for the commands of the test; closed by the test
     * @param folder an empty one, for example a {@code @TempDir}; it holds the data
     * @param lines of the configuration of each server, for example {@code min-replicas-to-write 1}
     */
    public static SentinelSetup start(Vertx vertx, Path folder, int replicas, String... lines) {
        SentinelSetup setup = new SentinelSetup(vertx);
        try {
            setup.startServers(folder, replicas, List.of(lines));
            setup.startSentinels(folder);
            return setup;
        } catch (RuntimeException | AssertionError e) {
            setup.close();
            throw e;
        }
    }

    private void startServers(Path folder, int replicas, List<String> lines) {
        String user = Stream.of(SystemUser.set()).skip(1).map(String::valueOf).collect(joining(" ", "user ", ""));
        List<String> all = new ArrayList<>(lines);
        all.addAll(List.of(user, "repl-ping-replica-period 1"));
        for (int n = 0; n <= replicas; n++) {
            servers.add(OwnRedis.startWith(folderIn(folder, "server-" + n), all));
        }
        OwnRedis primary = servers.get(0);
        servers.stream().skip(1).forEach(replica -> {
            call(replica, Command.REPLICAOF, "127.0.0.1", primary.port());
            call(replica, Command.CONFIG, "REWRITE");
        });
        awaitReplicas(primary, replicas);
    }

    private void startSentinels(Path folder) {
        List<String> lines = List.of(
                "sentinel monitor " + MASTER_NAME + " 127.0.0.1 "
                        + servers.get(0).port() + " " + QUORUM,
                "sentinel down-after-milliseconds " + MASTER_NAME + " " + SILENCE_MILLIS,
                "sentinel failover-timeout " + MASTER_NAME + " " + FAILOVER_TIMEOUT_MILLIS);
        for (int n = 0; n < SENTINELS; n++) {
            sentinels.add(OwnRedis.startSentinel(folderIn(folder, "sentinel-" + n), lines));
        }
        Eventually.succeeds(FAILOVER_LIMIT, () -> {
            for (OwnRedis sentinel : sentinels) {
                Map<String, String> known = master(sentinel);
                assertEquals(String.valueOf(SENTINELS - 1), known.get("num-other-sentinels"));
                assertEquals(String.valueOf(servers.size() - 1), known.get("num-slaves"));
            }
            return null;
        });
    }

    /** All servers; the first one is the primary at the start. */
    public List<OwnRedis> servers() {
        return List.copyOf(servers);
    }

    public List<OwnRedis> sentinels() {
        return List.copyOf(sentinels);
    }

    /** Where the sentinels are, each as {@code host:port}. */
    public List<String> addresses() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .toList();
    }

    /** The server that the sentinels name; of those that reply, the one with the newest configuration counts. */
    public OwnRedis primary() {
        return Eventually.succeeds(FAILOVER_LIMIT, this::named);
    }

    private OwnRedis named() {
        Map<String, String> newest = sentinels.stream()
                .flatMap(sentinel -> known(sentinel).stream())
                .max(Comparator.comparingLong(known -> Long.parseLong(known.get("config-epoch"))))
                .orElseThrow();
        return servers.stream()
                .filter(server -> String.valueOf(server.port()).equals(newest.get("port")))
                .findFirst()
                .orElseThrow();
    }

    /** The servers that are not the primary, as the sentinels say. */
    public List<OwnRedis> replicas() {
        OwnRedis primary = primary();
        return servers.stream().filter(server -> server != primary).toList();
    }

    /** Has the sentinels make a replica the primary, as an operator does for maintenance; returns that one. */
    public OwnRedis failOver() {
        OwnRedis old = primary();
        Eventually.succeeds(FAILOVER_LIMIT, () -> call(sentinels.get(0), Command.SENTINEL, "FAILOVER", MASTER_NAME));
        return awaitPrimaryOtherThan(old);
    }

    /** Returns the new primary, when the sentinels have replaced the old one and the new one takes writes. */
    public OwnRedis awaitPrimaryOtherThan(OwnRedis old) {
        return Eventually.succeeds(FAILOVER_LIMIT, () -> {
            OwnRedis now = primary();
            assertNotEquals(old, now);
            assertEquals("master", role(now));
            return now;
        });
    }

    /** Returns when a primary has at least so many replicas that have all that it had when this was called. */
    public void awaitReplicas(OwnRedis primary, int replicas) {
        awaitReplicas(primary, replicas, FAILOVER_LIMIT);
    }

    /** The same of whichever is the primary, also where that is replaced once more meanwhile. */
    public void awaitReplicas(int replicas) {
        Eventually.holds(FAILOVER_LIMIT, () -> awaitReplicas(primary(), replicas, IN_STEP_LIMIT));
    }

    private void awaitReplicas(OwnRedis primary, int replicas, Duration limit) {
        long offset = call(primary, Command.ROLE).get(1).toLong();
        Eventually.succeeds(limit, () -> {
            Response connected = call(primary, Command.ROLE).get(2);
            long inStep = connected.stream()
                    .filter(replica -> replica.get(2).toLong() >= offset)
                    .count();
            assertTrue(inStep >= replicas, connected::toString);
            return null;
        });
    }

    /** What a server says that it is: {@code master}, {@code slave} or {@code sentinel}. */
    public String role(OwnRedis server) {
        return call(server, Command.ROLE).get(0).toString();
    }

    /**
     * Sends one command to a server or a sentinel, as its default user, and returns the reply. On a connection of its own, because
     * sentinels end those to a server that they give another role.
     */
    public Response call(OwnRedis server, Command command, Object... arguments) {
        return call(server, REPLY_LIMIT_SECONDS, command, arguments);
    }

    private Response call(OwnRedis server, int limitSeconds, Command command, Object... arguments) {
        Request request = Request.cmd(command);
        Stream.of(arguments).map(String::valueOf).forEach(request::arg);
        Redis client = client(server);
        return client.connect()
                .compose(connection -> connection.send(request))
                .timeout(limitSeconds, TimeUnit.SECONDS)
                .eventually(client::close)
                .await();
    }

    /** What a sentinel knows of the primary. */
    public Map<String, String> master(OwnRedis sentinel) {
        return ScriptReply.fields(
                call(sentinel, SENTINELS_REPLY_LIMIT_SECONDS, Command.SENTINEL, "MASTER", MASTER_NAME));
    }

    private Optional<Map<String, String>> known(OwnRedis sentinel) {
        try {
            return Optional.of(master(sentinel));
        } catch (Exception isAway) { // await() throws what failed as it is
            return Optional.empty();
        }
    }

    private Redis client(OwnRedis server) {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://127.0.0.1:" + server.port())
                        .setPreferredProtocolVersion(ProtocolVersion.RESP2));
    }

    private static Path folderIn(Path folder, String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sentinels.forEach(OwnRedis::close);
        servers.forEach(OwnRedis::close);
    }
}
