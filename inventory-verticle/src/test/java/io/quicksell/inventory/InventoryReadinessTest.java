package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.common.testing.TestNode;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.common.verticle.StreamsConfig;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readiness: inventory is not ready while an entry waits for more than a second. */
class InventoryReadinessTest extends StockTestBase {

    private static final int MAX_WAIT_SECONDS = 1;

    @Order(2)
    @RegisterExtension
    static final FakePayment payment = new FakePayment(redis);

    private final RunningInventory inventory = new RunningInventory(redis);

    @BeforeEach
    void start() {
        NodeSettings node = TestNode.on(redis.endpoint());
        inventory.deploy(new NodeSettings(
                node.entrance(),
                node.serviceKey(),
                node.trust(),
                node.access(),
                node.limits(),
                node.redis(),
                new StreamsConfig(1_440, MAX_WAIT_SECONDS),
                node.id(),
                node.instance(),
                node.meters(),
                node.reports()));
        expect(200, "{\"reading\":true,\"pending\":0,\"oldest_waits_ms\":0,\"dead_letters\":0}");
    }

    @AfterEach
    void stop() {
        inventory.stop();
    }

    @Test
    void anEntryThatWaitsTooLongMakesItUnreadyUntilItIsHandled() {
        payment.isUnavailableFor(order);
        payment.emits(OrderEvent.COMPLETED, order, Map.of(), new Line(tea, 3));

        Eventually.holds(() -> {
            JsonNode late = progress(503);
            assertEquals(1, late.get("pending").intValue());
            assertTrue(late.get("oldest_waits_ms").longValue() > MAX_WAIT_SECONDS * 1_000, late::toString);
        });
        assertEquals(200, inventory.user().get("/health/live").status());

        payment.has(order, "completed", new Line(tea, 3));
        expect(200, "{\"reading\":true,\"pending\":0,\"oldest_waits_ms\":0,\"dead_letters\":0}");
        assertEquals("settled", stock.state(order));
    }

    @Test
    void entriesOfANewerVersionWaitAndTheServiceStaysReadyForAllElse() {
        String newer = String.valueOf(StoredFormat.ENTRIES + 1);
        redis.call(Command.XADD, OrderEvent.COMPLETED, "1-1", "v", newer, "order_id", order, "lines", "other than now");
        payment.has(order, "completed", new Line(tea, 3));
        payment.emits(OrderEvent.COMPLETED, order, Map.of(), new Line(tea, 3));

        Eventually.holds(() -> assertEquals("settled", stock.state(order)));
        expect(
                200,
                "{\"reading\":true,\"pending\":1,\"oldest_waits_ms\":0,\"dead_letters\":0,"
                        + "\"warnings\":[\"1 entries of a newer version wait: upgrade this process\"]}");
    }

    @Test
    void aRunningServiceLeavesDataAloneThatANewerVersionHasTakenOver() {
        redis.call(Command.SET, StoredFormat.KEY, "newer");

        Eventually.holds(() -> {
            Response ready = inventory.user().get("/health/ready");
            assertTrue(ready.text().contains("its data are in the format newer of another version"), ready::text);
        });
        assertEquals(503, inventory.user().get("/products").status());

        redis.call(Command.SET, StoredFormat.KEY, StoredFormat.NOW);
        Eventually.holds(
                () -> assertEquals(200, inventory.user().get("/products").status()));
    }

    @Test
    void deadLettersAreCountedAndTheServiceStaysReady() {
        redis.call(Command.XADD, InventoryKeys.DEAD_LETTERS, "*", "stream", OrderEvent.COMPLETED);

        expect(200, "{\"reading\":true,\"pending\":0,\"oldest_waits_ms\":0,\"dead_letters\":1}");
    }

    @Test
    void theRoleOfRedisAndWarningsOfLossAreReported() {
        redis.call(Command.CONFIG, "SET", "appendonly", "no");

        JsonNode data = check("redis", 200);

        assertEquals("master", data.get("role").textValue());
        assertTrue(data.get("warnings").get(0).textValue().startsWith("appendonly is off"), data::toString);
    }

    private void expect(int status, String progress) {
        Eventually.holds(() -> assertEquals(progress, progress(status).toString()));
    }

    private JsonNode progress(int status) {
        return check("orders", status);
    }

    /** The data of a check in a readiness response with that status. */
    private JsonNode check(String id, int status) {
        Response ready = inventory.user().get("/health/ready");
        assertEquals(status, ready.status(), ready::text);
        for (JsonNode check : ready.json().get("checks")) {
            if (check.get("id").textValue().equals(id)) {
                return check.get("data");
            }
        }
        throw new AssertionError("there is no check " + id + " in " + ready.text());
    }
}
