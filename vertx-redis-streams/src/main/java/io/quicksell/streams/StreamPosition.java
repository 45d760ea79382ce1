package io.quicksell.streams;

import java.util.ArrayList;
import java.util.List;

/**
 * How far several streams have been read.
 *
 * @param ids the last entry that was read of each stream, in the order of the streams
 */
public record StreamPosition(List<EntryId> ids) {

    public StreamPosition {
        ids = List.copyOf(ids);
    }

    /** The position after more entries were read. */
    StreamPosition after(List<String> streams, List<StreamEntry> entries) {
        List<EntryId> next = new ArrayList<>(ids);
        for (StreamEntry entry : entries) {
            next.set(streams.indexOf(entry.stream()), EntryId.parse(entry.id()));
        }
        return new StreamPosition(next);
    }
}
