package io.quicksell.inventory;

import static io.quicksell.inventory.RunningInventory.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quicksell.common.domain.Ids;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags of versions, and requests that depend on them (RFC 9110, section 13). */
class ConditionalRequestsTest extends StockTestBase {

    private static final String GREEN_TEA = "{\"name\":\"Green tea\",\"price\":3,\"quantity\":20}";

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @Test
    void everyAnswerThatShowsOneProductHasTheTagOfItsVersion() {
        HttpResponse<String> created = inventory.post("/products", GREEN_TEA);
        String path = created.headers().firstValue("Location").orElseThrow();

        assertTag("\"1\"", created);
        assertTag("\"1\"", inventory.get(path));
        assertTag("\"1\"", inventory.send("HEAD", path, null));
        assertTag("\"2\"", inventory.send("PUT", path, GREEN_TEA.replace("20", "21")));
        assertTag("\"2\"", inventory.get(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"})
    void whatTheClientHasIsNotSentAgain(String known) {
        for (String method : new String[] {"GET", "HEAD"}) {
            HttpResponse<String> answer = send(method, null, "If-None-Match", known);

            assertEquals(304, answer.statusCode());
            assertEquals("", answer.body());
            assertTag("\"1\"", answer);
            assertFalse(answer.headers().firstValue("Content-Length").isPresent());
        }
    }

    @Test
    void whatTheClientHasIsSentAgainWhenItHasChanged() {
        HttpResponse<String> answer = send("GET", null, "If-None-Match", "\"0\", W/\"2\"");

        assertEquals(200, answer.statusCode());
        assertEquals(tea, json(answer).get("id").textValue());
    }

    @Test
    void aDeletedProductIsNotFoundWhateverTheClientHas() {
        stock.delete(tea);

        assertEquals(404, send("GET", null, "If-None-Match", "*").statusCode());
        assertEquals(404, send("PUT", GREEN_TEA, "If-Match", "\"1\"").statusCode());
        assertEquals(404, send("DELETE", null, "If-Match", "*").statusCode());
    }

    @Test
    void anEditOfTheVersionThatTheClientReadIsMade() {
        HttpResponse<String> edited = send("PUT", GREEN_TEA, "If-Match", "\"1\"");

        assertEquals(200, edited.statusCode());
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
        assertEquals(204, send("DELETE", null, "If-Match", "\"1\"").statusCode());
    }

    @Test
    void ofTwoWhoReadTheSameVersionOneEdits() {
        String path = "/products/" + tea;
        String milks = GREEN_TEA.replace("Green tea", Ids.random());

        assertEquals(200, send("PUT", GREEN_TEA, "If-Match", "\"1\"").statusCode());
        assertEquals(412, send("PUT", milks, "If-Match", "\"1\"").statusCode());
        assertEquals("Green tea", json(inventory.get(path)).get("name").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "'1'", "\"1", "\"1\" \"2\"", "w/\"1\"", "*, \"1\""})
    void whatIsNoTagIsRefusedAndNothingIsDone(String noTag) {
        Map<String, String> before = redis.snapshot();

        assertEquals(400, send("PUT", GREEN_TEA, "If-Match", noTag).statusCode());
        assertEquals(400, send("DELETE", null, "If-Match", noTag).statusCode());
        assertEquals(400, send("GET", null, "If-None-Match", noTag).statusCode());
        assertEquals(400, adjust(noTag).statusCode());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void anAdjustmentComparesTagsAsAnEditDoes() {
        assertStale(adjust("W/\"1\""));
        assertStale(adjust("\"7\""));
        assertEquals(200, adjust("\"7\", \"1\"").statusCode());
        assertEquals(200, adjust("*").statusCode());
    }

    private HttpResponse<String> adjust(String ifMatch) {
        return sendTo("/products/" + tea + "/stock", "POST", "{\"delta\":1}", "If-Match", ifMatch);
    }

    private void assertStale(HttpResponse<String> answer) {
        assertEquals(412, answer.statusCode(), answer.body());
        assertEquals(
                "urn:quicksell:problem:precondition-failed",
                json(answer).get("type").textValue());
        assertEquals(json(inventory.get("/products/" + tea)), json(answer).get("product"));
    }

    private HttpResponse<String> send(String method, String body, String header, String value) {
        return sendTo("/products/" + tea, method, body == null ? "" : body, header, value);
    }

    private HttpResponse<String> sendTo(String path, String method, String body, String header, String value) {
        return inventory.send(
                inventory
                        .request(path)
                        .header("Content-Type", "application/json")
                        .header(header, value)
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)),
                body);
    }

    private static void assertTag(String tag, HttpResponse<String> answer) {
        assertEquals(tag, answer.headers().firstValue("ETag").orElse("none"));
        assertEquals("no-cache", answer.headers().firstValue("Cache-Control").orElse("none"));
    }
}
