package io.quicksell.inventory;

import io.quicksell.common.domain.Check;
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
