package io.quicksell.payment.index;

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
        String reference) {}
