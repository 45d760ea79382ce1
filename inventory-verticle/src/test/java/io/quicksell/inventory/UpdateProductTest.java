package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.ProductStore.Changed;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        Map<String, String> news = stock.lastNews();
        assertEquals(
                List.of("product_changed", tea, "Green tea", "300", "20", "3", "3"),
                List.of(
                        news.get("kind"),
                        news.get("id"),
                        news.get("name"),
                        news.get("price"),
                        news.get("quantity"),
                        news.get("held"),
                        news.get("version")));
    }

    @Test
    void fewerUnitsAreEnteredAsANegativeMovement() {
        update("Tea", 250, 0);

        assertEquals(Map.of("kind", "edited", "units", "-7", "quantity", "0"), stock.lastMovement(tea));
    }

    @Test
    void aNewPriceAloneIsNewsButNoMovement() {
        Map<String, String> movement = stock.lastMovement(tea);

        update("Tea", 251, 7);
        assertEquals("251", stock.lastNews().get("price"));
        assertEquals(movement, stock.lastMovement(tea));
    }

    @Test
    void wantingWhatIsThereAlreadyChangesNothing() {
        update("Green tea", 300, 20);
        Map<String, String> before = redis.snapshot();

        assertEquals(3, update("Green tea", 300, 20).version());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void anUnknownProductIsNotMade() {
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

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "\"7\", \"2\"", "*"})
    void aProductAtAVersionThatTheClientKnowsIsChanged(String versions) {
        assertInstanceOf(Changed.Done.class, update(Change.single(), versions));

        assertEquals("20", redis.hash("product:" + tea).get("quantity"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "\"3\"", "\"22\"", "\"02\"", "\"\"", "W/\"2\"", "\"1\", W/\"2\""})
    void aProductAtAnotherVersionStaysAsItIs(String versions) {
        Map<String, String> before = redis.snapshot();

        Changed.Stale stale = assertInstanceOf(Changed.Stale.class, update(Change.single(), versions));

        assertEquals(stock.products().find(tea).await().orElseThrow(), stale.product());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void wantingWhatIsThereAlreadyIsStaleToo() {
        update("Green tea", 300, 20);

        assertInstanceOf(Changed.Stale.class, update(Change.single(), "\"2\""));
    }

    @Test
    void aReplayFindsItsOwnChangeAndDoesNotUndoWhatCameAfterIt() {
        Change change = Change.single();
        update(change, "\"2\"");
        stock.reserve(Ids.random(), new Line(tea, 4));
        Map<String, String> before = redis.snapshot();

        Changed.Done again = assertInstanceOf(Changed.Done.class, update(change, "\"2\""));

        assertEquals(20, again.product().quantity(), "as it was answered then");
        assertTrue(again.replayed());
        assertEquals(before, redis.snapshot());
        assertTrue(redis.call(Command.PTTL, "change:" + change.id()).toLong() > 30_000);
    }

    private Product update(String name, long cents, long quantity) {
        Changed changed = stock.products()
                .update(
                        tea,
                        Change.single(),
                        EntityTags.ANY,
                        new Product.Wanted(name, new Money(cents), quantity, LowStockAt.AS_IT_IS))
                .await();
        return assertInstanceOf(Changed.Done.class, changed).product();
    }

    /** Wants 20 units of green tea at 3.00. */
    private Changed update(Change change, String versions) {
        EntityTags tags = versions.equals("*") ? EntityTags.ANY : new EntityTags(false, List.of(versions.split(", ")));
        return stock.products()
                .update(tea, change, tags, new Product.Wanted("Green tea", new Money(300), 20, LowStockAt.AS_IT_IS))
                .await();
    }
}
