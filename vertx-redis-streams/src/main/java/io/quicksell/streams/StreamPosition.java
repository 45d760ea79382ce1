package io.quicksell.streams;

import java.util.ArrayList;
import java.util.List;

/**
 * How far somebody has read several streams.
 *
 * @param ids the last entry read of each stream, in the order of the streams
 */
public record StreamPosition(List<EntryId> ids) {

    public StreamPosition {
        ids = List.copyOf(ids);
    }

    /** This position after more entries were read. */
    StreamPosition after(List<String> streams, List<StreamEntry> entries) {
        List<EntryId> next = new ArrayList<>(ids);
        for (StreamEntry entry : entries) {
            next.set(streams.indexOf(entry.stream()), EntryId.parse(entry.id()));
        }
        return new StreamPosition(next);
    }
}
