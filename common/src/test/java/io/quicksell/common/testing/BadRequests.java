package io.quicksell.common.testing;

import static io.quicksell.common.testing.BadRequest.bare;
import static io.quicksell.common.testing.BadRequest.get;

import io.quicksell.common.http.Cursor;
import io.quicksell.common.http.RequestBodies;
import java.util.Collections;
import java.util.stream.Stream;

/** Requests that every service refuses in the same way. */
public final class BadRequests {

    /** An id of nothing. */
    public static final String UNKNOWN = "0b1d3f5a-1111-4222-8333-444455556666";

    /** How a body that cannot be parsed is refused. */
    public static final String NOT_JSON = "The body is not valid JSON (line 1, column ";

    private static final int INVALID = 422;

    /** Makes the request that contains a piece of JSON. */
    @FunctionalInterface
    public interface Carrier {
        BadRequest carry(int status, String json, String detail);
    }

    private BadRequests() {}

    /** Bodies that are too large, not JSON, or not an object. */
    public static Stream<BadRequest> bodies(Carrier body) {
        return all(
                each(body, 400, "The body is empty", ""),
                each(
                        body,
                        400,
                        NOT_JSON,
                        "{",
                        "{\"name\":\"Tea\",\"quantity\":",
                        "{\"name\":\"Tea\",\"quantity\":1",
                        "{'name':'Tea'}",
                        "name=Tea&quantity=1",
                        "{\"quantity\":NaN}",
                        "{\"quantity\":-Infinity}",
                        "{\"quantity\":01}",
                        "{\"quantity\":1,\"quantity\":2}",
                        "{\"quantity\":1}{}"),
                each(body, 400, "The body is nested too deep", "[".repeat(500), "[".repeat(200) + "]".repeat(200)),
                each(body, 400, "a number or a text that is too long", "{\"quantity\":" + "9".repeat(2_000) + "}"),
                each(
                        body,
                        400,
                        "an exponent that no number can have",
                        "{\"price\":1e99999999999}",
                        "{\"price\":0e-2147483648}"),
                each(body, INVALID, "The body must be a JSON object", "[]", "null", "\"Tea\""),
                each(body, 413, "larger than 64 KiB", " ".repeat(2 * RequestBodies.MAX_BODY_BYTES)),
                Stream.of("text/plain", "application/xml", "multipart/form-data")
                        .map(type -> body.carry(415, "{}", "not " + type).with("Content-Type", type)),
                Stream.of(body.carry(415, "{}", "Send the body as Content-Type: application/json")
                        .with("Content-Type", null)));
    }

    /**
     * Values of a member that are not whole numbers, or far beyond every range.
     *
     * @param range how a value out of range is refused
     */
    public static Stream<BadRequest> wholeNumbers(String member, String range, Carrier value) {
        return all(
                numbers(member, range, value),
                each(value, INVALID, member + " must be a whole number", "2.7", "\"2.7\""));
    }

    /** Values of a member that are not numbers, or far beyond every range. */
    public static Stream<BadRequest> numbers(String member, String range, Carrier value) {
        return all(
                each(
                        value,
                        INVALID,
                        member + " must be a number",
                        "true",
                        "[1]",
                        "{}",
                        "\"many\"",
                        "\"NaN\"",
                        "\"\"",
                        '"' + "1".repeat(50) + '"'),
                each(value, INVALID, range, "9223372036854775808", "1e400", "-1e400", "\"1e400\"", "1e2000000000"));
    }

    /** Values of a member that are not texts of {@code min} to 200 characters. */
    public static Stream<BadRequest> texts(String member, int min, Carrier value) {
        return all(
                each(value, INVALID, member + " must be a text", "7", "true", "[\"Tea\"]", "{}"),
                each(
                        value,
                        INVALID,
                        member + " must have " + min + " to 200 characters; it has 201",
                        '"' + "x".repeat(201) + '"'),
                each(
                        value,
                        INVALID,
                        member + " must not have control characters",
                        "\"Te\\u0000a\"",
                        "\"Te\\u001b[31ma\"",
                        "\"Te\\ud800a\""),
                each(
                        value,
                        INVALID,
                        member + " must have something to see",
                        "\"\\u00a0\"",
                        "\" \\u2007\\u202f \"",
                        "\"\\u2800\"",
                        "\"\\u0301\""),
                each(
                        value,
                        INVALID,
                        ", which is invisible",
                        "\"\\u200b\"",
                        "\"\\u3164\"",
                        "\"\\ufeff\"",
                        "\"Te\\u2028a\"",
                        "\"T\\u200dea\""),
                each(
                        value,
                        INVALID,
                        member + " must not have U+202E, which changes the direction of text",
                        "\"\\u202eaeT\""),
                each(value, INVALID, member + " must not have U+E000", "\"Tea\\ue000\""));
    }

    /** Values of a member that are not ids. */
    public static Stream<BadRequest> ids(String member, Carrier value) {
        return all(
                each(value, INVALID, member + " is missing", "null"),
                each(
                        value,
                        INVALID,
                        member + " must be an id like",
                        "7",
                        "\"tea\"",
                        "\"\"",
                        "\"../holds\"",
                        '"' + UNKNOWN + "}\"",
                        '"' + UNKNOWN.replace("-", "") + '"'));
    }

