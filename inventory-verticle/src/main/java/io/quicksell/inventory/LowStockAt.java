package io.quicksell.inventory;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quicksell.common.http.Body;

/**
 * From which quantity down a product is to be low on stock.
 *
 * @param argument as the scripts take it
 */
record LowStockAt(@JsonInclude(ALWAYS) String argument) {

    /** From the shop's quantity down. */
    static final LowStockAt AS_THE_SHOP_SAYS = new LowStockAt("");

    /** As it is for the product already. */
    static final LowStockAt AS_IT_IS = new LowStockAt("as it is");

    private static final String MEMBER = "low_stock_at";

    /** From a quantity of the product's own down. */
    static LowStockAt own(long quantity) {
        return new LowStockAt(String.valueOf(quantity));
    }

    /**
     * Reads the member {@code low_stock_at}: a quantity, or null for the shop's.
     *
     * @param unsaid what it is where there is no such member
     */
    static LowStockAt read(Body body, LowStockAt unsaid) {
        if (body.has(MEMBER)) {
            return own(body.whole(MEMBER, 0, Product.MAX_QUANTITY));
        }
        boolean isNull = body.mentions(MEMBER);
        body.ignoring(MEMBER);
        return isNull ? AS_THE_SHOP_SAYS : unsaid;
    }
}
