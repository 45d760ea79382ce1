package io.quicksell.payment;

import static java.util.stream.Collectors.joining;

import io.quicksell.common.http.Cursor;
import io.quicksell.common.http.HttpEdge;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests that payment refuses. In them {@code <order>} stands for the id of a pending order. */
final class BadRequests {

    /**
     * A request and how it is refused.
     *
     * @param headers name, value, name, value
     * @param detail what the answer's detail says, among other things
     */
    record Bad(String method, String path, String body, List<String> headers, int status, String detail) {

        Bad with(String... more) {
            return new Bad(method, path, body, List.of(more), status, detail);
        }

        @Override
        public String toString() {
            return shortened(method + " " + path + " " + body + " " + headers);
        }

        private static String shortened(String text) {
            return text.length() > 120 ? text.substring(0, 120) + "..." : text;
        }
    }

    static final String UNKNOWN = "0b1d3f5a-1111-4222-8333-444455556666";

    private static final String TEA = StoredOrders.TEA.productId();
    private static final String NOT_JSON = "The body is not valid JSON";

    private BadRequests() {}

    static Stream<Bad> all() {
        return Stream.of(
                        texts(),
                        quantities(),
                        products(),
                        lines(),
                        references(),
                        keys(),
                        lists(),
                        refunds(),
                        addresses())
                .flatMap(bad -> bad);
    }

    private static Stream<Bad> texts() {
        return Stream.of(
                order(400, "", "The body is empty"),
                order(400, "{", NOT_JSON),
                order(400, "{\"product_id\":\"" + TEA + "\",\"quantity\":", NOT_JSON),
                order(400, "{'quantity':1}", NOT_JSON),
                order(400, "quantity=1", NOT_JSON),
                order(400, "{\"quantity\":1,\"quantity\":2}", NOT_JSON),
                order(400, units("1") + units("1"), NOT_JSON),
                order(400, "[".repeat(500), "nested too deep"),
                order(422, "[]", "The body must be a JSON object"),
                order(422, "null", "The body must be a JSON object"),
                order(422, "{}", "product_id is missing (and 1 more)"),
                order(422, units("1,\"colour\":\"green\""), "colour is not known here"),
                order(422, units("1,\"status\":\"completed\""), "status is not known here"),
                order(413, "{\"reference\":\"" + "x".repeat(2 * HttpEdge.MAX_BODY_BYTES) + "\"}", "1024 KiB"),
                order(415, units("1"), "not text/plain").with("Content-Type", "text/plain"),
                order(415, units("1"), "application/json").with("Content-Type", "multipart/form-data"));
    }

    private static Stream<Bad> quantities() {
        String range = "quantity must be from 1 to 1,000,000";
        return Stream.of(
                order(400, units("NaN"), NOT_JSON),
                order(400, units("-Infinity"), NOT_JSON),
                order(400, units("01"), NOT_JSON),
                order(422, units("null"), "quantity is missing"),
                order(422, units("true"), "quantity must be a number"),
                order(422, units("[1]"), "quantity must be a number"),
                order(422, units("{}"), "quantity must be a number"),
                order(422, units("\"three\""), "quantity must be a number"),
                order(422, units("\"NaN\""), "quantity must be a number"),
                order(422, units("-1"), range),
                order(422, units("\"-1\""), range),
                order(422, units("0"), range),
                order(422, units("1000001"), range),
                order(422, units("9223372036854775808"), range),
                order(422, units("1e400"), range),
                order(422, units("1e2000000000"), range),
                order(422, units("-1e400"), range),
                order(422, units("1e-400"), range),
                order(422, units("2.7"), "quantity must be a whole number"),
                order(422, units("\"2.7\""), "quantity must be a whole number"));
    }

    private static Stream<Bad> products() {
        String id = "product_id must be an id like";
        return Stream.of(
                order(422, "{\"quantity\":1}", "product_id is missing"),
                order(422, "{\"product_id\":null,\"quantity\":1}", "product_id is missing"),
                order(422, "{\"product_id\":7,\"quantity\":1}", id),
                order(422, RunningPayment.units("tea", 1), id),
                order(422, RunningPayment.units("", 1), id),
                order(422, RunningPayment.units(TEA + "}", 1), id),
                order(422, RunningPayment.units(TEA.replace("-", ""), 1), id),
                order(422, "{\"id\":\"tea\",\"quantity\":1}", "id must be an id like"),
                order(404, RunningPayment.units(UNKNOWN, 1), "There is no product " + UNKNOWN));
    }

    private static Stream<Bad> lines() {
        return Stream.of(
                order(422, "{\"lines\":7}", "lines must be a list"),
                order(422, ordered(), "lines must have 1 to 100 entries; it has 0"),
                order(422, ordered(hundredAndOneLines()), "lines must have 1 to 100 entries; it has 101"),
                order(422, ordered("7"), "lines[0] must be an object"),
                order(422, ordered("{}"), "lines[0].product_id is missing (and 1 more)"),
                order(422, ordered(units("1"), units("-1")), "lines[1].quantity must be from 1 to 1,000,000"),
                order(422, ordered(units("1,\"price\":0")), "lines[0].price is not known here"),
                order(422, ordered(units("1000000"), units("1")), "more than 1,000,000 units of one product"),
                order(422, "{\"quantity\":1,\"lines\":[" + units("1") + "]}", "quantity is not known here"));
    }

    private static Stream<Bad> references() {
        return Stream.of(
                order(422, units("1,\"reference\":7"), "reference must be a text"),
                order(422, units("1,\"reference\":\"" + "r".repeat(201) + "\""), "it has 201"),
                order(422, units("1,\"reference\":\"a\\u0000b\""), "reference must not have control characters"));
    }

