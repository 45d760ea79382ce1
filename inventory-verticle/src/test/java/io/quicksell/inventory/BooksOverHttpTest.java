package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.order.Line;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The responses of GET /health/integrity while a running inventory checks its books. */
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

        Response response = inventory.user().get(PATH);

        assertEquals(200, response.status());
        assertEquals("CHECKING", response.json().get("status").textValue());
        assertEquals(0, response.json().get("violations").size());
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
        assertEquals(200, inventory.user().send("HEAD", PATH, null).status());
        assertEquals(405, inventory.user().post(PATH, "{}").status());
    }

    @Test
    void aViolationIsReportedUntilItIsFixed() {
        inventory.start();
        expect(200, "OK");
        redis.call(Command.HINCRBY, InventoryKeys.product(tea), "quantity", 1);
        inventory.user().get(PATH + "?full=true");

        JsonNode report = expect(503, "VIOLATED");

        assertEquals(
                "[{\"product_id\":\"" + tea + "\",\"what\":\"quantity + held + sold\",\"expected\":10,\"found\":11}]",
                report.get("violations").toString());
        assertEquals(200, inventory.user().get("/health/ready").status(), "it goes on selling");
        redis.call(Command.HINCRBY, InventoryKeys.product(tea), "quantity", -1);
        expect(200, "OK");
    }

    @Test
    void aRecountIsMadeWhenItIsAskedForAndNotOtherwise() {
        inventory.start();
        String first = expect(200, "OK").get("recounted_at").textValue();
        stock.hold(order, new Line(tea, 2));
        assertEquals(
                0,
                inventory
                        .user()
                        .get(PATH + "?full=false")
                        .json()
                        .get("reservations")
                        .intValue());

        assertEquals(200, inventory.user().get(PATH + "?full=true").status());

        Eventually.holds(() -> {
            JsonNode report = inventory.user().get(PATH).json();
            assertEquals(1, report.get("reservations").intValue());
            assertNotEquals(first, report.get("recounted_at").textValue());
        });
        assertEquals(422, inventory.user().get(PATH + "?full=yes").status());
    }

    @Test
    void aRecountCannotBeAskedForWithoutRedis() {
        inventory.deploy(InventoryHealthTest.WITHOUT_REDIS);

        assertEquals(503, inventory.user().get(PATH + "?full=true").status());
    }

    private JsonNode expect(int statusCode, String status) {
        return Eventually.succeeds(() -> {
            Response response = inventory.user().get(PATH);
            assertEquals(status, response.json().get("status").textValue());
            assertEquals(statusCode, response.status());
            return response.json();
        });
    }
}
