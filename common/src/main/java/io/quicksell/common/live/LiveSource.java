package io.quicksell.common.live;

import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.util.Optional;

/** What a service tells its listeners. Not thread-safe: for the event loop that made it. */
public interface LiveSource {

    /**
     * Something of which clients are told.
     *
     * @param event the event's name
     * @param id of what changed
     */
    record LiveEvent(String event, String id) {}

    /**
     * What an entry says has changed.
     *
     * @throws IllegalArgumentException if it is no such entry
     */
    LiveEvent eventIn(StreamEntry entry);

    /** What to tell of it, as it is now; empty if there is nothing to tell any more. */
    Future<Optional<Object>> dataOf(LiveEvent event);
}