    private static Stream<Bad> keys() {
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

    private static Stream<Bad> lists() {
        String limit = "limit must be a whole number from 1 to 500";
        String cursor = "The cursor is not one of this list";
        return Stream.of(
                get(422, "/orders?limit=0", limit),
                get(422, "/orders?limit=501", limit),
                get(422, "/orders?limit=-1", limit),
                get(422, "/orders?limit=1e2", limit),
                get(422, "/orders?limit=99999999999999999999", limit),
                get(422, "/orders?limit=", limit),
                get(422, "/orders?limit=1&limit=2", "limit is given more than once"),
                get(422, "/orders?status=paid", "status must be one of pending, completed, failed and refunded"),
                get(422, "/orders?status=Pending", "status must be one of pending, completed, failed and refunded"),
                get(422, "/orders?status=", "status must be one of pending, completed, failed and refunded"),
                get(422, "/orders?status=pending&status=failed", "status is given more than once"),
                get(422, "/orders?product_id=tea", "product_id must be an id like"),
                get(422, "/orders?product_id=*", "product_id must be an id like"),
                get(422, "/orders?product_id=", "product_id must be an id like"),
                get(422, "/orders?q=a&q=b", "q is given more than once"),
                get(422, "/orders?q=" + "x".repeat(201), "q must have at most 200 characters"),
                get(422, "/orders?colour=green", "colour is no parameter of this address"),
                get(400, "/orders?cursor=" + new Cursor('m', 1, "0"), cursor),
                get(400, "/events", "The Last-Event-ID is none of these events.")
                        .with("Last-Event-ID", "djE6aW52ZW50b3J5OjE3NjM5Nzg0MDAwMDAtMA"),
                get(400, "/events", "The Last-Event-ID is none of these events.")
                        .with("Last-Event-ID", "forged"),
                get(400, "/orders?cursor=", cursor),
                get(400, "/orders?cursor=forged", cursor),
                get(400, "/orders?cursor=%2e%2e%2f", cursor),
                get(400, "/orders?cursor=" + new Cursor('p', 1, UNKNOWN), cursor),
                get(400, "/orders?cursor=" + new Cursor('o', 1, "x".repeat(36)), cursor),
                get(400, "/orders?cursor=" + new Cursor('o', 1_000_000_000_000_000L, UNKNOWN), cursor));
    }

    private static Stream<Bad> refunds() {
        return Stream.of(
                refund(400, "<order>", "{", NOT_JSON),
                refund(400, "<order>", "{\"restock\":true,\"restock\":false}", NOT_JSON),
                refund(422, "<order>", "[]", "The body must be a JSON object"),
                refund(422, "<order>", "{\"reason\":7}", "reason must be a text"),
                refund(422, "<order>", "{\"reason\":\"" + "r".repeat(201) + "\"}", "it has 201"),
                refund(422, "<order>", "{\"restock\":\"yes\"}", "restock must be true or false"),
                refund(422, "<order>", "{\"restock\":0}", "restock must be true or false"),
                refund(422, "<order>", "{\"amount\":1}", "amount is not known here"),
                refund(415, "<order>", "{}", "application/json").with("Content-Type", "text/plain"),
                refund(409, "<order>", "{}", "Only a completed order can be refunded; this one is pending."),
                refund(404, UNKNOWN, "{}", "There is no order " + UNKNOWN),
                refund(400, "7", "{}", "The id in the address must look like"));
    }

    private static Stream<Bad> addresses() {
        return Stream.of(
                get(404, "/orders/" + UNKNOWN, "There is no order " + UNKNOWN),
                get(400, "/orders/tea", "The id in the address must look like"),
                get(404, "/orders/%2e%2e", "There is nothing at /orders/%2e%2e."),
                get(400, "/orders/<order>*", "The id in the address must look like"),
                get(404, "/nothing", "There is nothing at /nothing."),
                get(404, "/orders/<order>/nothing", "There is nothing at /orders/<order>/nothing."),
                get(405, "/orders/<order>/refund", "GET is not possible here; possible: POST."),
                bad("DELETE", 405, "/orders", "possible: HEAD, GET, POST."),
                bad("PUT", 405, "/orders/<order>", "possible: HEAD, GET."),
                bad("POST", 405, "/health/live", "possible: HEAD, GET."),
                get(414, "/orders/" + "x".repeat(5_000), "The address is longer than 4096 characters."),
                get(431, "/orders", "The header fields are larger than 8192 bytes.")
                        .with("X-Filler", "x".repeat(9_000)));
    }

    private static Bad order(int status, String body, String detail) {
        return new Bad("POST", "/orders", body, List.of(), status, detail);
    }

    private static Bad refund(int status, String id, String body, String detail) {
        return new Bad("POST", "/orders/" + id + "/refund", body, List.of(), status, detail);
    }

    private static Bad get(int status, String path, String detail) {
        return bad("GET", status, path, detail);
    }

    private static Bad bad(String method, int status, String path, String detail) {
        return new Bad(method, path, null, List.of(), status, detail);
    }

    private static String units(String quantity) {
        return "{\"product_id\":\"" + TEA + "\",\"quantity\":" + quantity + "}";
    }

    private static String ordered(String... lines) {
        return "{\"lines\":[" + String.join(",", lines) + "]}";
    }

    private static String hundredAndOneLines() {
        return IntStream.rangeClosed(0, 100).mapToObj(i -> units("1")).collect(joining(","));
    }
}
