package io.quicksell.common.live;

import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.util.Optional;

/** What the live events of a service contain. Not thread-safe: for the event loop that made it. */
public interface LiveSource {

    /**
     * A change of which clients are notified.
     *
     * @param event the event's name
     * @param id of what changed
     */
    record LiveEvent(String event, String id) {}

    /**
     * The change that an entry stands for.
     *
     * @throws IllegalArgumentException if the entry does not stand for a change
     */
    LiveEvent eventIn(StreamEntry entry);

    /** The data of the event, as it is now; empty if there is nothing to send any more. */
    Future<Optional<Object>> dataOf(LiveEvent event);
}
