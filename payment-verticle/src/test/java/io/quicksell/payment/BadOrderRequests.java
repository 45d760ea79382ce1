package io.quicksell.payment;

import static io.quicksell.common.testing.BadRequest.bare;
import static io.quicksell.common.testing.BadRequest.get;
import static io.quicksell.common.testing.BadRequest.json;
import static io.quicksell.common.testing.BadRequests.NOT_JSON;
import static io.quicksell.common.testing.BadRequests.UNKNOWN;
import static io.quicksell.common.testing.BadRequests.each;
import static io.quicksell.common.testing.BadRequests.line;

import io.quicksell.common.http.Cursor;
import io.quicksell.common.testing.BadRequest;
import io.quicksell.common.testing.BadRequests;
import java.util.stream.Stream;

/** Bad requests for orders, and how they are refused; {@code <order>} stands for the id of a pending order. */
final class BadOrderRequests {

    private static final String TEA = StoredOrders.TEA.productId();

    private BadOrderRequests() {}

    static Stream<BadRequest> all() {
        return BadRequests.all(
                BadRequests.bodies(BadOrderRequests::order),
                members(),
                quantities(),
                products(),
                BadRequests.lines(TEA, (status, json, detail) -> order(status, "{\"lines\":" + json + "}", detail)),
                BadRequests.texts("reference", 0, (status, json, detail) -> with(status, "reference", json, detail)),
                keys(),
                lists(),
                refunds(),
                BadRequests.addresses("/orders", "order", "<order>"),
                methods());
    }

    private static Stream<BadRequest> members() {
        return Stream.of(
                order(422, "{}", "product_id is missing (and 1 more)"),
                order(422, "{\"quantity\":1,\"lines\":[" + line(TEA, "1") + "]}", "quantity is not known here"),
                with(422, "colour", "\"green\"", "colour is not known here"),
                with(422, "status", "\"completed\"", "status is not known here"));
    }

    private static Stream<BadRequest> quantities() {
        String range = "quantity must be from 1 to 1,000,000";
        return BadRequests.all(
                BadRequests.wholeNumbers("quantity", range, BadOrderRequests::units),
                each(BadOrderRequests::units, 400, NOT_JSON, "NaN", "-Infinity", "01"),
                each(BadOrderRequests::units, 422, "quantity is missing", "null"),
                each(BadOrderRequests::units, 422, range, "-1", "\"-1\"", "0", "1000001", "1e-400"));
    }

    private static Stream<BadRequest> products() {
        return BadRequests.all(
                BadRequests.ids(
                        "product_id",
                        (status, json, detail) ->
                                order(status, "{\"product_id\":" + json + ",\"quantity\":1}", detail)),
                Stream.of(
                        order(422, "{\"quantity\":1}", "product_id is missing"),
                        order(422, "{\"id\":\"tea\",\"quantity\":1}", "id must be an id like"),
                        order(404, line(UNKNOWN, "1"), "There is no product " + UNKNOWN)));
    }

    private static Stream<BadRequest> keys() {
        String detail = "The Idempotency-Key must be one text of 1 to 255 visible ASCII characters.";
        return Stream.of(
                        "k".repeat(256),
                        "k".repeat(300),
                        '"' + "k".repeat(256) + '"',
                        "",
                        "\"\"",
                        "two words",
                        "\"open")
                .flatMap(key -> Stream.of(
                                order(400, RunningPayment.threeTeas(), detail), refund(400, "<order>", "{}", detail))
                        .map(bad -> bad.with("Idempotency-Key", key)));
    }

