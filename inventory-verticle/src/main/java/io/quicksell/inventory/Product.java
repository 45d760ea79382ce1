package io.quicksell.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quicksell.common.domain.Money;
import io.quicksell.common.domain.Times;
import java.util.Map;

/**
 * A product as the API shows it.
 *
 * @param quantity units free to sell
 * @param held units held for orders that are not completed yet
 * @param version incremented by every change
 * @param createdAt RFC 3339
 * @param lowStockAt the quantity at or below which it is low on stock; null if the shop's default applies
 * @param lowStock whether it is low on stock
 * @param editedBy who created it or edited it last, if somebody is known; adjustments of its stock are in the ledger
 */
record Product(
        String id,
        String name,
        Money price,
        long quantity,
        long held,
        long version,
        String createdAt,
        String updatedAt,
        @JsonInclude Long lowStockAt,
        boolean lowStock,
        String editedBy) {

    static final int MAX_NAME = 200;
    static final long MAX_QUANTITY = 1_000_000_000;

    static Product of(String id, Map<String, String> fields, StockRules rules) {
        long quantity = Long.parseLong(fields.get("quantity"));
        String own = fields.getOrDefault("low_stock_at", "");
        Long lowStockAt = own.isEmpty() ? null : Long.valueOf(own);
        return new Product(
                id,
                fields.get("name"),
                Money.ofCents(fields.get("price")),
                quantity,
                Long.parseLong(fields.get("held")),
                Long.parseLong(fields.get("version")),
                Times.text(Long.parseLong(fields.get("created_at"))),
                Times.text(Long.parseLong(fields.get("updated_at"))),
                lowStockAt,
                quantity <= (own.isEmpty() ? rules.lowStockAt() : lowStockAt),
                fields.get("edited_by"));
    }
}
