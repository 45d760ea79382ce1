package io.quicksell.endtoend.drill;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What faults of each kind did to a fleet. */
final class FaultTable {

    /**
     * What some faults of one kind did.
     *
     * @param accepted orders, from the first harm until everything was well again
     * @param lost orders that were accepted at any time, and were gone afterwards
     * @param outage the longest that a client took for one order
     */
    record Row(int times, int accepted, int lost, Duration outage) {

        private Row and(Row other) {
            return new Row(
                    times + other.times,
                    accepted + other.accepted,
                    lost + other.lost,
                    outage.compareTo(other.outage) > 0 ? outage : other.outage);
        }
    }

    private final Map<Fault, Row> rows = new EnumMap<>(Fault.class);

    void add(Fault fault, Row row) {
        rows.merge(fault, row, Row::and);
    }

    /** In Markdown. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("""
                | fault | times | orders accepted meanwhile | of all orders then lost | longest outage of a client |
                | --- | --- | --- | --- | --- |
                """);
        rows.forEach((fault, row) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %.1f s |%n",
                fault,
                row.times(),
                row.accepted(),
                row.lost(),
                row.outage().toMillis() / 1e3)));
        return table.toString();
    }
}
