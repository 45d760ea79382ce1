package io.quicksell.payment.index;

/**
 * How large the index is.
 *
 * @param orders that can be found
 * @param bytes of its files
 */
public record IndexSize(long orders, long bytes) {}
