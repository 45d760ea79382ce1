package io.quicksell.inventory.books;

import java.util.List;

/**
 * What the check of the books has found so far.
 *
 * @param status {@code OK}, {@code VIOLATED}, or {@code CHECKING} before all products have been looked at
 * @param finishedAt when it last looked
 * @param products how many there are
 * @param judged those of them whose held and sold were judged when they were last looked at
 * @param changedMeanwhile the others; a later look judges them
 * @param reservations how many the last recount found that were held or settled
 * @param recountedAt when the last recount ended; {@code null} before the first
 * @param violations the first ones found
 */
public record Report(
        String status,
        String finishedAt,
        int products,
        int judged,
        int changedMeanwhile,
        long reservations,
        String recountedAt,
        List<Violation> violations) {

    /** A count of a product that is wrong. */
    public record Violation(String productId, String what, long expected, long found) {

        /** By how much; it stays the same while the product is sold. */
        long tooMany() {
            return found - expected;
        }
    }

    static final String VIOLATED = "VIOLATED";

    /** Nothing is known yet. */
    static final Report CHECKING = new Report("CHECKING", null, 0, 0, 0, 0, null, List.of());
}
