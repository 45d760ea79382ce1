package io.quicksell.endtoend.drill;

import static io.quicksell.endtoend.drill.BadRequest.TWO_MIB;
import static io.quicksell.endtoend.drill.BadRequest.UNKNOWN;
import static io.quicksell.endtoend.drill.BadRequest.cursor;
import static io.quicksell.endtoend.drill.BadRequest.post;
import static io.quicksell.endtoend.drill.BadRequest.without;

import java.util.List;

/** What payment refuses of orders and refunds. */
final class BadPaymentRequests {

    static final List<BadRequest> ALL = List.of(
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
            without("GET", "/orders?cursor=" + cursor("p"), 400),
            without("GET", "/orders?status=paid", 422),
            without("GET", "/orders?product_id=tea", 422),
            without("GET", "/orders?q=" + "x".repeat(300), 422),
            post("/orders/" + UNKNOWN + "/refund", "{\"restock\": true, \"restock\": false}", 400),
            without("GET", "/nowhere", 404));

    private BadPaymentRequests() {}

    private static String order(String productId, String quantity) {
        return "{\"product_id\": \"" + productId + "\", \"quantity\": " + quantity + "}";
    }
}
