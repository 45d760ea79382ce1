package io.quicksell.payment.index;

import io.quicksell.redis.Listing;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import org.apache.lucene.index.QueryTimeout;

/** The search of one request: what it finds, page by page, all of them within one time limit, and counted once. */
public final class Search implements Listing.Places<Hit> {

    /** Searches the index as it is. */
    interface Pages {
        Future<Found> page(OrderQuery query, Hit behind, int limit, boolean isCounted, QueryTimeout deadline);
    }

    private final Pages pages;
    private final OrderQuery query;
    private final QueryTimeout deadline;
    private OptionalLong total = OptionalLong.empty();

    Search(Pages pages, OrderQuery query, QueryTimeout deadline) {
        this.pages = pages;
        this.query = query;
        this.deadline = deadline;
    }

    @Override
    public Future<List<Hit>> page(Hit behind, int limit) {
        return pages.page(query, behind, limit, total.isEmpty(), deadline).map(found -> {
            total = total.isPresent() ? total : found.total();
            return found.hits();
        });
    }

    /** How many there are on all pages, once one was found. */
    public OptionalLong total() {
        return total;
    }
}
