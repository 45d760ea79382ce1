package io.quicksell.streams;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.ScriptReply;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a consumer group has yet to finish of its streams.
 *
 * @param pending how many entries were read and are not acknowledged
 * @param oldestMillis when the oldest unfinished entry, read or not, was written: milliseconds since 1970 by the Redis clock; empty
 *     if all are finished
 * @param nowMillis the time by that clock
 */
public record Backlog(long pending, Optional<Long> oldestMillis, long nowMillis) {

    /** How long the oldest unfinished entry has waited; 0 if there is none. */
    public long ageMillis() {
        return oldestMillis.map(oldest -> Math.max(0, nowMillis - oldest)).orElse(0L);
    }

    /** All that was written before this moment is finished. */
    public long finishedUntilMillis() {
        return oldestMillis.orElse(nowMillis);
    }

    /**
     * Looks at streams; fails if the group is missing on one of them.
     *
     * @param streams at least one
     */
    public static Future<Backlog> of(RedisLink redis, String group, List<String> streams) {
        return Future.all(
                        streams.stream().map(stream -> of(redis, group, stream)).toList())
                .compose(all -> redis.clock().map(now -> sum(all.list(), now)));
    }

    private static Future<Backlog> of(RedisLink redis, String group, String stream) {
        return redis.send(Request.cmd(Command.XINFO).arg("GROUPS").arg(stream)).compose(groups -> {
            String lastDelivered = groups.stream()
                    .map(ScriptReply::fields)
                    .filter(fields -> fields.get("name").equals(group))
                    .map(fields -> fields.get("last-delivered-id"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no group " + group + " on " + stream));
            return Future.all(pending(redis, group, stream), firstBehind(redis, stream, lastDelivered))
                    .map(both -> sum(both.list(), 0));
        });
    }

    private static Future<Backlog> pending(RedisLink redis, String group, String stream) {
        return redis.send(Request.cmd(Command.XPENDING).arg(stream).arg(group))
                .map(summary -> new Backlog(
                        summary.get(0).toLong(),
                        Optional.ofNullable(summary.get(1)).map(Backlog::millis),
                        0));
    }

    private static Future<Backlog> firstBehind(RedisLink redis, String stream, String lastDelivered) {
        return redis.send(Request.cmd(Command.XRANGE)
                        .arg(stream)
                        .arg("(" + lastDelivered)
                        .arg("+")
                        .arg("COUNT")
                        .arg(1))
                .map(entries -> new Backlog(0, entries.stream().findFirst().map(entry -> millis(entry.get(0))), 0));
    }

    private static Backlog sum(List<Backlog> parts, long nowMillis) {
        Stream<Long> oldest = parts.stream().flatMap(part -> part.oldestMillis().stream());
        return new Backlog(parts.stream().mapToLong(Backlog::pending).sum(), oldest.min(Long::compare), nowMillis);
    }

    private static long millis(Response entryId) {
        return EntryId.parse(entryId.toString()).millis();
    }
}
