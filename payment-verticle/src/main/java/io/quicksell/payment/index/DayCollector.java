package io.quicksell.payment.index;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/**
 * Counts orders by day and adds up their totals, of the newest days. In each part of the index the newest orders come first, so it is read
 * no further than to the last day that is wanted.
 */
final class DayCollector extends SimpleCollector {

    /** Of the orders of a day. */
    static final class Sum {
        private long orders;
        private long cents;

        private void add(long totalCents) {
            orders++;
            cents = Math.addExact(cents, totalCents);
        }

        long orders() {
            return orders;
        }

        long cents() {
            return cents;
        }
    }

    /** For the one thread of a search, which reads one part of the index after the other. */
    record Counting(ZoneId zone, int limit) implements CollectorManager<DayCollector, NavigableMap<Day, Sum>> {

        @Override
        public DayCollector newCollector() {
            return new DayCollector(zone, limit);
        }

        @Override
        public NavigableMap<Day, Sum> reduce(Collection<DayCollector> collectors) {
            return collectors.iterator().next().days;
        }
    }

    private final ZoneId zone;
    private final int limit;
    private final NavigableMap<Day, Sum> days = new TreeMap<>();
    private Day day;
    private Sum sum;
    private NumericDocValues created;
    private NumericDocValues total;

    private DayCollector(ZoneId zone, int limit) {
        this.zone = zone;
        this.limit = limit;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext part) throws IOException {
        created = DocValues.getNumeric(part.reader(), OrderDocument.CREATED);
        total = DocValues.getNumeric(part.reader(), OrderDocument.TOTAL);
    }

    @Override
    public void collect(int document) throws IOException {
        created.advanceExact(document);
        total.advanceExact(document);
        long millis = created.longValue();
        if (day == null || !day.has(millis)) {
            turnTo(Day.of(millis, zone));
        }
        sum.add(total.longValue());
    }

    private void turnTo(Day other) {
        if (days.size() == limit && other.compareTo(days.firstKey()) < 0) {
            throw new CollectionTerminatedException();
        }
        day = other;
        sum = days.computeIfAbsent(other, first -> new Sum());
        if (days.size() > limit) {
            days.pollFirstEntry();
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }
}
