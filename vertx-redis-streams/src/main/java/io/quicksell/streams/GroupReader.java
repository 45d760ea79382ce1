package io.quicksell.streams;

import io.quicksell.redis.ScriptReply;
import io.quicksell.streams.StreamPoller.Subscription;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the streams of a subscription: first the entries that are pending under the consumer's own name, oldest first, then new ones. */
final class GroupReader {

    private static final int BLOCK_MILLIS = 1_000;
    private static final String NEW = ">";
    private static final String OLDEST = "0";

    private final Subscription subscription;
    private final Deliveries deliveries;
    private final Map<String, String> positions = new HashMap<>();

    GroupReader(Subscription subscription, Deliveries deliveries) {
        this.subscription = subscription;
        this.deliveries = deliveries;
    }

    /** Creates the group where it is missing, and begins with the oldest pending entry. */
    Future<Void> join(RedisConnection connection) {
        subscription.streams().forEach(stream -> positions.put(stream, OLDEST));
        List<Future<Void>> groups = subscription.streams().stream()
                .map(stream -> createGroup(connection, stream))
                .toList();
        return Future.all(groups).mapEmpty();
    }

    /** It begins with the first entry, unless it existed before and what it had finished was noted. */
    private Future<Void> createGroup(RedisConnection connection, String stream) {
        return connection
                .send(Request.cmd(Command.GET).arg(StreamTrimmer.finished(stream, subscription.group())))
                .compose(finished -> connection.send(Request.cmd(Command.XGROUP)
                        .arg("CREATE")
                        .arg(stream)
                        .arg(subscription.group())
                        .arg(finished == null ? OLDEST : finished.toString())
                        .arg("MKSTREAM")))
                .recover(error -> error instanceof ErrorType reply && reply.is("BUSYGROUP")
                        ? Future.succeededFuture()
                        : Future.failedFuture(error))
                .mapEmpty();
    }

    /** Has at most {@code room} entries delivered, or none if none comes for a while. */
    Future<Void> read(RedisConnection connection, String consumer, int room) {
        Request read = Request.cmd(Command.XREADGROUP)
                .arg("GROUP")
                .arg(subscription.group())
                .arg(consumer)
                .arg("COUNT")
                .arg(countPerStream(room))
                .arg("BLOCK")
                .arg(BLOCK_MILLIS)
                .arg("STREAMS");
        subscription.streams().forEach(read::arg);
        subscription.streams().forEach(stream -> read.arg(positions.get(stream)));
        return connection.send(read).map(reply -> {
            deliver(reply);
            return null;
        });
    }

    private int countPerStream(int room) {
        return Math.max(
                1, Math.min(subscription.batch(), room / subscription.streams().size()));
    }

    /** A reply is a list of [stream, [[id, [field, value, ...]], ...]], or null if no entry came. */
    private void deliver(Response reply) {
        boolean anyPending = false;
        if (reply != null) {
            for (Response perStream : reply) {
                String stream = perStream.get(0).toString();
                for (Response entry : perStream.get(1)) {
                    String id = entry.get(0).toString();
                    if (!positions.get(stream).equals(NEW)) {
                        positions.put(stream, id);
                        anyPending = true;
                    }
                    deliver(stream, id, entry.get(1));
                }
            }
        }
        if (!anyPending) {
            positions.replaceAll((stream, position) -> NEW);
        }
    }

    /** Redis returns a pending entry without fields if it does not exist any more. */
    private void deliver(String stream, String id, Response fields) {
        if (fields == null) {
            deliveries.trimmed(stream, id);
        } else {
            deliveries.take(new StreamEntry(stream, id, ScriptReply.fields(fields)));
        }
    }
}
