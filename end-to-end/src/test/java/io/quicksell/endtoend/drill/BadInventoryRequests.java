package io.quicksell.endtoend.drill;

import static io.quicksell.endtoend.drill.BadRequest.TWO_MIB;
import static io.quicksell.endtoend.drill.BadRequest.UNKNOWN;
import static io.quicksell.endtoend.drill.BadRequest.cursor;
import static io.quicksell.endtoend.drill.BadRequest.post;
import static io.quicksell.endtoend.drill.BadRequest.put;
import static io.quicksell.endtoend.drill.BadRequest.without;

import java.util.List;

/** What the inventory refuses of products, their stock and their ledgers. */
final class BadInventoryRequests {

    static final List<BadRequest> ALL = List.of(
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
            put("/products/KNOWN", product("\"Tea\"", "1", "-1"), 422),
            put("/products/KNOWN", "{", 400),
            put("/products/" + UNKNOWN, product("\"Tea\"", "1", "1"), 404),
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
            without("GET", "/products/KNOWN/movements?cursor=" + cursor("o"), 400),
            without("GET", "/products?cursor=" + cursor("o"), 400),
            without("GET", "/products?low_stock=yes", 422),
            without("GET", "/products?q=" + "x".repeat(300), 422),
            without("GET", "/docs/index.html", 404),
            without("POST", "/openapi.json", 405),
            without("GET", "/products?limit=0", 422),
            without("GET", "/products?colour=green", 422),
            without("GET", "/nowhere", 404));

    private BadInventoryRequests() {}

    private static String product(String name, String price, String quantity) {
        return "{\"name\": " + name + ", \"price\": " + price + ", \"quantity\": " + quantity + "}";
    }
}
