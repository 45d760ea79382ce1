package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.ProductStore.Changed;
import io.quicksell.testing.WrongTypes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Edits of a product of which some units are held. */
class UpdateProductTest extends StockTestBase {

    @BeforeEach
    void aProductOfWhichSomeIsHeld() {
        stock.reserve(Ids.random(), new Line(tea, 3));
    }

    @Test
    void anEditSetsWhatIsFreeAndLeavesWhatIsHeld() {
        Product edited = update("Green tea", 300, 20);

        assertEquals(
                List.of("Green tea", new Money(300), 20L, 3L, 3L),
                List.of(edited.name(), edited.price(), edited.quantity(), edited.held(), edited.version()));
        assertEquals(new Stock.Counts(20, 3, 0), stock.counts(tea));
        assertEquals(Map.of("kind", "edited", "units", "13", "quantity", "20"), stock.lastMovement(tea));
        assertEquals(stock.changeOf(tea), stock.lastEvent());
    }

    @Test
    void fewerUnitsAreEnteredAsANegativeMovement() {
        update("Tea", 250, 0);

        assertEquals(Map.of("kind", "edited", "units", "-7", "quantity", "0"), stock.lastMovement(tea));
    }

    @Test
    void aNewPriceAloneIsAnEventButNoMovement() {
        Map<String, String> movement = stock.lastMovement(tea);

        update("Tea", 251, 7);
        assertEquals(stock.changeOf(tea), stock.lastEvent());
        assertEquals(movement, stock.lastMovement(tea));
    }

    @Test
    void anEditToTheSameDataChangesNothing() {
        update("Green tea", 300, 20);
        Map<String, String> before = redis.snapshot();

        assertEquals(3, update("Green tea", 300, 20).version());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void anUnknownProductIsNotCreated() {
        stock.delete(tea);
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(Changed.Unknown.class, update(Change.single(), "*"));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis, List.of("product:" + tea, "movements:" + tea, "product_changed"), () -> update("Tea", 300, 20));
    }

    private Product update(String name, long cents, long quantity) {
        Changed changed = stock.products()
                .update(
                        tea,
                        Change.single(),
                        EntityTags.ANY,
                        new ProductData(name, new Money(cents), quantity, LowStockAt.UNCHANGED))
                .await();
        return assertInstanceOf(Changed.Done.class, changed).product();
    }

    /** Sets the product to 20 units of green tea at 3.00. */
    private Changed update(Change change, String versions) {
        EntityTags tags = versions.equals("*") ? EntityTags.ANY : new EntityTags(false, List.of(versions.split(", ")));
        return stock.products()
                .update(tea, change, tags, new ProductData("Green tea", new Money(300), 20, LowStockAt.UNCHANGED))
                .await();
    }
}
