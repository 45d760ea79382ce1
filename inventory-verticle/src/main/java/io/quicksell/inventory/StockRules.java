package io.quicksell.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the shop lays down for the stock of all products. Every script that changes products is told of it.
 *
 * @param lowStockAt from which quantity down a product is low on stock, where it has no such quantity of its own
 * @param ledgerDays how long movements are kept in a ledger, at least
 */
record StockRules(long lowStockAt, int ledgerDays) {

    /** The arguments of a script, and the rules behind them. */
    List<String> behind(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add(String.valueOf(lowStockAt));
        all.add(String.valueOf(TimeUnit.DAYS.toMillis(ledgerDays)));
        return all;
    }
}
