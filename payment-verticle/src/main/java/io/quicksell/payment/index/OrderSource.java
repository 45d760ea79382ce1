package io.quicksell.payment.index;

import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/** Where the index has its orders from. */
public interface OrderSource {

    /** What tells these data from others, and stays the same as long as they do; it is written into the index, so it is no secret. */
    Future<String> identity();

    /** About how many orders there are. */
    Future<Long> count();

    /**
     * At most {@code limit} entries of the list of all orders behind one, oldest first.
     *
     * @param behind {@link EntryId#NONE} to begin with
     */
    Future<List<StreamEntry>> page(EntryId behind, int limit);

    /** The orders as they are now; those that do not exist, or cannot be read, are left out. */
    Future<List<IndexedOrder>> read(Collection<String> ids);
}
