package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.order.Line;
import io.quicksell.common.testing.BadRequest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad input is refused in words that a clerk understands, and nothing in Redis changes. */
class BadInputTest extends StockTestBase {

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @BeforeEach
    void aProductAndAnOrder() {
        stock.reserve(order, new Line(tea, 1));
    }

    @ParameterizedTest
    @MethodSource({
        "io.quicksell.inventory.BadProductRequests#all",
        "io.quicksell.inventory.BadStockRequests#all",
        "io.quicksell.inventory.BadReservationRequests#all"
    })
    void badInputIsRefusedInPlainWordsAndChangesNothing(BadRequest bad) {
        Map<String, String> before = redis.snapshot(InventoryKeys.BOOKS_CHECK);

        bad.expectRefused(inventory.user(), Map.of("<tea>", tea, "<order>", order));
        assertEquals(before, redis.snapshot(InventoryKeys.BOOKS_CHECK));
    }
}
