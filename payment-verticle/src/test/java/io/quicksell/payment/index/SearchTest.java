package io.quicksell.payment.index;

import static io.quicksell.payment.index.OrderQuery.Sequence.NEWEST_FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The pages of one search. */
class SearchTest {

    @Test
    void whatItFindsIsCountedOnceForAllItsPages() {
        List<Boolean> counted = new ArrayList<>();
        Search search = new Search(
                (query, behind, limit, isCounted, deadline) -> {
                    counted.add(isCounted);
                    return Future.succeededFuture(
                            new Found(List.of(), isCounted ? OptionalLong.of(7) : OptionalLong.empty()));
                },
                ManyOrders.all(NEWEST_FIRST),
                () -> false);

        for (int page = 0; page < 3; page++) {
            search.page(Hit.START, 1).await();
            assertEquals(OptionalLong.of(7), search.total());
        }

        assertEquals(List.of(true, false, false), counted);
    }
}
