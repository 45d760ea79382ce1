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
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits of a version that the client knows, and their replays. */
class UpdateVersionsTest extends StockTestBase {

    @BeforeEach
    void aProductOfWhichSomeIsHeld() {
        stock.reserve(Ids.random(), new Line(tea, 3));
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
    void anEditToTheSameDataCanBeStaleToo() {
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

        assertEquals(20, again.product().quantity(), "as in the first response");
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
