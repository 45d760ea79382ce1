package io.quicksell.inventory;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quicksell.common.http.Body;

/** A manual change of a product's free units: after a delivery, a loss, or a count of the shelf. */
sealed interface Adjustment {

    int MAX_REASON = 200;

    /** The reason, for the ledger; may be empty. */
    String reason();

    /**
     * Adds units.
     *
     * @param units negative for fewer; never 0
     */
    record Delta(long units, @JsonInclude(ALWAYS) String reason) implements Adjustment {}

    /**
     * Sets the quantity, if it is as expected: so a count of the shelf does not undo what was sold meanwhile.
     */
    record SetTo(
            long quantity,
            long expected,
            @JsonInclude(ALWAYS) String reason) implements Adjustment {}

    /**
     * Reads {@code {delta, reason?}} or {@code {set, expected, reason?}}, to the end of the body.
     *
     * @throws io.quicksell.common.http.Problem 422 if it is neither
     */
    static Adjustment read(Body body) {
        body.allowingNull("delta", "set", "expected");
        String reason = body.optionalText("reason", MAX_REASON).orElse("");
        Adjustment adjustment = body.has("set") ? set(body, reason) : delta(body, reason);
        body.end();
        return adjustment;
    }

    private static Adjustment set(Body body, String reason) {
        if (body.has("delta")) {
            body.ignoring("delta").refuse("delta", "cannot go with set; send one of them");
        }
        return new SetTo(
                body.whole("set", 0, Product.MAX_QUANTITY), body.whole("expected", 0, Product.MAX_QUANTITY), reason);
    }

    private static Adjustment delta(Body body, String reason) {
        if (body.has("expected")) {
            body.ignoring("expected").refuse("expected", "goes with set, not with delta");
        } else if (!body.has("delta")) {
            body.ignoring("delta").refuse("delta", "is missing, and set with expected too");
            return new Delta(1, reason);
        }
        long units = body.whole("delta", -Product.MAX_QUANTITY, Product.MAX_QUANTITY);
        if (units == 0) {
            body.refuse("delta", "must not be 0");
        }
        return new Delta(units, reason);
    }
}
