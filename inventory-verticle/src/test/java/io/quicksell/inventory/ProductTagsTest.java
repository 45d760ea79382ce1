package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quicksell.common.testing.HttpUser.Response;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tags of versions, with which a client revalidates its copy (RFC 9110, section 8.8.3). */
class ProductTagsTest extends StockTestBase {

    private static final String GREEN_TEA = "{\"name\":\"Green tea\",\"price\":3,\"quantity\":20}";

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @Test
    void everyResponseWithOneProductHasTheTagOfItsVersion() {
        Response created = inventory.user().post("/products", GREEN_TEA);
        String path = created.header("Location");

        assertTag("\"1\"", created);
        assertTag("\"1\"", inventory.user().get(path));
        assertTag("\"1\"", inventory.user().send("HEAD", path, null));
        assertTag("\"2\"", inventory.user().send("PUT", path, GREEN_TEA.replace("20", "21")));
        assertTag("\"2\"", inventory.user().get(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"})
    void whatTheClientHasIsNotSentAgain(String known) {
        for (String method : new String[] {"GET", "HEAD"}) {
            Response response = send(method, null, "If-None-Match", known);

            assertEquals(304, response.status());
            assertEquals("", response.text());
            assertTag("\"1\"", response);
            assertNull(response.header("Content-Length"));
        }
    }

    @Test
    void whatTheClientHasIsSentAgainWhenItHasChanged() {
        Response response = send("GET", null, "If-None-Match", "\"0\", W/\"2\"");

        assertEquals(200, response.status());
        assertEquals(tea, response.json().get("id").textValue());
    }

    private Response send(String method, String body, String header, String value) {
        return inventory.user().send(method, "/products/" + tea, body, header, value);
    }

    private static void assertTag(String tag, Response response) {
        assertEquals(tag, response.header("ETag"));
        assertEquals("no-cache", response.header("Cache-Control"));
    }
}
