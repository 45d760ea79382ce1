package io.quicksell.common.verticle;

import io.quicksell.streams.StreamEntry;
import io.quicksell.streams.StreamPoller.Subscription;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * What a service reads as a member of its consumer group.
 *
 * @param what the name of this work in the health check
 * @param deadLetters the stream of the entries that could not be handled
 * @param batch how many entries are read at once from each stream
 * @param maxInFlight reading pauses while so many entries are in flight
 * @param version the newest version of entries that the handler understands; others wait for a process that does
 * @param handler succeeds when the entry's effect and its acknowledgement are in Redis
 */
public record Consumption(
        String what,
        String group,
        String deadLetters,
        List<String> streams,
        int batch,
        int maxInFlight,
        int version,
        Function<StreamEntry, Future<Void>> handler) {

    Subscription subscription(String consumer) {
        return new Subscription(group, consumer, streams, batch, maxInFlight, version);
    }
}
