package io.quicksell.inventory.books;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Some products with their ledgers and holds, as they were at one moment.
 *
 * @param isRecountWanted whether someone asked for a recount
 * @param answers in the sequence of the questions; empty for a product that was deleted
 */
record Look(boolean isRecountWanted, List<Optional<Answer>> answers) {

    /** What to look at: a product, and orders that may be held for it. */
    record Question(ProductBooks product, List<String> orders) {}

    /**
     * A product.
     *
     * @param postings what came to its ledger
     * @param asked the orders that were asked for and those of the postings
     * @param held those of them that are held
     * @param counts empty if more came to its ledger than is shown; then nothing is known of its orders
     */
    record Answer(List<Posting> postings, List<String> asked, Set<String> held, Optional<Counts> counts) {}

    /** The counts of a product. */
    record Counts(long quantity, long held, long sold, long added) {

        boolean addUp() {
            return quantity >= 0 && held >= 0 && sold >= 0 && sum() == added;
        }

        long sum() {
            return quantity + held + sold;
        }
    }
}
