package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Optional;

/**
 * The replicas of a master, as it sees them.
 *
 * @param replicas how many are connected
 * @param lagBytes how much of what was written the slowest of them has not confirmed; 0 without any
 */
public record Replication(int replicas, long lagBytes) {

    /** Asks Redis; empty if it is no master. */
    static Future<Optional<Replication>> of(RedisLink redis) {
        return redis.send(Request.cmd(Command.ROLE))
                .map(role -> role.get(0).toString().equals("master")
                        ? Optional.of(of(role.get(1).toLong(), role.get(2)))
                        : Optional.empty());
    }

    private static Replication of(long written, Response replicas) {
        long behind = replicas.stream()
                .mapToLong(replica -> written - replica.get(2).toLong())
                .max()
                .orElse(0);
        return new Replication(replicas.size(), Math.max(0, behind));
    }
}
