package io.quicksell.inventory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quicksell.common.domain.Times;
import io.quicksell.redis.SortedIds.Position;
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
 * @param position its position in the ledger: a millisecond and a number within it; not shown
 */
record Movement(
        String at,
        String kind,
        long units,
        long quantity,
        String orderId,
        String reason,
        @JsonIgnore Position position) {

    /** Whether the ledger begins with it. */
    boolean isFirst() {
        return kind.equals("created");
    }

    /** An opening balance in place of all earlier movements, so that the units of the ledger add up to the quantity. */
    Movement opening() {
        return new Movement(at, "opening", quantity - units, quantity - units, null, null, position);
    }

    static Movement of(String entryId, Map<String, String> fields) {
        String[] parts = entryId.split("-");
        Position position = new Position(Long.parseLong(parts[0]), parts[1]);
        return new Movement(
                Times.text(position.score()),
                fields.get("kind"),
                Long.parseLong(fields.get("units")),
                Long.parseLong(fields.get("quantity")),
                fields.get("order_id"),
                fields.get("reason"),
                position);
    }
}
