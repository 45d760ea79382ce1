package io.quicksell.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The shop's settings for the stock of all products.
 *
 * @param lowStockAt a product without a threshold of its own is low on stock at this quantity or less
 * @param ledgerDays for how long movements are kept in a ledger, at least
 */
record StockRules(long lowStockAt, int ledgerDays) {

    /** The arguments of a script that writes in ledgers, followed by how long these keep what it writes. */
    List<String> appendedTo(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add(String.valueOf(TimeUnit.DAYS.toMillis(ledgerDays)));
        return all;
    }
}