    /**
     * Lines of an order that cannot be ordered.
     *
     * @param product the id of one that can
     * @param lines carries the member {@code lines}
     */
    public static Stream<BadRequest> lines(String product, Carrier lines) {
        String range = "lines[0].quantity must be from 1 to 1,000,000";
        Carrier quantity = (status, json, detail) -> lines.carry(status, "[" + line(product, json) + "]", detail);
        return all(
                each(lines, INVALID, "lines must be a list", "7"),
                each(lines, INVALID, "lines must have 1 to 100 entries; it has 0", "[]"),
                each(
                        lines,
                        INVALID,
                        "lines must have 1 to 100 entries; it has 101",
                        Collections.nCopies(101, line(product, "1")).toString()),
                each(lines, INVALID, "lines[0] must be an object", "[7]"),
                each(lines, INVALID, "lines[0].product_id is missing (and 1 more)", "[{}]"),
                ids(
                        "lines[0].product_id",
                        (status, json, detail) ->
                                lines.carry(status, "[{\"product_id\":" + json + ",\"quantity\":1}]", detail)),
                wholeNumbers("lines[0].quantity", range, quantity),
                each(quantity, INVALID, range, "0", "-3", "\"-1\"", "1000001", "1e-400"),
                each(quantity, INVALID, "lines[0].quantity is missing", "null"),
                each(quantity, INVALID, "lines[0].price is not known here", "1,\"price\":0"),
                each(
                        lines,
                        INVALID,
                        "lines[1].quantity must be from 1 to 1,000,000",
                        "[" + line(product, "1") + "," + line(product, "-1") + "]"),
                each(
                        lines,
                        INVALID,
                        "lines must not ask for more than 1,000,000 units of one product",
                        "[" + line(product, "1000000") + "," + line(product, "1") + "]"));
    }

    /**
     * Lists with parameters that they do not take.
     *
     * @param kind of its cursors
     */
    public static Stream<BadRequest> lists(String path, char kind, int maxLimit) {
        Stream<Object> foreign = Stream.of(Cursor.PRODUCTS, Cursor.ORDERS, Cursor.MOVEMENTS)
                .filter(other -> other != kind)
                .map(other -> new Cursor(other, 1, other == Cursor.PRODUCTS ? UNKNOWN : "0"));
        Stream<Object> forged = Stream.of(
                "",
                "forged",
                "%2e%2e%2f",
                new Cursor(kind, 1, "x".repeat(36)),
                new Cursor(kind, 1, "1 2"),
                new Cursor(kind, 1_000_000_000_000_000L, UNKNOWN));
        return all(
                Stream.of("0", "-1", "", "all", "1e2", "99999999999999999999", String.valueOf(maxLimit + 1))
                        .map(limit -> get(
                                INVALID,
                                path + "?limit=" + limit,
                                "limit must be a whole number from 1 to " + maxLimit)),
                Stream.concat(foreign, forged)
                        .map(cursor -> get(400, path + "?cursor=" + cursor, "The cursor is not one of this list.")),
                Stream.of(
                        get(INVALID, path + "?limit=1&limit=2", "limit is given more than once"),
                        get(INVALID, path + "?colour=green", "colour is no parameter of this address")));
    }

    /** Searches for a text that is none. */
    public static Stream<BadRequest> searches(String path) {
        return Stream.of(
                get(INVALID, path + "?q=a&q=b", "q is given more than once"),
                get(INVALID, path + "?q=" + "x".repeat(201), "q must have at most 200 characters"));
    }

    /**
     * Addresses and headers that no service takes.
     *
     * @param list the path of a list of things
     * @param what is listed, as problems call it
     * @param id of one of them
     */
    public static Stream<BadRequest> addresses(String list, String what, String id) {
        String thing = list + "/" + id;
        return Stream.of(
                get(404, "/nothing", "There is nothing at /nothing."),
                get(404, thing + "/nothing", "There is nothing at " + thing + "/nothing."),
                get(404, list + "/%2e%2e", "There is nothing at " + list + "/%2e%2e."),
                get(404, list + "/" + UNKNOWN, "There is no " + what + " " + UNKNOWN),
                get(400, list + "/tea", "The id in the address must look like"),
                get(400, thing + "x", "The id in the address must look like"),
                get(400, thing + "*", "The id in the address must look like"),
                bare("POST", "/health/live", 405, "POST is not possible here; possible: HEAD, GET."),
                get(414, list + "/" + "x".repeat(5_000), "The address is longer than 4096 characters."),
                get(431, list, "The header fields are larger than 8192 bytes.").with("X-Filler", "x".repeat(9_000)),
                get(400, "/events", "The Last-Event-ID is none of these events.")
                        .with("Last-Event-ID", "forged"));
    }

    /** A line of an order. */
    public static String line(String product, String quantity) {
        return "{\"product_id\":\"" + product + "\",\"quantity\":" + quantity + "}";
    }

    /** The requests that carry each of these pieces of JSON. */
    public static Stream<BadRequest> each(Carrier carrier, int status, String detail, String... json) {
        return Stream.of(json).map(piece -> carrier.carry(status, piece, detail));
    }

    /** All these requests, one part after another. */
    @SafeVarargs
    public static Stream<BadRequest> all(Stream<BadRequest>... parts) {
        Stream<BadRequest> all = Stream.empty();
        for (Stream<BadRequest> part : parts) {
            all = Stream.concat(all, part);
        }
        return all;
    }
}
