package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.inventory.ProductStore.Changed;
import io.vertx.redis.client.Command;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An adjustment that is repeated is made once. */
class RepeatedAdjustmentTest extends AdjustStockTestBase {

    @Test
    void aReplayFindsItsOwnChangeAndAddsNothingMore() {
        Change change = Change.single();
        Product first = done(adjust(change, EntityTags.ANY, delta(5)));
        adjust(new Adjustment.Delta(1, ""));
        Map<String, String> before = redis.snapshot();

        assertEquals(
                new Changed.Done(first, true), adjust(change, EntityTags.ANY, delta(5)), "as in the first response");
        assertEquals(before, redis.snapshot());
        assertTrue(redis.call(Command.PTTL, "change:" + change.id()).toLong() > 30_000);
    }

    @Test
    void aReplayGetsItsReplyEvenIfTheProductWasDeletedMeanwhile() {
        Change change = Change.single();
        Product first = done(adjust(change, EntityTags.ANY, delta(5)));
        stock.delete(tea);

        assertEquals(new Changed.Done(first, true), adjust(change, EntityTags.ANY, delta(5)));
    }

    @Test
    void aChangeWithTheSameIdAndAnotherRequestChangesNothing() {
        Change change = Change.single();
        adjust(change, EntityTags.ANY, delta(5));
        Map<String, String> before = redis.snapshot();

        Change other = new Change(change.id(), "another request", 1_000);
        assertInstanceOf(Changed.OtherRequest.class, adjust(other, EntityTags.ANY, delta(5)));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aRefusalIsNotStored() {
        Change change = Change.single();
        assertInstanceOf(Changed.OutOfRange.class, adjust(change, EntityTags.ANY, delta(-8)));
        adjust(delta(1));

        assertEquals(0, done(adjust(change, EntityTags.ANY, delta(-8))).quantity());
    }
}
