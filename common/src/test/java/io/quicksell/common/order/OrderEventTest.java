package io.quicksell.common.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.streams.StreamEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an event of an order is read from its entry. */
class OrderEventTest {

    @Test
    void anEntryIsReadWithItsLines() {
        String lines = "[{\"product_id\": \"tea\", \"name\": \"Tea\", \"price\": 2.50, \"quantity\": 3}]";

        OrderEvent event = OrderEvent.of(entry(Map.of("order_id", "o-1", "lines", lines, "restock", "true")));

        assertEquals(new OrderEvent("o-1", List.of(new Line("tea", 3)), true, ""), event);
    }

    @Test
    void theLinesOfOneProductAreSummed() {
        String lines = "[{\"product_id\": \"tea\", \"quantity\": 3}, {\"product_id\": \"milk\", \"quantity\": 1},"
                + " {\"product_id\": \"tea\", \"quantity\": 4}]";

        assertEquals(
                List.of(new Line("tea", 7), new Line("milk", 1)),
                OrderEvent.of(entry(Map.of("order_id", "o-1", "lines", lines))).lines());
    }

    @Test
    void whatANewerVersionHasAddedToALineDoesNotMatter() {
        String lines = "[{\"product_id\": \"tea\", \"quantity\": 3, \"batch\": {\"best_before\": \"2027-01-01\"}}]";

        assertEquals(
                List.of(new Line("tea", 3)),
                OrderEvent.of(entry(Map.of("order_id", "o-1", "lines", lines, "warehouse", "north")))
                        .lines());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[null]",
                "[{\"quantity\": 1}]",
                "[{\"product_id\": \"tea\"}]",
                "[{\"product_id\": \"tea\", \"quantity\": 0}]",
                "[{\"product_id\": \"tea\", \"quantity\": -3}]",
                "{not JSON"
            })
    void linesThatCannotBeMovedAreRefusedWithAReason(String lines) {
        StreamEntry entry = entry(Map.of("order_id", "o-1", "lines", lines));

        String reason = assertThrows(IllegalArgumentException.class, () -> OrderEvent.of(entry))
                .getMessage();

        assertTrue(reason.contains("line without a product or units") || reason.contains("PricedLine"), reason);
    }

    private static StreamEntry entry(Map<String, String> fields) {
        return new StreamEntry(OrderEvent.COMPLETED, "1-0", fields);
    }
}
