package io.quicksell.inventory.books;

import io.quicksell.inventory.books.Look.Counts;
import io.quicksell.inventory.books.Report.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The books of one product, carried forward from look to look. The ledger names the order of each movement of units, and {@code holds} the
 * orders that are held. So an order that took units and gave none back is held if it is named there, and settled if not: which makes
 * {@code held} what these orders took, and {@code sold} what it was plus what they took that were settled, minus what settled ones gave
 * back.
 */
final class ProductBooks {

    /** The count of units that were sold. */
    static final String SOLD = "sold";

    private static final String FROM_ITS_BEGINNING = "0-0";

    private final String id;
    private final Map<String, Long> open = new LinkedHashMap<>();
    private String ledger;
    private long sold;
    private boolean isSoldKnown;
    private boolean isJudged;
    private Recounting recount;

    /** What the reservations say was sold when the recount began, order by order as they are found. */
    private static final class Recounting {
        private final long soldThen;
        /** Held at that time, or reserved since. */
        private final Set<String> unsettled;
        /** Settled at that time, and returned since. */
        private final Set<String> returned = new HashSet<>();

        private long found;

        Recounting(long soldThen, Collection<String> held) {
            this.soldThen = soldThen;
            this.unsettled = new HashSet<>(held);
        }
    }

    private ProductBooks(String id, String ledger, boolean isSoldKnown) {
        this.id = id;
        this.ledger = ledger;
        this.isSoldKnown = isSoldKnown;
    }

    /** A product of which nothing was sold before its ledger began. */
    static ProductBooks ofNew(String id) {
        return new ProductBooks(id, FROM_ITS_BEGINNING, true);
    }

    /**
     * A product that was there before. What it has sold is taken as it is found; only a recount can judge that.
     *
     * @param ledgerEnd the last entry of its ledger before its holds were read, or {@code null}
     */
    static ProductBooks of(String id, String ledgerEnd) {
        return new ProductBooks(id, ledgerEnd == null ? FROM_ITS_BEGINNING : ledgerEnd, false);
    }

    String id() {
        return id;
    }

    /** The entry of the ledger up to which it was followed. */
    String ledger() {
        return ledger;
    }

    /** The orders that may be held for it, the longest first, up to a limit. */
    List<String> open(int limit) {
        return open.keySet().stream().limit(limit).toList();
    }

    /** Whether its counts could be judged in the last look. */
    boolean isJudged() {
        return isJudged;
    }

    /** Units that a reservation holds. */
    void hold(String orderId, long units) {
        open.put(orderId, units);
    }

    /**
     * Follows the ledger.
     *
     * @return false if its beginning is missing, so that nothing can be said of this product
     */
    boolean follow(List<Posting> postings) {
        if (!postings.isEmpty()) {
            if (isSoldKnown
                    && ledger.equals(FROM_ITS_BEGINNING)
                    && !postings.get(0).isFirst()) {
                return false;
            }
            postings.stream().filter(posting -> posting.orderId() != null).forEach(this::follow);
            ledger = postings.get(postings.size() - 1).entryId();
        }
        return true;
    }

    private void follow(Posting posting) {
        String orderId = posting.orderId();
        if (posting.units() < 0) {
            open.put(orderId, -posting.units());
            if (recount != null) {
                recount.unsettled.add(orderId);
            }
        } else if (open.remove(orderId) == null) {
            sold -= posting.units();
            if (recount != null && !recount.unsettled.contains(orderId)) {
                recount.returned.add(orderId);
            }
        }
    }

    /** The orders that were asked for and are not held are settled. */
    void settle(Collection<String> asked, Set<String> held) {
        for (String orderId : asked) {
            Long units = held.contains(orderId) ? null : open.remove(orderId);
            if (units != null) {
                sold += units;
            }
        }
    }

    /** Finds what is wrong with its counts, after the ledger was followed and what is settled is known, as of the same moment. */
    List<Violation> judge(Counts counts) {
        List<Violation> found = new ArrayList<>();
        if (!counts.addUp()) {
            found.add(new Violation(id, "quantity + held + sold", counts.added(), counts.sum()));
        }
        if (!isSoldKnown) {
            sold = counts.sold();
            isSoldKnown = true;
        }
        compare("held", open.values().stream().mapToLong(units -> units).sum(), counts.held(), found);
        compare(SOLD, sold, counts.sold(), found);
        isJudged = true;
        return found;
    }

    private void compare(String what, long expected, long has, List<Violation> found) {
        if (expected != has) {
            found.add(new Violation(id, what, expected, has));
        }
    }

    /** Leaves it to a later look. */
    void leave() {
        isJudged = false;
    }

    /** Begins to recount what was sold up to now. */
    void beginRecount() {
        recount = isSoldKnown ? new Recounting(sold, open.keySet()) : null;
    }

    /** Gives the recount up: this product cannot be followed as far as the reservations have been read. */
    void abandonRecount() {
        recount = null;
    }

    /**
     * Counts an order's units, if they were sold when the recount began. Everything that happened to the order before it was read must have
     * been followed.
     */
    void recount(String orderId, boolean isSettled, long units) {
        if (recount != null
                && !recount.unsettled.contains(orderId)
                && (isSettled || recount.returned.contains(orderId))) {
            recount.found += units;
        }
    }

    /** Ends the recount: how many units too many were known as sold; 0 also if it was given up. */
    long endRecount() {
        long tooMany = recount == null ? 0 : recount.soldThen - recount.found;
        recount = null;
        return tooMany;
    }

    /** Takes as true what recounts have found. */
    void correct(long tooMany) {
        sold -= tooMany;
    }
}
