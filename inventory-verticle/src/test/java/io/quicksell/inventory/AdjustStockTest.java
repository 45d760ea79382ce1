package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.inventory.ProductStore.Changed;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adjustments of stock by hand, and those that are refused. */
class AdjustStockTest extends AdjustStockTestBase {

    @Test
    void aDeliveryIsAddedEnteredInTheLedgerAndEmitted() {
        Product adjusted = done(adjust(new Adjustment.Delta(5, "delivery")));

        assertEquals(List.of(12L, 3L, 3L), List.of(adjusted.quantity(), adjusted.held(), adjusted.version()));
        assertEquals(new Stock.Counts(12, 3, 0), stock.counts(tea));
        assertEquals(
                Map.of("kind", "adjusted", "units", "5", "quantity", "12", "reason", "delivery"),
                stock.lastMovement(tea));
        assertEquals(stock.changeOf(tea), stock.lastEvent());
    }

    @Test
    void withoutAReasonTheLedgerNamesNone() {
        adjust(new Adjustment.Delta(-7, ""));

        assertEquals(Map.of("kind", "adjusted", "units", "-7", "quantity", "0"), stock.lastMovement(tea));
    }

    @Test
    void aCountIsSetWhenTheQuantityIsAsExpected() {
        assertEquals(2, done(adjust(new Adjustment.SetTo(2, 7, "counted"))).quantity());

        assertEquals(
                Map.of("kind", "adjusted", "units", "-5", "quantity", "2", "reason", "counted"),
                stock.lastMovement(tea));
    }

    @Test
    void aCountThatIsRightChangesNothing() {
        Change change = Change.single();
        Map<String, String> before = redis.snapshot();

        assertEquals(
                2,
                done(adjust(change, EntityTags.ANY, new Adjustment.SetTo(7, 7, "counted")))
                        .version());
        redis.call(Command.DEL, "change:" + change.id());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aCountOfAnotherQuantityIsUnexpected() {
        Map<String, String> before = redis.snapshot();

        Changed.Unexpected refused =
                assertInstanceOf(Changed.Unexpected.class, adjust(new Adjustment.SetTo(7, 10, "counted")));
        assertEquals(7, refused.product().quantity());
        assertEquals(before, redis.snapshot());
    }

    @ParameterizedTest
    @CsvSource({"-8", "-1000000000", "999999994", "1000000000"})
    void aQuantityOutOfRangeIsRefused(long units) {
        Map<String, String> before = redis.snapshot();

        Changed.OutOfRange refused =
                assertInstanceOf(Changed.OutOfRange.class, adjust(new Adjustment.Delta(units, "")));
        assertEquals(7, refused.product().quantity());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void theLargestQuantityIsReached() {
        assertEquals(
                1_000_000_000,
                done(adjust(new Adjustment.Delta(999_999_993, ""))).quantity());
        assertEquals("1000000000", redis.hash("product:" + tea).get("quantity"));
    }

    @Test
    void aProductAtAnotherVersionStaysAsItIs() {
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(
                Changed.Stale.class, adjust(Change.single(), new EntityTags(false, List.of("\"1\"")), delta(1)));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void anUnknownProductIsNotCreated() {
        stock.delete(tea);
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(Changed.Unknown.class, adjust(delta(1)));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis, List.of("product:" + tea, "movements:" + tea, "product_changed"), () -> adjust(delta(1)));
    }
}
