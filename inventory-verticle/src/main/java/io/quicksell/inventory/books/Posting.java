package io.quicksell.inventory.books;

/**
 * An entry of a product's ledger, as far as it says where units went.
 *
 * @param orderId the order that took them or gave them back; {@code null} if none did
 * @param units the change of the quantity
 * @param isFirst whether the ledger begins with it
 */
record Posting(String entryId, String orderId, long units, boolean isFirst) {}
