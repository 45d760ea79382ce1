package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.testing.HttpUser.Response;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that depend on the version of a product (RFC 9110, section 13). */
class ConditionalRequestsTest extends StockTestBase {

    private static final String GREEN_TEA = "{\"name\":\"Green tea\",\"price\":3,\"quantity\":20}";

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @Test
    void aDeletedProductIsNotFoundWhateverTheClientHas() {
        stock.delete(tea);

        assertEquals(404, send("GET", null, "If-None-Match", "*").status());
        assertEquals(404, send("PUT", GREEN_TEA, "If-Match", "\"1\"").status());
        assertEquals(404, send("DELETE", null, "If-Match", "*").status());
    }

    @Test
    void anEditOfTheVersionThatTheClientReadIsMade() {
        Response edited = send("PUT", GREEN_TEA, "If-Match", "\"1\"");

        assertEquals(200, edited.status());
        assertTag("\"2\"", edited);
    }

    @Test
    void anEditOfAnotherVersionIsRefusedAndShowsTheProductAsItIs() {
        send("PUT", GREEN_TEA, "If-Match", "\"1\"");

        assertStale(send("PUT", GREEN_TEA, "If-Match", "\"1\""));
        assertStale(send("PUT", GREEN_TEA, "If-Match", "W/\"2\""));
        assertStale(send("DELETE", null, "If-Match", "\"1\""));
    }

    @Test
    void aProductIsDeletedAtTheVersionThatTheClientRead() {
        assertEquals(204, send("DELETE", null, "If-Match", "\"1\"").status());
    }

    @Test
    void ofTwoWhoReadTheSameVersionOneEdits() {
        String path = "/products/" + tea;
        String milks = GREEN_TEA.replace("Green tea", Ids.random());

        assertEquals(200, send("PUT", GREEN_TEA, "If-Match", "\"1\"").status());
        assertEquals(412, send("PUT", milks, "If-Match", "\"1\"").status());
        assertEquals("Green tea", inventory.user().get(path).json().get("name").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "'1'", "\"1", "\"1\" \"2\"", "w/\"1\"", "*, \"1\""})
    void whatIsNoTagIsRefusedAndNothingIsDone(String noTag) {
        Map<String, String> before = redis.snapshot(InventoryKeys.BOOKS_CHECK);

        assertEquals(400, send("PUT", GREEN_TEA, "If-Match", noTag).status());
        assertEquals(400, send("DELETE", null, "If-Match", noTag).status());
        assertEquals(400, send("GET", null, "If-None-Match", noTag).status());
        assertEquals(400, adjust(noTag).status());
        assertEquals(before, redis.snapshot(InventoryKeys.BOOKS_CHECK));
    }

    @Test
    void anAdjustmentComparesTagsAsAnEditDoes() {
        assertStale(adjust("W/\"1\""));
        assertStale(adjust("\"7\""));
        assertEquals(200, adjust("\"7\", \"1\"").status());
        assertEquals(200, adjust("*").status());
    }

    private Response adjust(String ifMatch) {
        return inventory.user().post("/products/" + tea + "/stock", "{\"delta\":1}", "If-Match", ifMatch);
    }

    private void assertStale(Response response) {
        assertEquals(412, response.status(), response.text());
        assertEquals(
                "urn:quicksell:problem:precondition-failed",
                response.json().get("type").textValue());
        assertEquals(
                inventory.user().get("/products/" + tea).json(), response.json().get("product"));
    }

    private Response send(String method, String body, String header, String value) {
        return inventory.user().send(method, "/products/" + tea, body, header, value);
    }

    private static void assertTag(String tag, Response response) {
        assertEquals(tag, response.header("ETag"));
        assertEquals("no-cache", response.header("Cache-Control"));
    }
}
