package io.quicksell.inventory;

import static io.quicksell.common.order.OrderEvent.COMPLETED;
import static io.quicksell.common.order.OrderEvent.REFUNDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The news says when a product falls to the quantity at which it is low (here 5), and when it comes back, and only then. */
class LowStockTest extends StockTestBase {

    @Test
    void anOrderLetsItFallAndASecondOneSaysNothingMore() {
        stock.reserve(order, new Line(tea, 4));
        assertNull(told());
        stock.reserve(Ids.random(), new Line(tea, 1));
        assertEquals("fell", told());
        stock.reserve(Ids.random(), new Line(tea, 1));
        assertNull(told());
    }

    @Test
    void aHoldGivenBackLetsItRecover() {
        ReservationStore.Hold hold = stock.hold(order, new Line(tea, 5));

        stock.reservations().release(hold).await();
        assertEquals("recovered", told());
    }

    @Test
    void aSaleOfHeldUnitsSaysNothingAndItsRefundLetsItRecover() {
        stock.settled(order, new Line(tea, 7));
        assertNull(told());

        OrderEvent refunded = new OrderEvent(order, List.of(new Line(tea, 7)), true);
        stock.reservations().giveBack(refunded, stock.pending(REFUNDED, order)).await();
        assertEquals("recovered", told());
    }

    @Test
    void anOrderWhoseHoldWasLostLetsItFall() {
        OrderEvent completed = new OrderEvent(order, List.of(new Line(tea, 9)), false);

        stock.reservations()
                .settleUnreserved(completed, ReservationStore.Verdict.TAKE, stock.pending(COMPLETED, order))
                .await();
        assertEquals("fell", told());
    }

    @Test
    void eachLineSpeaksForItsOwnProduct() {
        stock.reserve(order, new Line(tea, 5), new Line(milk, 1));

        assertEquals("fell", toldOf(tea));
        assertNull(toldOf(milk), "it was low before");
    }

    @Test
    void anAdjustmentLetsItFallAndRecover() {
        adjust(-5);
        assertEquals("fell", told());
        adjust(1);
        assertEquals("recovered", told());
        adjust(1);
        assertNull(told());
    }

    @Test
    void anEditOfTheQuantityLetsItFallAndRecover() {
        edit(5, LowStockAt.AS_IT_IS);
        assertEquals("fell", told());
        edit(6, LowStockAt.AS_IT_IS);
        assertEquals("recovered", told());
    }

    @Test
    void anEditOfTheThresholdLetsItFallAndRecover() {
        assertTrue(edit(10, LowStockAt.own(10)).lowStock());
        assertEquals("fell", told());
        assertFalse(edit(10, LowStockAt.own(9)).lowStock());
        assertEquals("recovered", told());
        edit(10, LowStockAt.own(12));
        assertEquals("fell", told());
        assertFalse(edit(10, LowStockAt.AS_THE_SHOP_SAYS).lowStock());
        assertEquals("recovered", told());
    }

    @Test
    void anEditOfBothThatStaysOnOneSideSaysNothing() {
        edit(3, LowStockAt.own(2));

        assertNull(told());
        assertEquals("2", stock.lastNews().get("low_stock_at"));
    }

    @Test
    void itsOwnThresholdStaysThroughOrdersAndEditsThatSayNothingOfIt() {
        edit(10, LowStockAt.own(7));
        stock.reserve(order, new Line(tea, 3));

        assertEquals("fell", told());
        assertEquals(7, edit(20, LowStockAt.AS_IT_IS).lowStockAt());
        assertEquals("recovered", told());
    }

    @Test
    void wantingTheThresholdThatIsThereChangesNothing() {
        edit(10, LowStockAt.own(5));
        Map<String, String> before = redis.snapshot();

        edit(10, LowStockAt.own(5));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aNewProductWithFewUnitsFellFromNowhereAndADeletedOneIsGone() {
        String rice = stock.product("Rice", 1);

        assertNull(told());
        stock.delete(rice);
        assertNull(told());
    }

    @Test
    void aProductThatStaysAtNoneIsLowAtZero() {
        edit(1, LowStockAt.own(0));

        stock.reserve(order, new Line(tea, 1));
        assertEquals("fell", told());
    }

    @Test
    void anotherRuleOfTheShopCountsAtOnceForProductsWithoutAThresholdOfTheirOwn() {
        edit(10, LowStockAt.own(3));
        StockRules twenty = new StockRules(20, 90);
        ProductStore products = new ProductStore(stock.link(), twenty);

        assertTrue(products.find(milk).await().orElseThrow().lowStock());
        assertFalse(products.find(tea).await().orElseThrow().lowStock());
        products.adjust(milk, Change.single(), EntityTags.ANY, new Adjustment.Delta(15, ""))
                .await();
        assertNull(told());
        products.adjust(milk, Change.single(), EntityTags.ANY, new Adjustment.Delta(1, ""))
                .await();
        assertEquals("recovered", told());
        new ReservationStore(stock.link(), twenty)
                .reserve(order, List.of(new Line(milk, 1)), Stock.HOLD_MILLIS)
                .await();
        assertEquals("fell", told());
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
                        new Product.Wanted("Tea", new Money(250), quantity, lowStockAt))
                .await();
        return stock.products().find(tea).await().orElseThrow();
    }

    /** What the last news says of low stock, or {@code null}. */
    private String told() {
        return stock.lastNews().get("low_stock");
    }

    private String toldOf(String productId) {
        return redis.stream("product_changed").stream()
                .filter(news -> news.get("id").equals(productId))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .get("low_stock");
    }
}
