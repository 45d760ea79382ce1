package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import io.vertx.redis.client.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** When the janitor lets finished reservations expire. */
class ReservationJanitorTest extends ReservationJanitorTestBase {

    private static final int MORE_THAN_TWO_PAGES = 1_001;

    @Test
    void aFinishedReservationIsKeptForSevenDaysOnceItsEventsAreHandled() {
        released(order);
        finishedAt(order, 1);

        janitor.tidy().await();

        expectToExpire(order);
        assertEquals("released", stock.state(order));
        assertEquals(0, finished());
    }

    @ParameterizedTest
    @FieldSource("STREAMS")
    void aReservationFinishedAfterTheOldestUnhandledEventIsKept(String stream) {
        String earlier = Ids.random();
        released(earlier);
        finishedAt(earlier, 4_999);
        released(order);
        finishedAt(order, 5_000);
        redis.call(Command.XADD, stream, "5000-0", "order_id", order);

        janitor.tidy().await();
        expectToExpire(earlier);
        assertEquals(FOR_EVER, remainingMillis(order));

        redis.call(Command.XREADGROUP, "GROUP", ConsumerGroups.INVENTORY, "test", "STREAMS", stream, ">");
        janitor.tidy().await();
        assertEquals(FOR_EVER, remainingMillis(order), "it is read, but not acknowledged");

        redis.call(Command.XACK, stream, ConsumerGroups.INVENTORY, "5000-0");
        janitor.tidy().await();
        expectToExpire(order);
    }

    @Test
    void manyAreTidiedUpAtOnce() {
        redis.call(
                Command.EVAL,
                "for i = 1, ARGV[1] do redis.call('HSET', 'reservation:' .. i, 'state', 'returned') "
                        + "redis.call('ZADD', KEYS[1], 1, i) end",
                1,
                InventoryKeys.FINISHED,
                MORE_THAN_TWO_PAGES);

        janitor.tidy().await();

        assertEquals(0, finished());
        assertEquals(
                MORE_THAN_TWO_PAGES,
                redis.call(
                                Command.EVAL,
                                "local n = 0 for i = 1, ARGV[1] do if redis.call('TTL', 'reservation:' .. i) > 0 then "
                                        + "n = n + 1 end end return n",
                                0,
                                MORE_THAN_TWO_PAGES)
                        .toInteger());
    }

    @Test
    void withoutItsGroupNoEventCountsAsHandled() {
        released(order);
        finishedAt(order, 1);
        redis.call(Command.XGROUP, "DESTROY", OrderEvent.FAILED, ConsumerGroups.INVENTORY);

        assertThrows(IllegalStateException.class, () -> janitor.tidy().await());
        assertEquals(FOR_EVER, remainingMillis(order));
    }
}
