package io.quicksell.payment.index;

/**
 * An order that was found, and its place in the list: a page begins behind it.
 *
 * @param value by which the list is sorted
 * @param number of the order; in one list no two hits have the same
 * @param id of the order; empty if only the place is known
 */
public record Hit(long value, long number, String id) {

    /** The place before the first order of every list. */
    public static final Hit START = new Hit(Long.MIN_VALUE, Long.MIN_VALUE, "");
}
