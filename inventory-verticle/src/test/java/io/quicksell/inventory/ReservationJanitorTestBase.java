package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.Line;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A janitor, and reservations that ended without a sale. */
abstract class ReservationJanitorTestBase extends StockTestBase {

    static final List<String> STREAMS = StockHandler.STREAMS;
    private static final long SEVEN_DAYS = 7L * 24 * 60 * 60 * 1_000;
    static final long FOR_EVER = -1;
    ReservationJanitor janitor;

    @BeforeEach
    void aGroupOnEachStream() {
        STREAMS.forEach(
                stream -> redis.call(Command.XGROUP, "CREATE", stream, ConsumerGroups.INVENTORY, "0", "MKSTREAM"));
        janitor = new ReservationJanitor(redis.vertx(), stock.link(), stock.reservations());
    }

    void released(String orderId) {
        stock.reservations().release(stock.hold(orderId, new Line(tea, 1))).await();
    }

    static void finishedAt(String orderId, long millis) {
        redis.call(Command.ZADD, InventoryKeys.FINISHED, "XX", millis, orderId);
    }

    static int finished() {
        return redis.call(Command.ZCARD, InventoryKeys.FINISHED).toInteger();
    }

    static void expectToExpire(String orderId) {
        long left = remainingMillis(orderId);
        assertTrue(left > SEVEN_DAYS - 60_000 && left <= SEVEN_DAYS, left + " ms");
    }

    static long remainingMillis(String orderId) {
        return redis.call(Command.PTTL, InventoryKeys.reservation(orderId)).toLong();
    }
}
