package io.quicksell.streams;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a stream's entry, {@code <milliseconds>-<sequence>}; ids of a stream only grow
 * (<a href="https://redis.io/docs/latest/develop/data-types/streams/#entry-ids">Redis, entry ids</a>).
 */
public record EntryId(long millis, long sequence) implements Comparable<EntryId> {

    /** Before every entry. */
    public static final EntryId NONE = new EntryId(0, 0);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");
    private static final Comparator<EntryId> ORDER =
            Comparator.comparingLong(EntryId::millis).thenComparingLong(EntryId::sequence);

    /**
     * @throws IllegalArgumentException if the text is no such id
     */
    public static EntryId parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the id of an entry: " + text);
        }
        return new EntryId(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
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
