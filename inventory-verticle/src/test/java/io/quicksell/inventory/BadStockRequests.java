package io.quicksell.inventory;

import static io.quicksell.common.testing.BadRequest.bare;
import static io.quicksell.common.testing.BadRequest.get;
import static io.quicksell.common.testing.BadRequest.json;
import static io.quicksell.common.testing.BadRequests.NOT_JSON;
import static io.quicksell.common.testing.BadRequests.UNKNOWN;
import static io.quicksell.common.testing.BadRequests.each;

import io.quicksell.common.http.Cursor;
import io.quicksell.common.testing.BadRequest;
import io.quicksell.common.testing.BadRequests;
import java.util.stream.Stream;

/** Bad requests for the stock of {@code <tea>}, of which 9 units are free, and for its movements. */
final class BadStockRequests {

    private static final String STOCK = "/products/<tea>/stock";
    private static final String MOVEMENTS = "/products/<tea>/movements";

    private BadStockRequests() {}

    static Stream<BadRequest> all() {
        return BadRequests.all(movements(), bodies(), deltas(), counts(), reasons(), refusals());
    }

    private static Stream<BadRequest> movements() {
        return BadRequests.all(
                BadRequests.lists(MOVEMENTS, Cursor.MOVEMENTS, 500),
                Stream.of(
                        get(422, MOVEMENTS + "?q=tea", "q is no parameter of this address"),
                        get(404, "/products/" + UNKNOWN + "/movements", "There is no product"),
                        get(400, "/products/tea/movements", "The id in the address must look like"),
                        bare("DELETE", MOVEMENTS, 405, "possible: HEAD, GET.")));
    }

    private static Stream<BadRequest> bodies() {
        return Stream.of(
                adjust(400, "", "The body is empty"),
                adjust(400, "{", NOT_JSON),
                adjust(400, "{\"delta\":1,\"delta\":1}", NOT_JSON),
                adjust(422, "[]", "The body must be a JSON object"),
                adjust(422, "{\"delta\":1,\"colour\":\"green\"}", "colour is not known here"),
                adjust(422, "{\"delta\":1,\"set\":1,\"expected\":1}", "delta cannot go with set; send one of them."),
                adjust(422, "{\"delta\":1,\"expected\":1}", "expected goes with set, not with delta."));
    }

    private static Stream<BadRequest> deltas() {
        String range = "delta must be from -1,000,000,000 to 1,000,000,000";
        return BadRequests.all(
                BadRequests.wholeNumbers("delta", range, BadStockRequests::delta),
                each(BadStockRequests::delta, 422, range, "1000000001", "-1000000001"),
                each(BadStockRequests::delta, 422, "delta must be a whole number", "0.5"),
                each(BadStockRequests::delta, 422, "delta must not be 0.", "0"),
                each(
                        BadStockRequests::adjust,
                        422,
                        "delta is missing, and set with expected too.",
                        "{}",
                        "{\"reason\":\"lost\"}",
                        "{\"delta\":null}"));
    }

    private static Stream<BadRequest> counts() {
        String range = "set must be from 0 to 1,000,000,000";
        return BadRequests.all(
                BadRequests.wholeNumbers("set", range, BadStockRequests::set),
                each(BadStockRequests::set, 422, range, "-1", "1000000001"),
                Stream.of(
                        adjust(422, "{\"set\":1}", "expected is missing."),
                        adjust(422, "{\"set\":1,\"expected\":-1}", "expected must be from 0 to 1,000,000,000")));
    }

    private static Stream<BadRequest> reasons() {
        return BadRequests.all(
                BadRequests.texts("reason", 0, (status, json, detail) -> delta(status, "1,\"reason\":" + json, detail)),
                Stream.of(delta(422, "1,\"reason\":\"a\\u0007b\"", "reason must not have control characters")));
    }

    private static Stream<BadRequest> refusals() {
        return Stream.of(
                delta(409, "-10", "There are 9 units; the quantity must stay from 0 to 1,000,000,000."),
                delta(409, "999999992", "the quantity must stay from 0 to 1,000,000,000."),
                set(409, "1", "The quantity is 9 now, not what you expected."),
                json("POST", "/products/" + UNKNOWN + "/stock", "{\"delta\":1}", 404, "There is no product"),
                json("POST", "/products/tea/stock", "{\"delta\":1}", 400, "The id in the address must look like"),
                bare("GET", STOCK, 405, "possible: POST."));
    }

    private static BadRequest adjust(int status, String body, String detail) {
        return json("POST", STOCK, body, status, detail);
    }

    private static BadRequest delta(int status, String delta, String detail) {
        return adjust(status, "{\"delta\":" + delta + "}", detail);
    }

    private static BadRequest set(int status, String quantity, String detail) {
        return adjust(status, "{\"set\":" + quantity + ",\"expected\":10}", detail);
    }
}
