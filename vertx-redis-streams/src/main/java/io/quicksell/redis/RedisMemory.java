package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Optional;

/**
 * How much memory a Redis uses, and how much it may use. One that is full refuses every write that needs room.
 *
 * @param maxBytes 0 means that it has no limit of its own
 */
public record RedisMemory(long usedBytes, long maxBytes) {

    private static final int NEARLY_FULL_PERCENT = 90;

    /** Whether at least 90 % is used of what may be used. */
    public boolean isNearlyFull() {
        return maxBytes > 0 && usedBytes * 100 >= maxBytes * NEARLY_FULL_PERCENT;
    }

    /** Asks Redis; empty if the user may not. */
    static Future<Optional<RedisMemory>> of(RedisLink redis) {
        return redis.send(Request.cmd(Command.INFO).arg("memory"))
                .map(info -> Optional.of(
                        new RedisMemory(number(info.toString(), "used_memory"), number(info.toString(), "maxmemory"))))
                .recover(failure -> failure instanceof RedisFault fault && fault.isForbidden()
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    private static long number(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElse(0L);
    }
}
