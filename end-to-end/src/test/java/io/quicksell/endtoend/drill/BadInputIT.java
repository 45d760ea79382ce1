package io.quicksell.endtoend.drill;

import static io.quicksell.endtoend.drill.BadRequest.post;
import static io.quicksell.endtoend.drill.BadRequest.without;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.Rest.Answer;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.Shop;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, the answer says what is wrong with it, nothing is written, and nothing breaks. */
class BadInputIT {

    private static final String UNKNOWN = "123e4567-e89b-42d3-a456-426614174000";
    private static final String CURSOR_OF_ORDERS = cursor("o");
    private static final String CURSOR_OF_PRODUCTS = cursor("p");
    private static final String JSON = "application/json";
    private static final String TWO_MIB = "{\"name\": \"" + "x".repeat(2 * 1024 * 1024) + "\"}";

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    private static String known;

    @BeforeAll
    static void addAProduct() {
        known = SYSTEM.shop().addProduct(5);
    }

    @ParameterizedTest
    @MethodSource
    void inventoryRefuses(BadRequest bad, Door door) {
        assertRefused(bad, SYSTEM.shop(door).inventory());
    }

    @ParameterizedTest
    @MethodSource
    void paymentRefuses(BadRequest bad, Door door) {
        assertRefused(bad, SYSTEM.shop(door).payment());
    }

    static Stream<Arguments> inventoryRefuses() {
        return atEachDoor(
                post("/products", "{\"name\": \"Tea\"", 400),
                post("/products", "", 400),
                post("/products", "{\"name\": \"Tea\", \"name\": \"Tea\", \"price\": 1, \"quantity\": 1}", 400),
                post("/products", product("\"Tea\"", "1", "1") + " {}", 400),
                post("/products", product("\"Tea\"", "NaN", "1"), 400),
                post("/products", product("\"Tea\"", "1", "Infinity"), 400),
                post("/products", product("\"Tea\"", "1", "9".repeat(2_000)), 400),
                post("/products", product("\"T\u00ff\"", "1", "1"), 400),
                post("/products", "[".repeat(5_000), 400),
                post("/products", "[]", 422),
                post("/products", "null", 422),
                post("/products", "\"Tea\"", 422),
                post("/products", "{}", 422),
                post("/products", product("5", "1", "1"), 422),
                post("/products", product("\" \"", "1", "1"), 422),
                post("/products", product("\"Te\\u0000a\"", "1", "1"), 422),
                post("/products", product("\"Te\\ud800a\"", "1", "1"), 422),
                post("/products", product("\"" + "x".repeat(300) + "\"", "1", "1"), 422),
                post("/products", product("\"Tea\"", "true", "1"), 422),
                post("/products", product("\"Tea\"", "-1", "1"), 422),
                post("/products", product("\"Tea\"", "1.005", "1"), 422),
                post("/products", product("\"Tea\"", "1e400", "1"), 422),
                post("/products", product("\"Tea\"", "1e-999999999", "1"), 422),
                post("/products", product("\"Tea\"", "\"1e400\"", "1"), 422),
                post("/products", product("\"Tea\"", "\"NaN\"", "1"), 422),
                post("/products", product("\"Tea\"", "1", "-1"), 422),
                post("/products", product("\"Tea\"", "1", "2.7"), 422),
                post("/products", product("\"Tea\"", "1", "1e400"), 422),
                post("/products", product("\"Tea\"", "1", "1e999999999"), 422),
                post("/products", product("\"Tea\"", "1", "\"many\""), 422),
                post("/products", product("\"Tea\"", "1", "[1]"), 422),
                post("/products", product("\"Tea\"", "1", "1000000001"), 422),
                post("/products", product("\"Tea\"", "1", "1, \"colour\": \"green\""), 422),
                post("/products", TWO_MIB, 413),
                new BadRequest("POST", "/products", "text/plain", product("\"Tea\"", "1", "1"), 415),
                new BadRequest("POST", "/products", "", product("\"Tea\"", "1", "1"), 415),
                new BadRequest("PUT", "/products/KNOWN", JSON, product("\"Tea\"", "1", "-1"), 422),
                new BadRequest("PUT", "/products/KNOWN", JSON, "{", 400),
                new BadRequest("PUT", "/products/" + UNKNOWN, JSON, product("\"Tea\"", "1", "1"), 404),
                without("PUT", "/products", 405),
                without("PATCH", "/products/KNOWN", 405),
                without("GET", "/products/not-an-id", 400),
                without("DELETE", "/products/not-an-id", 400),
                without("GET", "/products/" + UNKNOWN, 404),
                without("DELETE", "/products/" + UNKNOWN, 404),
                post("/products/KNOWN/stock", "{\"delta\": 1, \"delta\": 1}", 400),
                post("/products/KNOWN/stock", "{\"delta\": 0}", 422),
                post("/products/KNOWN/stock", "{\"set\": 1}", 422),
                post("/products/KNOWN/stock", "{\"delta\": -6}", 409),
                post("/products/KNOWN/stock", "{\"set\": 1, \"expected\": 4}", 409),
                post("/products/" + UNKNOWN + "/stock", "{\"delta\": 1}", 404),
                without("GET", "/products/KNOWN/stock", 405),
                without("GET", "/products/" + UNKNOWN + "/movements", 404),
                without("GET", "/products/KNOWN/movements?limit=501", 422),
                without("GET", "/products/KNOWN/movements?cursor=" + CURSOR_OF_ORDERS, 400),
                without("GET", "/products?cursor=" + CURSOR_OF_ORDERS, 400),
                without("GET", "/products?low_stock=yes", 422),
                without("GET", "/products?q=" + "x".repeat(300), 422),
                without("GET", "/docs/index.html", 404),
                without("POST", "/openapi.json", 405),
                without("GET", "/products?limit=0", 422),
                without("GET", "/products?colour=green", 422),
                without("GET", "/nowhere", 404));
    }

