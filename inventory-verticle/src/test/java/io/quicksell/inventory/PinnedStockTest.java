package io.quicksell.inventory;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.once.Digest;
import io.quicksell.common.order.Line;
import io.vertx.redis.client.Command;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is written of stock today is read by every later release: digests, keys, events, the ledger. */
class PinnedStockTest extends StockTestBase {

    @Test
    void theDigestOfAnAdjustment() {
        assertEquals("a928fff9f87b4b609fbafe46e060a10c", Digest.of(new Adjustment.Delta(-3, "")));
    }

    @Test
    void theKeysOfAProductAndItsReservations() {
        stock.hold(order, new Line(tea, 2));
        stock.reservations().release(stock.hold(milk, new Line(milk, 1))).await();

        Set<String> keys = new TreeSet<>(Set.of(
                "product:" + tea,
                "product:" + milk,
                "products",
                "movements:" + tea,
                "movements:" + milk,
                "reservation:" + order,
                "reservation:" + milk,
                "holds",
                "finished_reservations",
                "product_changed"));
        Set<String> found = redis.call(Command.KEYS, "*").stream()
                .map(Object::toString)
                .filter(key -> !key.startsWith("change:"))
                .collect(toCollection(TreeSet::new));
        assertEquals(keys, found);
        assertTrue(redis.call(Command.KEYS, "change:*").size() > 0);
    }

    @Test
    void theReservationThatAHoldWrites() {
        stock.hold(order, new Line(tea, 2));

        Map<String, String> reservation = redis.hash("reservation:" + order);
        assertEquals("held", reservation.get("state"));
        assertEquals(tea + ":2", reservation.get("lines"));
        assertEquals(tea + "\nTea\n250\n2", reservation.get("priced"));
    }

    @Test
    void theEventAndTheMovementOfAHold() {
        stock.hold(order, new Line(tea, 2));

        assertEquals(Map.of("v", "1", "kind", "product_changed", "id", tea, "version", "2"), stock.lastEvent());
        assertEquals(
                Map.of("kind", "reserved", "units", "-2", "quantity", "8", "order_id", order), stock.lastMovement(tea));
    }
}
