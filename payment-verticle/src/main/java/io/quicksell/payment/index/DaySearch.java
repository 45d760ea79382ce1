package io.quicksell.payment.index;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Counts and sums of orders by day, in one snapshot of the index. Blocks. */
final class DaySearch {

    private final IndexSearcher searcher;
    private final DayQuery query;

    DaySearch(IndexSearcher searcher, DayQuery query) {
        this.searcher = searcher;
        this.query = query;
    }

    FoundDays newest() throws IOException {
        Query all = OrderDocument.matching(query.orders());
        NavigableMap<Day, DayCollector.Sum> days = byDay(all);
        if (days.isEmpty()) {
            return new FoundDays(List.of(), 0);
        }
        Query unsold = OrderDocument.ofStatuses(all, query.unsold());
        NavigableMap<Day, DayCollector.Sum> unsoldByDay =
                byDay(OrderDocument.createdFrom(unsold, days.firstKey().fromMillis()));
        List<OrdersOfDay> found = days.descendingMap().entrySet().stream()
                .map(each -> of(each.getKey(), each.getValue(), unsoldByDay.get(each.getKey())))
                .toList();
        return new FoundDays(found, searcher.count(all));
    }

    private NavigableMap<Day, DayCollector.Sum> byDay(Query orders) throws IOException {
        return searcher.search(orders, new DayCollector.Counting(query.zone(), query.limit()));
    }

    private static OrdersOfDay of(Day day, DayCollector.Sum all, DayCollector.Sum unsold) {
        long unsoldCents = unsold == null ? 0 : unsold.cents();
        return new OrdersOfDay(day.date(), all.orders(), Math.subtractExact(all.cents(), unsoldCents));
    }
}
