package io.quicksell.payment.index;

import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where the index has its orders from. */
public interface OrderSource {

    /**
     * What tells these data from others, and stays the same as long as they do; it is written into the index, so it is no secret. Empty for
     * data that are none yet.
     */
    Future<String> identity();

    /** About how many orders there are. */
    Future<Long> count();

    /**
     * At most {@code limit} entries of the list of all orders behind one, oldest first.
     *
     * @param behind {@link EntryId#NONE} to begin with
     */
    Future<List<StreamEntry>> page(EntryId behind, int limit);

    /** The orders as they are now; those that do not exist are left out. */
    Future<List<Unparsed>> read(Collection<String> ids);

    /** An order as the data have it. There may be thousands of them at once, so they are parsed where no event loop waits for it. */
    interface Unparsed {

        /** Empty if it cannot be read. */
        Optional<IndexedOrder> parse();
    }
}
