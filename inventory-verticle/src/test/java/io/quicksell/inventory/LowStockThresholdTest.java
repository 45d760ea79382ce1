package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Money;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.Line;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A product is low on stock at its own threshold or less, or else at the one of the shop (here 5), whatever changed it. */
class LowStockThresholdTest extends StockTestBase {

    @Test
    void anAdjustmentLetsItFallAndRecover() {
        adjust(-5);
        assertTrue(isLow(tea));
        adjust(1);
        assertFalse(isLow(tea));
    }

    @Test
    void anEditOfTheQuantityLetsItFallAndRecover() {
        assertTrue(edit(5, LowStockAt.UNCHANGED).lowStock());
        assertFalse(edit(6, LowStockAt.UNCHANGED).lowStock());
    }

    @Test
    void anEditOfTheThresholdLetsItFallAndRecover() {
        assertTrue(edit(10, LowStockAt.own(10)).lowStock());
        assertFalse(edit(10, LowStockAt.own(9)).lowStock());
        assertTrue(edit(10, LowStockAt.own(12)).lowStock());
        assertFalse(edit(10, LowStockAt.SHOP_DEFAULT).lowStock());
    }

    @Test
    void anEditOfBothIsJudgedByBoth() {
        assertFalse(edit(3, LowStockAt.own(2)).lowStock());
        assertEquals(2, stock.products().find(tea).await().orElseThrow().lowStockAt());
    }

    @Test
    void itsOwnThresholdStaysThroughOrdersAndEditsThatDoNotNameIt() {
        edit(10, LowStockAt.own(7));
        stock.reserve(order, new Line(tea, 3));

        assertTrue(isLow(tea));
        assertEquals(7, edit(20, LowStockAt.UNCHANGED).lowStockAt());
        assertFalse(isLow(tea));
    }

    @Test
    void settingTheSameThresholdChangesNothing() {
        edit(10, LowStockAt.own(5));
        Map<String, String> before = redis.snapshot();

        edit(10, LowStockAt.own(5));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aProductThatStaysAtNoneIsLowAtZero() {
        edit(1, LowStockAt.own(0));

        stock.reserve(order, new Line(tea, 1));
        assertTrue(isLow(tea));
    }

    @Test
    void anotherThresholdOfTheShopAppliesAtOnceToProductsWithoutTheirOwn() {
        edit(10, LowStockAt.own(3));
        StockRules twenty = new StockRules(20, 90);
        ProductStore products = new ProductStore(stock.link(), twenty);

        assertTrue(products.find(milk).await().orElseThrow().lowStock());
        assertFalse(products.find(tea).await().orElseThrow().lowStock());
        assertTrue(adjusted(products, 15).lowStock());
        assertFalse(adjusted(products, 1).lowStock());
    }

    private void adjust(long units) {
        stock.products()
                .adjust(tea, Change.single(), EntityTags.ANY, new Adjustment.Delta(units, ""))
                .await();
    }

    private Product edit(long quantity, LowStockAt lowStockAt) {
        stock.products()
                .update(
                        tea,
                        Change.single(),
                        EntityTags.ANY,
                        new ProductData("Tea", new Money(250), quantity, lowStockAt))
                .await();
        return stock.products().find(tea).await().orElseThrow();
    }

    private Product adjusted(ProductStore products, long units) {
        products.adjust(milk, Change.single(), EntityTags.ANY, new Adjustment.Delta(units, ""))
                .await();
        return products.find(milk).await().orElseThrow();
    }

    private boolean isLow(String id) {
        return stock.products().find(id).await().orElseThrow().lowStock();
    }
}
