package io.quicksell.streams;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The part of a stream that is kept.
 *
 * @param first the oldest entry; empty if there is none
 * @param last the newest entry that there ever was
 */
record StreamExtent(Optional<EntryId> first, EntryId last) {

    /**
     * Looks at streams; one that does not exist yet has no entries.
     *
     * @param redis sends a command
     */
    static Future<List<StreamExtent>> of(List<String> streams, Function<Request, Future<Response>> redis) {
        return Future.all(streams.stream().map(stream -> of(stream, redis)).toList())
                .map(extents -> extents.list());
    }

    private static Future<StreamExtent> of(String stream, Function<Request, Future<Response>> redis) {
        return redis.apply(Request.cmd(Command.XINFO).arg("STREAM").arg(stream))
                .map(StreamExtent::of)
                .recover(failure ->
                        failure instanceof ErrorType reply && reply.getMessage().contains("no such key")
                                ? Future.succeededFuture(new StreamExtent(Optional.empty(), EntryId.NONE))
                                : Future.failedFuture(failure));
    }

    private static StreamExtent of(Response info) {
        Optional<EntryId> first = Optional.empty();
        EntryId last = EntryId.NONE;
        for (int i = 0; i + 1 < info.size(); i += 2) {
            String field = info.get(i).toString();
            Response value = info.get(i + 1);
            if (field.equals("last-generated-id")) {
                last = EntryId.parse(value.toString());
            } else if (field.equals("first-entry") && value != null) {
                first = Optional.of(EntryId.parse(value.get(0).toString()));
            }
        }
        return new StreamExtent(first, last);
    }

    /** Whether everything after an entry is still there. An id ahead of the stream belongs to another stream. */
    boolean reachesBackTo(EntryId id) {
        return id.equals(last)
                || id.compareTo(last) < 0 && first.isPresent() && first.get().compareTo(id) <= 0;
    }

    static StreamPosition end(List<StreamExtent> extents) {
        return new StreamPosition(extents.stream().map(StreamExtent::last).toList());
    }

    static boolean reachBackTo(List<StreamExtent> extents, StreamPosition position) {
        for (int i = 0; i < extents.size(); i++) {
            if (!extents.get(i).reachesBackTo(position.ids().get(i))) {
                return false;
            }
        }
        return true;
    }
}
