package io.quicksell.inventory;

import io.quicksell.common.http.Cursor;
import io.quicksell.inventory.BadRequests.Bad;
import java.util.function.Function;
import java.util.stream.Stream;

/** More of the table: lists by page, and stock that is adjusted by hand. */
final class BadListAndStockRequests {

    private static final String CURSOR = "The cursor is not one of this list.";

    private BadListAndStockRequests() {}

    static Stream<Bad> all() {
        return Stream.of(pages(), movements(), adjustments()).flatMap(Function.identity());
    }

    private static Stream<Bad> pages() {
        String limit = "limit must be a whole number from 1 to 1000";
        return Stream.of(
                get(422, "/products?limit=0", limit),
                get(422, "/products?limit=1001", limit),
                get(422, "/products?limit=-1", limit),
                get(422, "/products?limit=", limit),
                get(422, "/products?limit=all", limit),
                get(422, "/products?limit=1&limit=2", "limit is given more than once"),
                get(422, "/products?q=a&q=b", "q is given more than once"),
                get(422, "/products?q=" + "x".repeat(201), "q must have at most 200 characters"),
                get(422, "/products?low_stock=yes", "low_stock must be true or false"),
                get(422, "/products?low_stock=", "low_stock must be true or false"),
                get(422, "/products?low_stock=true&low_stock=true", "low_stock is given more than once"),
                get(400, "/products?cursor=", CURSOR),
                get(400, "/products?limit=1&cursor=forged", CURSOR),
                get(400, "/products?limit=1&cursor=" + new Cursor('o', 1, BadRequests.UNKNOWN), CURSOR),
                get(400, "/products?limit=1&cursor=" + new Cursor('p', 1, "7"), CURSOR));
    }

    private static Stream<Bad> movements() {
        String path = "/products/<tea>/movements";
        return Stream.of(
                get(422, path + "?limit=0", "limit must be a whole number from 1 to 500"),
                get(422, path + "?limit=501", "limit must be a whole number from 1 to 500"),
                get(422, path + "?q=tea", "q is no parameter of this address"),
                get(400, path + "?cursor=forged", CURSOR),
                get(400, path + "?cursor=" + new Cursor('p', 1, BadRequests.UNKNOWN), CURSOR),
                get(400, path + "?cursor=" + new Cursor('o', 1, BadRequests.UNKNOWN), CURSOR),
                get(400, path + "?cursor=" + new Cursor('m', 1, "1 2"), CURSOR),
                get(404, "/products/" + BadRequests.UNKNOWN + "/movements", "There is no product"),
                get(400, "/products/tea/movements", "The id in the address must look like"),
                BadRequests.bare("DELETE", path, 405, "possible: HEAD, GET."));
    }

    private static Stream<Bad> adjustments() {
        String delta = "delta must be from -1,000,000,000 to 1,000,000,000";
        String set = "set must be from 0 to 1,000,000,000";
        return Stream.of(
                adjust(400, "", "The body is empty"),
                adjust(400, "{", "The body is not valid JSON"),
                adjust(400, "{\"delta\":1,\"delta\":1}", "The body is not valid JSON"),
                adjust(422, "[]", "The body must be a JSON object"),
                adjust(422, "{}", "delta is missing, and set with expected too."),
                adjust(422, "{\"reason\":\"lost\"}", "delta is missing, and set with expected too."),
                adjust(422, "{\"delta\":null}", "delta is missing, and set with expected too."),
                adjust(422, "{\"delta\":1,\"set\":1,\"expected\":1}", "delta cannot go with set; send one of them."),
                adjust(422, "{\"delta\":1,\"expected\":1}", "expected goes with set, not with delta."),
                adjust(422, "{\"delta\":0}", "delta must not be 0."),
                adjust(422, "{\"delta\":1000000001}", delta),
                adjust(422, "{\"delta\":-1000000001}", delta),
                adjust(422, "{\"delta\":1e400}", delta),
                adjust(422, "{\"delta\":0.5}", "delta must be a whole number"),
                adjust(422, "{\"delta\":\"many\"}", "delta must be a number"),
                adjust(422, "{\"delta\":true}", "delta must be a number"),
                adjust(422, "{\"set\":1}", "expected is missing."),
                adjust(422, "{\"set\":-1,\"expected\":1}", set),
                adjust(422, "{\"set\":1000000001,\"expected\":1}", set),
                adjust(422, "{\"set\":1,\"expected\":-1}", "expected must be from 0 to 1,000,000,000"),
                adjust(422, "{\"set\":1.5,\"expected\":10}", "set must be a whole number"),
                adjust(422, "{\"delta\":1,\"reason\":7}", "reason must be a text"),
                adjust(422, "{\"delta\":1,\"reason\":\"a\\u0007b\"}", "reason must not have control characters"),
                adjust(422, "{\"delta\":1,\"reason\":\"" + "r".repeat(201) + "\"}", "reason must have 0 to 200"),
                adjust(422, "{\"delta\":1,\"colour\":\"green\"}", "colour is not known here"),
                adjust(409, "{\"delta\":-10}", "There are 9 units; the quantity must stay from 0 to 1,000,000,000."),
                adjust(409, "{\"delta\":999999992}", "the quantity must stay from 0 to 1,000,000,000."),
                adjust(409, "{\"set\":1,\"expected\":10}", "The quantity is 9 now, not what you expected."),
                at(404, "/products/" + BadRequests.UNKNOWN + "/stock", "There is no product"),
                at(400, "/products/tea/stock", "The id in the address must look like"),
                BadRequests.bare("GET", "/products/<tea>/stock", 405, "possible: POST."));
    }

    private static Bad get(int status, String path, String detail) {
        return BadRequests.bare("GET", path, status, detail);
    }

    private static Bad adjust(int status, String body, String detail) {
        return new Bad("POST", "/products/<tea>/stock", BadRequests.JSON, body, status, detail);
    }

    private static Bad at(int status, String path, String detail) {
        return new Bad("POST", path, BadRequests.JSON, "{\"delta\":1}", status, detail);
    }
}
