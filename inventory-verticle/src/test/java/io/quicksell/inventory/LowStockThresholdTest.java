package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Money;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Edits and adjustments emit when a product falls to its own threshold or the one of the shop (here 5), or recovers. */
class LowStockThresholdTest extends StockTestBase {

    @Test
    void anAdjustmentLetsItFallAndRecover() {
        adjust(-5);
        assertEquals("fell", crossing());
        adjust(1);
        assertEquals("recovered", crossing());
        adjust(1);
        assertNull(crossing());
    }

    @Test
    void anEditOfTheQuantityLetsItFallAndRecover() {
        edit(5, LowStockAt.UNCHANGED);
        assertEquals("fell", crossing());
        edit(6, LowStockAt.UNCHANGED);
        assertEquals("recovered", crossing());
    }

    @Test
    void anEditOfTheThresholdLetsItFallAndRecover() {
        assertTrue(edit(10, LowStockAt.own(10)).lowStock());
        assertEquals("fell", crossing());
        assertFalse(edit(10, LowStockAt.own(9)).lowStock());
        assertEquals("recovered", crossing());
        edit(10, LowStockAt.own(12));
        assertEquals("fell", crossing());
        assertFalse(edit(10, LowStockAt.SHOP_DEFAULT).lowStock());
        assertEquals("recovered", crossing());
    }

    @Test
    void anEditOfBothThatStaysOnOneSideSaysNothing() {
        edit(3, LowStockAt.own(2));

        assertNull(crossing());
        assertEquals("2", stock.lastEvent().get("low_stock_at"));
    }

    @Test
    void itsOwnThresholdStaysThroughOrdersAndEditsThatDoNotNameIt() {
        edit(10, LowStockAt.own(7));
        stock.reserve(order, new Line(tea, 3));

        assertEquals("fell", crossing());
        assertEquals(7, edit(20, LowStockAt.UNCHANGED).lowStockAt());
        assertEquals("recovered", crossing());
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
        assertEquals("fell", crossing());
    }

    @Test
    void anotherThresholdOfTheShopAppliesAtOnceToProductsWithoutTheirOwn() {
        edit(10, LowStockAt.own(3));
        StockRules twenty = new StockRules(20, 90);
        ProductStore products = new ProductStore(stock.link(), twenty);

        assertTrue(products.find(milk).await().orElseThrow().lowStock());
        assertFalse(products.find(tea).await().orElseThrow().lowStock());
        products.adjust(milk, Change.single(), EntityTags.ANY, new Adjustment.Delta(15, ""))
                .await();
        assertNull(crossing());
        products.adjust(milk, Change.single(), EntityTags.ANY, new Adjustment.Delta(1, ""))
                .await();
        assertEquals("recovered", crossing());
        new ReservationStore(stock.link(), twenty)
                .reserve(order, List.of(new Line(milk, 1)), Stock.HOLD_MILLIS)
                .await();
        assertEquals("fell", crossing());
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

    /** What the last event says about low stock, or {@code null}. */
    private String crossing() {
        return stock.lastEvent().get("low_stock");
    }
}
