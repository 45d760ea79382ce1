package io.quicksell.streams;

import io.quicksell.redis.ScriptReply;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Claims entries that are pending under the names of dead consumers: the consumer's lease has run out, and the entry has been idle
 * for longer than a lease lasts. {@link NewerEntries} are left to those who understand them.
 */
final class Claims {

    private final String group;
    private final int version;

    Claims(String group, int version) {
        this.group = group;
        this.version = version;
    }

    /**
     * Claims at most {@code limit} entries of a stream for {@code consumer}: those of dead consumers, and those that are pending under its
     * own name but not in flight, because the reply that delivered them was lost with a connection.
     */
    Future<List<StreamEntry>> claim(
            RedisConnection connection, String stream, String consumer, Predicate<String> isInFlight, int limit) {
        return deadConsumers(connection, stream, consumer)
                .map(dead -> Stream.concat(Stream.of(consumer), dead.stream()))
                .compose(names -> Future.all(names.map(name -> pending(connection, stream, name, limit))
                        .toList()))
                .compose(pending -> claim(
                        connection,
                        stream,
                        consumer,
                        pending.<List<String>>list().stream()
                                .flatMap(List::stream)
                                .filter(isInFlight.negate())
                                .limit(limit)
                                .toList()));
    }

    private Future<List<String>> deadConsumers(RedisConnection connection, String stream, String self) {
        return connection
                .send(Request.cmd(Command.XINFO).arg("CONSUMERS").arg(stream).arg(group))
                .compose(consumers -> {
                    List<String> others = consumers.stream()
                            .map(ScriptReply::fields)
                            .filter(consumer -> !consumer.get("pending").equals("0"))
                            .map(consumer -> consumer.get("name"))
                            .filter(name -> !name.equals(self) && !NewerEntries.areUnder(name, version))
                            .toList();
                    return Future.all(others.stream()
                                    .map(name -> isDead(connection, name))
                                    .toList())
                            .map(areDead -> {
                                List<String> dead = new ArrayList<>();
                                for (int i = 0; i < others.size(); i++) {
                                    if (areDead.<Boolean>resultAt(i)) {
                                        dead.add(others.get(i));
                                    }
                                }
                                return dead;
                            });
                });
    }

    private static Future<Boolean> isDead(RedisConnection connection, String consumer) {
        return connection
                .send(Request.cmd(Command.EXISTS).arg(ConsumerLease.key(consumer)))
                .map(exists -> exists.toInteger() == 0);
    }

    private Future<List<String>> pending(RedisConnection connection, String stream, String consumer, int limit) {
        return connection
                .send(Request.cmd(Command.XPENDING)
                        .arg(stream)
                        .arg(group)
                        .arg("IDLE")
                        .arg(ConsumerLease.MILLIS)
                        .arg("-")
                        .arg("+")
                        .arg(limit)
                        .arg(consumer))
                .map(entries ->
                        entries.stream().map(entry -> entry.get(0).toString()).toList());
    }

    private Future<List<StreamEntry>> claim(
            RedisConnection connection, String stream, String consumer, List<String> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Request claim =
                Request.cmd(Command.XCLAIM).arg(stream).arg(group).arg(consumer).arg(ConsumerLease.MILLIS);
        ids.forEach(claim::arg);
        return connection
                .send(claim)
                .map(entries -> entries.stream()
                        .flatMap(entry -> claimed(stream, entry))
                        .toList());
    }

    /** An entry that was trimmed meanwhile is left out here; it is found again, and reported, among this consumer's own. */
    private static Stream<StreamEntry> claimed(String stream, Response entry) {
        return entry == null || entry.get(1) == null ? Stream.empty() : Stream.of(StreamEntry.of(stream, entry));
    }
}
