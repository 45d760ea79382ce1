package io.quicksell.inventory;

import io.quicksell.common.domain.Check;
import io.quicksell.common.peer.ServiceUrls;

/**
 * How inventory runs; README.md describes every key.
 *
 * @param port 0 means a free one
 * @param instances number of event loops that serve it
 * @param paymentUrl where payment listens: one or several URLs separated by commas, or empty to use the event bus
 * @param holdMillis how long units are held for an order that does not exist yet
 * @param sweepMillis how often overdue holds are checked
 * @param lowStockAt a product without a threshold of its own is low on stock at this quantity or less
 * @param ledgerDays for how long the movements of products are kept, at least
 */
public record InventoryConfig(
        int port, int instances, String paymentUrl, int holdMillis, int sweepMillis, int lowStockAt, int ledgerDays) {

    public InventoryConfig {
        Check.portOrFree("port", port);
        Check.range("instances", instances, 1, 64);
        ServiceUrls.check("paymentUrl", paymentUrl);
        Check.range("holdMillis", holdMillis, 1_000, 600_000);
        Check.range("sweepMillis", sweepMillis, 100, 60_000);
        Check.range("lowStockAt", lowStockAt, 0, Product.MAX_QUANTITY);
        Check.range("ledgerDays", ledgerDays, 1, 3_650);
    }

    StockRules stockRules() {
        return new StockRules(lowStockAt, ledgerDays);
    }
}
