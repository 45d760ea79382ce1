package io.quicksell.payment.index;

import io.quicksell.common.domain.Check;
import java.util.List;
import java.util.UUID;

/**
 * What the index knows of an order.
 *
 * @param number what a clerk can say aloud; with the id it is the key
 * @param status as the API spells it
 * @param productIds those of its lines
 * @param createdMillis since 1970
 * @param reference the customer's own, or empty
 */
public record IndexedOrder(
        long number,
        UUID id,
        String status,
        List<String> productIds,
        long createdMillis,
        long totalCents,
        String reference) {

    /** No status or id is longer; the index could not keep a thousand times as much. */
    private static final int MAX_LENGTH = 64;

    /**
     * @throws IllegalArgumentException if it is none that could be indexed
     */
    public IndexedOrder {
        Check.that(isShort(status), "the status must have 1 to " + MAX_LENGTH + " characters");
        Check.that(productIds.stream().allMatch(IndexedOrder::isShort), "each line must have the id of a product");
        productIds = List.copyOf(productIds);
    }

    private static boolean isShort(String text) {
        return text != null && !text.isEmpty() && text.length() <= MAX_LENGTH;
    }
}