    static Stream<Arguments> paymentRefuses() {
        return atEachDoor(
                post("/orders", "{\"product_id\": ", 400),
                post("/orders", order("KNOWN", "NaN"), 400),
                post("/orders", "", 400),
                post("/orders", "[]", 422),
                post("/orders", "{}", 422),
                post("/orders", order("not-an-id", "1"), 422),
                post("/orders", order(UNKNOWN, "1"), 404),
                post("/orders", order("KNOWN", "0"), 422),
                post("/orders", order("KNOWN", "-1"), 422),
                post("/orders", order("KNOWN", "2.7"), 422),
                post("/orders", order("KNOWN", "1e400"), 422),
                post("/orders", order("KNOWN", "-1e999999999"), 422),
                post("/orders", order("KNOWN", "1000001"), 422),
                post("/orders", order("KNOWN", "true"), 422),
                post("/orders", order("KNOWN", "\"\""), 422),
                post("/orders", order("KNOWN", "null"), 422),
                post("/orders", order("KNOWN", "1, \"colour\": \"green\""), 422),
                post("/orders", order("KNOWN", "1, \"reference\": \"" + "x".repeat(300) + "\""), 422),
                post("/orders", order("KNOWN", "6"), 409),
                post("/orders", "{\"lines\": []}", 422),
                post("/orders", "{\"lines\": {}}", 422),
                post("/orders", "{\"lines\": [5]}", 422),
                post("/orders", "{\"lines\": [" + order("KNOWN", "0") + "]}", 422),
                post("/orders", "{\"lines\": [" + order("KNOWN", "1") + ", " + order(UNKNOWN, "1") + "]}", 404),
                post("/orders", "{\"lines\": [" + order("KNOWN", "1, \"colour\": 1") + "]}", 422),
                post(
                        "/orders",
                        "{\"lines\": [" + (order("KNOWN", "1") + ", ").repeat(100) + order("KNOWN", "1") + "]}",
                        422),
                post("/orders", TWO_MIB, 413),
                new BadRequest("POST", "/orders", "application/x-www-form-urlencoded", "quantity=1", 415),
                post("/orders/" + UNKNOWN + "/refund", "{}", 404),
                post("/orders/not-an-id/refund", "{}", 400),
                post("/orders/" + UNKNOWN + "/refund", "{\"restock\": \"yes\"}", 422),
                post("/orders/" + UNKNOWN + "/refund", "{", 400),
                without("DELETE", "/orders", 405),
                without("PUT", "/orders/" + UNKNOWN, 405),
                without("GET", "/orders/" + UNKNOWN + "/refund", 405),
                without("GET", "/orders/not-an-id", 400),
                without("GET", "/orders/" + UNKNOWN, 404),
                without("GET", "/orders?limit=0", 422),
                without("GET", "/orders?limit=501", 422),
                without("GET", "/orders?limit=NaN", 422),
                without("GET", "/orders?limit=1&limit=2", 422),
                without("GET", "/orders?cursor=!", 400),
                without("GET", "/orders?cursor=" + CURSOR_OF_PRODUCTS, 400),
                without("GET", "/orders?status=paid", 422),
                without("GET", "/orders?product_id=tea", 422),
                without("GET", "/orders?q=" + "x".repeat(300), 422),
                post("/orders/" + UNKNOWN + "/refund", "{\"restock\": true, \"restock\": false}", 400),
                without("GET", "/nowhere", 404));
    }

    private static void assertRefused(BadRequest bad, Rest service) {
        String before = everything();

        Answer answer = bad.sendTo(service, known).expect(bad.status());

        assertEquals("application/problem+json", answer.header("Content-Type").orElse("none"));
        JsonNode problem = answer.json();
        assertEquals(bad.status(), problem.path("status").asInt());
        assertTrue(problem.path("type").asText().startsWith("urn:quicksell:problem:"), answer::text);
        List.of("title", "detail")
                .forEach(member -> assertFalse(problem.path(member).asText().isBlank(), answer::text));
        assertEquals(
                answer.header("X-Request-Id").orElse("none"),
                problem.path("request_id").asText());
        assertEquals(bad.status() == 405, answer.header("Allow").isPresent());
        assertEquals(before, everything());
        assertFalse(SYSTEM.process().log().contains("\tat "), "a stack trace is in the log");
    }

    private static String everything() {
        Shop shop = SYSTEM.shop();
        return shop.inventory().get("/products").expect(200).text()
                + shop.payment().get("/orders").expect(200).text();
    }

    private static String cursor(String kind) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("v1:" + kind + ":1:" + UNKNOWN).getBytes(US_ASCII));
    }

    private static Stream<Arguments> atEachDoor(BadRequest... requests) {
        return Arrays.stream(requests)
                .flatMap(bad -> Arrays.stream(Door.values()).map(door -> Arguments.of(bad, door)));
    }

    private static String product(String name, String price, String quantity) {
        return "{\"name\": " + name + ", \"price\": " + price + ", \"quantity\": " + quantity + "}";
    }

    private static String order(String productId, String quantity) {
        return "{\"product_id\": \"" + productId + "\", \"quantity\": " + quantity + "}";
    }
}
