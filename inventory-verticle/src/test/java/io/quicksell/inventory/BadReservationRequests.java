package io.quicksell.inventory;

import static io.quicksell.common.testing.BadRequest.bare;
import static io.quicksell.common.testing.BadRequest.json;
import static io.quicksell.common.testing.BadRequests.NOT_JSON;
import static io.quicksell.common.testing.BadRequests.UNKNOWN;
import static io.quicksell.common.testing.BadRequests.line;

import io.quicksell.common.testing.BadRequest;
import io.quicksell.common.testing.BadRequests;
import java.util.stream.Stream;

/** Bad requests for reservations; 9 units of {@code <tea>} are free, and {@code <order>} holds one. */
final class BadReservationRequests {

    private BadReservationRequests() {}

    static Stream<BadRequest> all() {
        return BadRequests.all(
                reservations(),
                BadRequests.ids(
                        "order_id",
                        (status, json, detail) -> reservation(status, json, "[" + line("<tea>", "1") + "]", detail)),
                BadRequests.lines("<tea>", BadReservationRequests::ordered),
                releases());
    }

    private static Stream<BadRequest> reservations() {
        return Stream.of(
                json("POST", "/reservations", "{\"lines\":[],\"lines\":[]}", 400, NOT_JSON),
                json("POST", "/reservations", "{}", 422, "order_id is missing (and 1 more)"),
                ordered(404, "[" + line(UNKNOWN, "1") + "]", "There is no product " + UNKNOWN),
                ordered(409, "[" + line("<tea>", "10") + "]", "Not enough stock available. Only 9 units in stock."),
                reservation(
                        422,
                        "\"<order>\"",
                        "[" + line("<tea>", "2") + "]",
                        "Units are held for order <order> with other lines"),
                bare("GET", "/reservations", 405, "possible: POST."));
    }

    private static Stream<BadRequest> releases() {
        String past = "?deadline=2020-01-01T00:00:00.000Z";
        return Stream.of(
                release(400, "<order>", "Say with ?deadline= which hold is meant"),
                release(400, "<order>?deadline=soon", "The deadline must look like"),
                release(409, "<order>" + past, "Nothing is held for order"),
                release(409, UNKNOWN + past, "Nothing is held"),
                release(400, "7" + past, "The id in the address must look like"),
                release(422, "<order>?force=1", "force is no parameter of this address"));
    }

    private static BadRequest ordered(int status, String lines, String detail) {
        return reservation(status, '"' + UNKNOWN + '"', lines, detail);
    }

    private static BadRequest reservation(int status, String orderId, String lines, String detail) {
        return json("POST", "/reservations", "{\"order_id\":" + orderId + ",\"lines\":" + lines + "}", status, detail);
    }

    private static BadRequest release(int status, String hold, String detail) {
        return bare("DELETE", "/reservations/" + hold, status, detail);
    }
}
