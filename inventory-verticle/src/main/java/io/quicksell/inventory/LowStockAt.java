package io.quicksell.inventory;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quicksell.common.http.Body;

/**
 * The quantity at or below which a product is low on stock.
 *
 * @param argument the argument of the scripts
 */
record LowStockAt(@JsonInclude(ALWAYS) String argument) {

    /** The shop's quantity. */
    static final LowStockAt SHOP_DEFAULT = new LowStockAt("");

    /** The product's present setting. */
    static final LowStockAt UNCHANGED = new LowStockAt("as it is");

    private static final String MEMBER = "low_stock_at";

    /** A quantity of the product's own. */
    static LowStockAt own(long quantity) {
        return new LowStockAt(String.valueOf(quantity));
    }

    /**
     * Reads the member {@code low_stock_at}: a quantity, or null for the shop's.
     *
     * @param absent the result if there is no such member
     */
    static LowStockAt read(Body body, LowStockAt absent) {
        if (body.has(MEMBER)) {
            return own(body.whole(MEMBER, 0, Product.MAX_QUANTITY));
        }
        boolean isNull = body.mentions(MEMBER);
        body.ignoring(MEMBER);
        return isNull ? SHOP_DEFAULT : absent;
    }
}
