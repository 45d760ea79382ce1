package io.quicksell.payment.index;

/**
 * An order that was found, and its place in the list: a page begins behind it. Numbers are given once; were the counter lost and two
 * orders of one list had the same value and number, then the second one would be missing if a page began between them.
 *
 * @param value by which the list is sorted
 * @param number of the order
 * @param id of the order; empty if only the place is known
 */
public record Hit(long value, long number, String id) {

    /** The place before the first order of every list. */
    public static final Hit START = new Hit(Long.MIN_VALUE, Long.MIN_VALUE, "");
}
