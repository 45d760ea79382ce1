package io.quicksell.streams;

import java.util.Comparator;

/**
 * The id of a stream's entry, {@code <milliseconds>-<sequence>}; the ids of a stream only grow
 * (<a href="https://redis.io/docs/latest/develop/data-types/streams/#entry-ids">Redis, entry ids</a>).
 */
public record EntryId(long millis, long sequence) implements Comparable<EntryId> {

    /** Before every entry. */
    public static final EntryId NONE = new EntryId(0, 0);

    private static final int MAX_DIGITS = 18;
    private static final long MAX_SEQUENCE = 999_999_999_999_999_999L;
    private static final Comparator<EntryId> ORDER =
            Comparator.comparingLong(EntryId::millis).thenComparingLong(EntryId::sequence);

    /**
     * @throws IllegalArgumentException if the text is not such an id
     */
    public static EntryId parse(String text) {
        int dash = text.indexOf('-');
        return new EntryId(number(text, 0, dash), number(text, dash + 1, text.length()));
    }

    /** The last id that an entry before this one can have, which need not exist. */
    public EntryId before() {
        return sequence > 0 ? new EntryId(millis, sequence - 1) : new EntryId(millis - 1, MAX_SEQUENCE);
    }

    private static long number(String id, int from, int to) {
        boolean isNumber = from < to && to - from <= MAX_DIGITS;
        long number = 0;
        for (int i = from; isNumber && i < to; i++) {
            char digit = id.charAt(i);
            isNumber = '0' <= digit && digit <= '9';
            number = 10 * number + digit - '0';
        }
        if (!isNumber) {
            throw new IllegalArgumentException("not the id of an entry: " + id);
        }
        return number;
    }

    @Override
    public int compareTo(EntryId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return millis + "-" + sequence;
    }
}
