package io.quicksell.inventory;

import io.quicksell.common.peer.ServiceUrls;

/**
 * How inventory runs; every key is described in README.md.
 *
 * @param port 0 means a free one
 * @param instances event loops that serve it
 * @param paymentUrl where payment answers, one or several URLs separated by commas, or empty to ask over the event bus
 * @param holdMillis how long units are held for an order that is not there yet
 * @param sweepMillis how often overdue holds are looked after
 * @param lowStockAt from which quantity down a product is low on stock, where it has no such quantity of its own
 * @param ledgerDays how long the movements of products are kept, at least
 */
public record InventoryConfig(
        int port, int instances, String paymentUrl, int holdMillis, int sweepMillis, int lowStockAt, int ledgerDays) {

    public InventoryConfig {
        check(port >= 0 && port <= 65_535, "port must be from 0 to 65535");
        check(instances >= 1 && instances <= 64, "instances must be from 1 to 64");
        ServiceUrls.check("paymentUrl", paymentUrl);
        check(holdMillis >= 1_000 && holdMillis <= 600_000, "holdMillis must be from 1000 to 600000");
        check(sweepMillis >= 100 && sweepMillis <= 60_000, "sweepMillis must be from 100 to 60000");
        check(
                lowStockAt >= 0 && lowStockAt <= Product.MAX_QUANTITY,
                "lowStockAt must be from 0 to " + Product.MAX_QUANTITY);
        check(ledgerDays >= 1 && ledgerDays <= 3_650, "ledgerDays must be from 1 to 3650");
    }

    StockRules stockRules() {
        return new StockRules(lowStockAt, ledgerDays);
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