    private static Stream<BadRequest> lists() {
        String statuses = "status must be one of pending, completed, failed and refunded";
        String sequences = "sort must be one of created, number and total, with - before it for the highest first";
        return BadRequests.all(
                BadRequests.lists("/orders", Cursor.ORDERS, 500),
                BadRequests.searches("/orders"),
                Stream.of("paid", "Pending", "").map(status -> get(422, "/orders?status=" + status, statuses)),
                Stream.of("tea", "*", "")
                        .map(id -> get(422, "/orders?product_id=" + id, "product_id must be an id like")),
                Stream.of(
                                "",
                                "1764000000000",
                                "2026-11-29",
                                "2026-11-29T08:30Z",
                                "2026-02-30T08:30:00Z",
                                "2026-11-29T08:30:00+01:00")
                        .map(time -> get(
                                422,
                                "/orders?created_from=" + time,
                                "created_from must be a time like 2026-11-29T08:30:00Z")),
                Stream.of("", "-", "%2Btotal", "Total", "created_at")
                        .map(sort -> get(422, "/orders?sort=" + sort, sequences)),
                cursors(),
                Stream.of(
                        get(
                                422,
                                "/orders?created_before=now",
                                "created_before must be a time like 2026-11-29T08:30:00Z"),
                        get(422, "/orders?sort=total&sort=number", "sort is given more than once"),
                        get(422, "/orders?status=pending&status=failed", "status is given more than once"),
                        get(400, "/events", "The Last-Event-ID is none of these events.")
                                .with("Last-Event-ID", "djE6aW52ZW50b3J5OjE3NjM5Nzg0MDAwMDAtMA")));
    }

    /** Each list has cursors of its own. */
    private static Stream<BadRequest> cursors() {
        Cursor ofAll = new Cursor(Cursor.ORDERS, 1, UNKNOWN);
        Cursor byTotal = new Cursor(Cursor.FOUND_BY_TOTAL, 1, "1");
        return Stream.of(
                        "cursor=" + byTotal,
                        "sort=number&cursor=" + byTotal,
                        "status=pending&cursor=" + byTotal,
                        "status=pending&cursor=" + ofAll)
                .map(query -> get(400, "/orders?" + query, "The cursor is not one of this list."));
    }

    private static Stream<BadRequest> refunds() {
        return BadRequests.all(
                BadRequests.texts(
                        "reason",
                        0,
                        (status, json, detail) -> refund(status, "<order>", "{\"reason\":" + json + "}", detail)),
                Stream.of(
                        refund(400, "<order>", "{", NOT_JSON),
                        refund(400, "<order>", "{\"restock\":true,\"restock\":false}", NOT_JSON),
                        refund(422, "<order>", "[]", "The body must be a JSON object"),
                        refund(422, "<order>", "{\"restock\":\"yes\"}", "restock must be true or false"),
                        refund(422, "<order>", "{\"restock\":0}", "restock must be true or false"),
                        refund(422, "<order>", "{\"amount\":1}", "amount is not known here"),
                        refund(415, "<order>", "{}", "application/json").with("Content-Type", "text/plain"),
                        refund(409, "<order>", "{}", "Only a completed order can be refunded; this one is pending."),
                        refund(404, UNKNOWN, "{}", "There is no order " + UNKNOWN),
                        refund(400, "7", "{}", "The id in the address must look like")));
    }

    private static Stream<BadRequest> methods() {
        return Stream.of(
                bare("GET", "/orders/<order>/refund", 405, "GET is not possible here; possible: POST."),
                bare("DELETE", "/orders", 405, "possible: HEAD, GET, POST."),
                bare("PUT", "/orders/<order>", 405, "possible: HEAD, GET."));
    }

    private static BadRequest order(int status, String body, String detail) {
        return json("POST", "/orders", body, status, detail);
    }

    private static BadRequest units(int status, String quantity, String detail) {
        return order(status, line(TEA, quantity), detail);
    }

    private static BadRequest with(int status, String member, String json, String detail) {
        return units(status, "1,\"" + member + "\":" + json, detail);
    }

    private static BadRequest refund(int status, String id, String body, String detail) {
        return json("POST", "/orders/" + id + "/refund", body, status, detail);
    }
}
