package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events of orders over the real streams, a running inventory and a stand-in for payment. */
abstract class StockHandlerTestBase extends StockTestBase {

    static final Map<String, String> RESTOCK = Map.of("restock", "true", "reason", "Broken");
    static final Map<String, String> KEEP = Map.of("restock", "false", "reason", "Broken");
    static final Map<String, String> PLAIN = Map.of();

    @Order(2)
    @RegisterExtension
    static final FakePayment payment = new FakePayment(redis);

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    /** Waits until every entry is acknowledged, and expects the reservation to be in the state then. */
    void expectState(String state) {
        Eventually.holds(() -> StockHandler.STREAMS.forEach(stream -> {
            Response group = redis.call(Command.XINFO, "GROUPS", stream).get(0);
            assertEquals(0, group.get("pending").toInteger(), stream + " is acknowledged");
            Response last = redis.call(Command.XREVRANGE, stream, "+", "-", "COUNT", 1);
            assertEquals(
                    last.size() == 0 ? "0-0" : last.get(0).get(0).toString(),
                    group.get("last-delivered-id").toString(),
                    stream + " is read");
        }));
        assertEquals(state, stock.state(order));
    }
}
