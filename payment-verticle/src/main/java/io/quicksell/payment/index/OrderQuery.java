package io.quicksell.payment.index;

import io.quicksell.common.domain.SearchText;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which orders are searched, and in which sequence.
 *
 * @param createdFrom milliseconds since 1970, the first that counts
 * @param createdBefore the first that does not count any more
 * @param text a part of their reference
 * @param number what the text is besides, if it is the number of an order: that one is found too, and comes first
 */
public record OrderQuery(
        Optional<String> status,
        Optional<String> productId,
        OptionalLong createdFrom,
        OptionalLong createdBefore,
        SearchText text,
        OptionalLong number,
        Sequence sequence) {

    /** By what orders are sorted. */
    public enum Key {
        CREATED,
        NUMBER,
        TOTAL
    }

    /** By what orders are sorted, and in which direction; the number decides among equals. */
    public record Sequence(Key key, boolean descending) {

        public static final Sequence NEWEST_FIRST = new Sequence(Key.CREATED, true);

        /** More than every number and value, and all nines in a cursor. */
        private static final long MORE_THAN_ALL = 999_999_999_999_999L;

        /** A place before the first order of such a list that can be told in a cursor. */
        Hit placeBeforeAll(String id) {
            long end = descending ? MORE_THAN_ALL : 0;
            return new Hit(end, end, id);
        }
    }
}
