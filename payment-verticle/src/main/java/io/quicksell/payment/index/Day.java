package io.quicksell.payment.index;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A day of a calendar, from its first moment to that of the next one: 23 or 25 hours where clocks are changed. Where they are turned back
 * over midnight, what is then called the day before is of the new one.
 *
 * @param fromMillis since 1970
 * @param beforeMillis the first that does not count any more
 */
record Day(LocalDate date, long fromMillis, long beforeMillis) implements Comparable<Day> {

    /** The day on which something happened. */
    static Day of(long millis, ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
        Day day = of(date, zone);
        return day.has(millis) ? day : of(date.plusDays(1), zone);
    }

    private static Day of(LocalDate date, ZoneId zone) {
        return new Day(date, begin(date, zone), begin(date.plusDays(1), zone));
    }

    private static long begin(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    boolean has(long millis) {
        return millis >= fromMillis && millis < beforeMillis;
    }

    @Override
    public int compareTo(Day other) {
        return date.compareTo(other.date);
    }
}
