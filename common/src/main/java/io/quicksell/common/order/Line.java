package io.quicksell.common.order;

/**
 * A quantity of one product, as part of an order or of a reservation.
 *
 * @param productId the product's id
 * @param quantity units, 1 to {@link #MAX_QUANTITY}
 */
public record Line(String productId, long quantity) {

    public static final long MAX_QUANTITY = 1_000_000;
    public static final int MAX_LINES = 100;
}
