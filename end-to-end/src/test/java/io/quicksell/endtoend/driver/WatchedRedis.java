package io.quicksell.endtoend.driver;

import static java.util.stream.Collectors.joining;

import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.SentinelSetup;
import io.quicksell.testing.SystemUser;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/**
 * A primary and its replicas, which sentinels watch. What counts is what the primary has that they name.
 *
 * @param setup the servers and the sentinels, to be harmed
 * @param awaited how many replicas have to have a change before anybody learns of it ({@code redis.replicas})
 */
public record WatchedRedis(Vertx vertx, SentinelSetup setup, int awaited) implements FleetRedis {

    /** Enough that one may be away while the other one is made the primary. */
    public static final int REPLICAS = 2;

    /**
     * @param folder an empty one
     * @param awaited as above; 0 for none, and then a failover may lose what was accepted
     */
    public static WatchedRedis start(Path folder, int awaited) {
        Vertx vertx = Vertx.vertx();
        try {
            return new WatchedRedis(vertx, SentinelSetup.start(vertx, folder, REPLICAS), awaited);
        } catch (RuntimeException | AssertionError e) {
            vertx.close().await();
            throw e;
        }
    }

    @Override
    public String conf() {
        return """
                "mode": "sentinel", "sentinels": [%s], "masterName": "%s", "user": "%s", "password": "%s", "replicas": %d
                """.formatted(
                        setup.addresses().stream().collect(joining("\", \"", "\"", "\"")),
                        SentinelSetup.MASTER_NAME,
                        SystemUser.NAME,
                        SystemUser.PASSWORD,
                        awaited);
    }

    /** As the default user, who may do everything and has no password. */
    @Override
    public RedisClient connect() {
        return new RedisClient(setup.primary().port(), "");
    }

    /**
     * Cuts a replica off its primary, while both go on with everybody else: it no longer has what the primary would take. What is on its way to a
     * frozen one waits in the kernel instead, and reaches it in the end.
     */
    public void cut(OwnRedis replica) {
        try (RedisClient client = new RedisClient(replica.port(), "")) {
            client.send("CONFIG", "SET", "masterauth", "refused");
            client.send("CLIENT", "KILL", "TYPE", "master");
        }
    }

    /** As an operator does before {@code SENTINEL FAILOVER}: it takes no changes for a while, so none can be forgotten. */
    public void pauseChanges(OwnRedis primary) {
        try (RedisClient client = new RedisClient(primary.port(), "")) {
            client.send("CLIENT", "PAUSE", "10000", "WRITE");
        }
    }

    /** Lets a replica that was cut off connect again. */
    public void mend(OwnRedis replica) {
        try (RedisClient client = new RedisClient(replica.port(), "")) {
            client.send("CONFIG", "SET", "masterauth", "");
        }
    }

    /**
     * Parts a primary from its replicas and the sentinels, while the processes of the fleet still reach it.
     *
     * @return lets them reach it again
     */
    public Isolation isolate(OwnRedis primary) {
        RedisClient kept = new RedisClient(primary.port(), "");
        kept.send("ACL", "SETUSER", "default", "off");
        kept.send("CLIENT", "KILL", "USER", "default");
        kept.send("CLIENT", "KILL", "TYPE", "replica");
        return () -> {
            kept.send("ACL", "SETUSER", "default", "on");
            kept.close();
        };
    }

    /** A server that some of those who need it cannot reach. */
    public interface Isolation {
        void heal();
    }

    @Override
    public void close() {
        setup.close();
        vertx.close().await();
    }
}
