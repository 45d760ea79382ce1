package io.quicksell.streams;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.ScriptReply;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a consumer group has yet to finish of its streams.
 *
 * @param pending how many entries were read and are not acknowledged
 * @param newer how many of these need a newer process than the one that looks
 * @param oldestMillis when the oldest unfinished entry, read or not, was written: milliseconds since 1970 by the Redis clock; empty
 *     if all are finished
 * @param oldestUnderstoodMillis the same without those that need a newer process
 * @param nowMillis the time by that clock
 */
public record Backlog(
        long pending, long newer, Optional<Long> oldestMillis, Optional<Long> oldestUnderstoodMillis, long nowMillis) {

    /** How long the oldest unfinished entry has waited for which no newer process is needed; 0 if there is none. */
    public long ageMillis() {
        return oldestUnderstoodMillis
                .map(oldest -> Math.max(0, nowMillis - oldest))
                .orElse(0L);
    }

    /** All that was written before this moment is finished. */
    public long finishedUntilMillis() {
        return oldestMillis.orElse(nowMillis);
    }

    /**
     * Looks at streams; fails if the group is missing on one of them.
     *
     * @param streams at least one
     * @param version the newest version of entries that is understood here
     */
    public static Future<Backlog> of(RedisLink redis, String group, List<String> streams, int version) {
        return Future.all(streams.stream()
                        .map(stream -> of(redis, group, stream, version))
                        .toList())
                .compose(all -> redis.clock().map(now -> sum(all.list(), now)));
    }

    private static Future<Backlog> of(RedisLink redis, String group, String stream, int version) {
        return redis.send(Request.cmd(Command.XINFO).arg("GROUPS").arg(stream)).compose(groups -> {
            String lastDelivered = groups.stream()
                    .map(ScriptReply::fields)
                    .filter(fields -> fields.get("name").equals(group))
                    .map(fields -> fields.get("last-delivered-id"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no group " + group + " on " + stream));
            return Future.all(pending(redis, group, stream, version), firstBehind(redis, stream, lastDelivered))
                    .map(both -> sum(both.list(), 0));
        });
    }

    /** The summary is how many, the first id, the last one, and how many each consumer has. */
    private static Future<Backlog> pending(RedisLink redis, String group, String stream, int version) {
        return redis.send(Request.cmd(Command.XPENDING).arg(stream).arg(group)).compose(summary -> {
            long pending = summary.get(0).toLong();
            Optional<Long> oldest = Optional.ofNullable(summary.get(1)).map(Backlog::millis);
            Map<String, Long> byConsumer = byConsumer(summary.get(3));
            List<String> understood = byConsumer.keySet().stream()
                    .filter(consumer -> !NewerEntries.areUnder(consumer, version))
                    .toList();
            long newer =
                    pending - understood.stream().mapToLong(byConsumer::get).sum();
            return newer == 0
                    ? Future.succeededFuture(new Backlog(pending, 0, oldest, oldest, 0))
                    : oldestOf(redis, group, stream, understood)
                            .map(first -> new Backlog(pending, newer, oldest, first, 0));
        });
    }

    private static Map<String, Long> byConsumer(Response consumers) {
        Map<String, Long> pending = new HashMap<>();
        if (consumers != null) {
            consumers.forEach(consumer -> pending.put(
                    consumer.get(0).toString(), Long.valueOf(consumer.get(1).toString())));
        }
        return pending;
    }

    private static Future<Optional<Long>> oldestOf(
            RedisLink redis, String group, String stream, List<String> consumers) {
        return Future.all(consumers.stream()
                        .map(consumer -> redis.send(Request.cmd(Command.XPENDING)
                                .arg(stream)
                                .arg(group)
                                .arg("-")
                                .arg("+")
                                .arg(1)
                                .arg(consumer)))
                        .toList())
                .map(firsts -> firsts.<Response>list().stream()
                        .flatMap(Response::stream)
                        .map(entry -> millis(entry.get(0)))
                        .min(Long::compare));
    }

    private static Future<Backlog> firstBehind(RedisLink redis, String stream, String lastDelivered) {
        return redis.send(Request.cmd(Command.XRANGE)
                        .arg(stream)
                        .arg("(" + lastDelivered)
                        .arg("+")
                        .arg("COUNT")
                        .arg(1))
                .map(entries -> entries.stream().findFirst().map(entry -> millis(entry.get(0))))
                .map(first -> new Backlog(0, 0, first, first, 0));
    }

    private static Backlog sum(List<Backlog> parts, long nowMillis) {
        return new Backlog(
                parts.stream().mapToLong(Backlog::pending).sum(),
                parts.stream().mapToLong(Backlog::newer).sum(),
                oldest(parts, Backlog::oldestMillis),
                oldest(parts, Backlog::oldestUnderstoodMillis),
                nowMillis);
    }

    private static Optional<Long> oldest(List<Backlog> parts, Function<Backlog, Optional<Long>> millis) {
        return parts.stream().flatMap(part -> millis.apply(part).stream()).min(Long::compare);
    }

    private static long millis(Response entryId) {
        return EntryId.parse(entryId.toString()).millis();
    }
}
