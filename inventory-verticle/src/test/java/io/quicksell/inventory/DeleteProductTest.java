package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.inventory.ProductStore.Changed;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The script that deletes a product. */
class DeleteProductTest extends StockTestBase {

    @Test
    void aDeletedProductIsGoneAndItsLedgerStays() {
        Product last = stock.products().find(tea).await().orElseThrow();

        assertEquals(new Changed.Done(last, false), delete());

        assertEquals(0, redis.call(Command.EXISTS, "product:" + tea).toInteger());
        assertNull(redis.call(Command.ZSCORE, "products", tea));
        assertEquals(Map.of("kind", "deleted", "units", "-10", "quantity", "0"), stock.lastMovement(tea));
        Map<String, String> event = stock.lastEvent();
        assertEquals(
                List.of("product_deleted", tea, "2"),
                List.of(event.get("kind"), event.get("id"), event.get("version")));
    }

    @Test
    void aReplayGetsTheSameReplyAndChangesNothing() {
        Change change = Change.single();
        Changed.Done done = assertInstanceOf(Changed.Done.class, delete(change));
        Map<String, String> before = redis.snapshot();

        assertEquals(new Changed.Done(done.product(), true), delete(change));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void anotherDeletionFindsNothingAndChangesNothing() {
        delete();
        Map<String, String> before = redis.snapshot();

        assertEquals(new Changed.Unknown(), delete());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aProductAtAnotherVersionStaysAsItIs() {
        Map<String, String> before = redis.snapshot();

        Changed.Stale stale = assertInstanceOf(
                Changed.Stale.class,
                stock.products()
                        .delete(tea, Change.single(), new EntityTags(false, List.of("\"2\"")))
                        .await());

        assertEquals(1, stale.product().version());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis, List.of("product:" + tea, "products", "movements:" + tea, "product_changed"), this::delete);
    }

    private Changed delete() {
        return delete(Change.single());
    }

    private Changed delete(Change change) {
        return stock.products()
                .delete(tea, change, new EntityTags(false, List.of("\"1\"")))
                .await();
    }
}
