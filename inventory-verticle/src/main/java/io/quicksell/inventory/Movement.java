package io.quicksell.inventory;

import io.quicksell.common.domain.Check;
import io.quicksell.common.domain.Times;
import java.util.Map;

/**
 * An entry of a product's ledger, as the API shows it.
 *
 * @param at RFC 3339
 * @param kind what happened: created, edited, adjusted, reserved, released, returned or deleted; opening, if earlier movements are
 *     not kept
 * @param units the change of the quantity
 * @param quantity units free to sell after it
 * @param orderId the order that caused it, if any
 * @param reason if one was given
 * @param by who did it, if somebody is known
 */
record Movement(String at, String kind, long units, long quantity, String orderId, String reason, String by) {

    /** Whether the ledger begins with it. */
    boolean isFirst() {
        return kind.equals("created");
    }

    /** An opening balance in place of all earlier movements, so that the units of the ledger add up to the quantity. */
    Movement opening() {
        return new Movement(at, "opening", quantity - units, quantity - units, null, null, null);
    }

    /**
     * @throws IllegalArgumentException if they are none of a movement
     */
    static Movement of(long atMillis, Map<String, String> fields) {
        String kind = fields.get("kind");
        Check.that(kind != null, "a movement has a kind");
        return new Movement(
                Times.text(atMillis),
                kind,
                Long.parseLong(fields.get("units")),
                Long.parseLong(fields.get("quantity")),
                fields.get("order_id"),
                fields.get("reason"),
                fields.get("by"));
    }
}
