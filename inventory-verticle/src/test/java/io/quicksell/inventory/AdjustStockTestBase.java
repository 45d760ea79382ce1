package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.ProductStore.Changed;
import org.junit.jupiter.api.BeforeEach;

/** Adjustments of tea, of which 7 units are free and 3 are held. */
abstract class AdjustStockTestBase extends StockTestBase {

    @BeforeEach
    void sevenTeasAreFreeAndThreeAreHeld() {
        stock.reserve(Ids.random(), new Line(tea, 3));
    }

    Changed adjust(Adjustment adjustment) {
        return adjust(Change.single(), EntityTags.ANY, adjustment);
    }

    Changed adjust(Change change, EntityTags versions, Adjustment adjustment) {
        return stock.products().adjust(tea, change, versions, adjustment).await();
    }

    static Adjustment delta(long units) {
        return new Adjustment.Delta(units, "");
    }

    static Product done(Changed changed) {
        return assertInstanceOf(Changed.Done.class, changed).product();
    }
}
