package io.quicksell.streams;

import io.quicksell.redis.Script;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.UUID;

/**
 * The right to read under a consumer's name, kept in {@code consumer:<name>}. It belongs to the process that took it last. So a
 * restarted process has its old name at once, with the entries pending under it; a twin that had the name finds it lost, and takes
 * another. If a lease has run out its process is dead or frozen, and what is pending under that name may be claimed.
 */
final class ConsumerLease {

    /** How long a lease outlives its holder. */
    static final long MILLIS = 10_000;

    private enum Lease {
        KEPT,
        LOST
    }

    private static final Script<Lease> KEEP = Script.load("keep_lease", Lease.class);

    private final String token = UUID.randomUUID().toString();
    private final String firstName;
    private String name;

    /**
     * @param name the name to take first
     */
    ConsumerLease(String name) {
        this.firstName = name;
        this.name = name;
    }

    static String key(String consumer) {
        return "consumer:" + consumer;
    }

    /** The name to read under. */
    String name() {
        return name;
    }

    /** Takes the name, from whichever process has it. */
    Future<Void> take(RedisConnection connection) {
        return connection
                .send(Request.cmd(Command.SET)
                        .arg(key(name))
                        .arg(token)
                        .arg("PX")
                        .arg(MILLIS))
                .mapEmpty();
    }

    /** Renews the lease. False if another process has taken the name; then {@link #name()} is a new one, yet to be taken. */
    Future<Boolean> keep(RedisConnection connection) {
        return KEEP.runOn(connection, List.of(key(name)), List.of(token, String.valueOf(MILLIS)))
                .map(reply -> {
                    boolean kept = reply.word() == Lease.KEPT;
                    if (!kept) {
                        name = firstName + "-" + token.substring(0, 4);
                    }
                    return kept;
                });
    }
}
