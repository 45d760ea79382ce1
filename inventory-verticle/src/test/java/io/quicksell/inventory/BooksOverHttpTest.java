package io.quicksell.inventory;

import static io.quicksell.inventory.RunningInventory.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.order.Line;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What GET /health/integrity answers while a running inventory checks its books. */
class BooksOverHttpTest extends StockTestBase {

    private static final String PATH = "/health/integrity";

    private final RunningInventory inventory = new RunningInventory(redis);

    @AfterEach
    void stop() {
        inventory.stop();
    }

    /** Without Redis no pass ends. */
    @Test
    void untilTheFirstPassHasEndedItIsStillChecking() {
        inventory.deploy(InventoryHealthTest.WITHOUT_REDIS);

        HttpResponse<String> answer = inventory.get(PATH);

        assertEquals(200, answer.statusCode());
        assertEquals("CHECKING", json(answer).get("status").textValue());
        assertEquals(0, json(answer).get("violations").size());
    }

    @Test
    void booksThatAgreeAreOk() {
        stock.hold(order, new Line(tea, 2));
        inventory.start();

        JsonNode report = expect(200, "OK");

        assertEquals(2, report.get("products").intValue());
        assertEquals(2, report.get("judged").intValue());
        assertEquals(0, report.get("changed_meanwhile").intValue());
        assertEquals(1, report.get("reservations").intValue());
        assertTrue(report.hasNonNull("finished_at"), report::toString);
        assertEquals(200, inventory.send("HEAD", PATH, null).statusCode());
        assertEquals(405, inventory.post(PATH, "{}").statusCode());
    }

    @Test
    void aViolationIsNamedUntilItIsMended() {
        inventory.start();
        redis.call(Command.HINCRBY, InventoryKeys.product(tea), "quantity", 1);

        JsonNode report = expect(503, "VIOLATED");

        assertEquals(
                "[{\"product_id\":\"" + tea + "\",\"what\":\"quantity + held + sold\",\"expected\":10,\"found\":11}]",
                report.get("violations").toString());
        assertEquals(200, inventory.get("/health/ready").statusCode(), "it goes on selling");
        redis.call(Command.HINCRBY, InventoryKeys.product(tea), "quantity", -1);
        expect(200, "OK");
    }

    private JsonNode expect(int statusCode, String status) {
        return Eventually.succeeds(() -> {
            HttpResponse<String> answer = inventory.get(PATH);
            assertEquals(status, json(answer).get("status").textValue());
            assertEquals(statusCode, answer.statusCode());
            return json(answer);
        });
    }
}
