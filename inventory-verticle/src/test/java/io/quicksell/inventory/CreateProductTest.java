package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.ProductStore.Changed;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The script that creates a product. */
class CreateProductTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Stock stock = new Stock(redis);

    private final String id = Ids.random();

    @Test
    void aNewProductIsListedEnteredInItsLedgerAndEmitted() {
        Product tea = create("Tea", 10);

        assertEquals(
                List.of("Tea", new Money(250), 10L, 0L, 1L),
                List.of(tea.name(), tea.price(), tea.quantity(), tea.held(), tea.version()));
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(id));
        assertEquals(id, redis.call(Command.ZRANGE, "products", 0, -1).get(0).toString());
        assertEquals(Map.of("kind", "created", "units", "10", "quantity", "10"), stock.lastMovement(id));
        assertEquals(stock.changeOf(id), stock.lastEvent());
    }

    @Test
    void theLedgerOfAProductWithoutUnitsBeginsWithItsCreationToo() {
        create("Tea", 0);

        assertEquals(Map.of("kind", "created", "units", "0", "quantity", "0"), stock.lastMovement(id));
    }

    @Test
    void aReplayReturnsTheProductAsItWasCreatedAndChangesNothing() {
        Change change = Change.single();
        Product tea = done(create(id, change, "Tea", 10)).product();
        stock.reserve(Ids.random(), new Line(id, 4));
        Map<String, String> before = redis.snapshot();

        assertEquals(new Changed.Done(tea, true), create(Ids.random(), change, "Tea", 10));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aReplayDoesNotRecreateWhatWasDeletedMeanwhile() {
        Change change = Change.single();
        Product tea = done(create(id, change, "Tea", 10)).product();
        stock.delete(id);

        assertEquals(new Changed.Done(tea, true), create(id, change, "Tea", 10));
        assertEquals(Map.of(), redis.hash("product:" + id));
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis,
                List.of("product:" + id, "products", "movements:" + id, "product_changed"),
                () -> create("Tea", 10));
    }

    private Product create(String name, long quantity) {
        return done(create(id, Change.single(), name, quantity)).product();
    }

    private Changed create(String newId, Change change, String name, long quantity) {
        return stock.products()
                .create(newId, change, new ProductData(name, new Money(250), quantity, LowStockAt.SHOP_DEFAULT))
                .await();
    }

    private static Changed.Done done(Changed changed) {
        return assertInstanceOf(Changed.Done.class, changed);
    }
}
