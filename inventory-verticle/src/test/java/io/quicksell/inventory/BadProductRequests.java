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

/** Bad requests for products, and how they are refused; {@code <tea>} stands for the id of a product. */
final class BadProductRequests {

    private BadProductRequests() {}

    static Stream<BadRequest> all() {
        return BadRequests.all(
                BadRequests.bodies(BadProductRequests::product),
                names(),
                prices(),
                quantities(),
                lowStock(),
                members(),
                edits(),
                lists(),
                BadRequests.addresses("/products", "product", "<tea>"),
                methods());
    }

    private static Stream<BadRequest> names() {
        return BadRequests.all(
                BadRequests.texts("name", 1, BadProductRequests::named),
                each(BadProductRequests::named, 422, "name is missing", "null"),
                each(
                        BadProductRequests::named,
                        422,
                        "name must have 1 to 200 characters; it has 0",
                        "\"\"",
                        "\" \\t \""));
    }

    private static Stream<BadRequest> prices() {
        String range = "price must be from 0.00 to 9,999,999.99";
        return BadRequests.all(
                BadRequests.numbers("price", range, BadProductRequests::priced),
                each(BadProductRequests::priced, 422, "price is missing", "null"),
                each(BadProductRequests::priced, 422, range, "-0.01"),
                each(BadProductRequests::priced, 422, "price must have at most two decimals", "1.005", "1e-400"));
    }

    private static Stream<BadRequest> quantities() {
        String range = "quantity must be from 0 to 1,000,000,000";
        return BadRequests.all(
                BadRequests.wholeNumbers("quantity", range, BadProductRequests::counted),
                each(BadProductRequests::counted, 422, "quantity is missing", "null"),
                each(BadProductRequests::counted, 422, range, "-1"),
                each(BadProductRequests::counted, 422, "quantity must be a whole number", "1e-400"));
    }

    private static Stream<BadRequest> lowStock() {
        String range = "low_stock_at must be from 0 to 1,000,000,000";
        return BadRequests.all(
                BadRequests.wholeNumbers("low_stock_at", range, BadProductRequests::low),
                each(BadProductRequests::low, 422, range, "-1", "1000000001"));
    }

    private static Stream<BadRequest> members() {
        return Stream.of(
                product(422, "{}", "name is missing (and 2 more)"),
                product(422, "{\"Name\":\"Tea\",\"price\":1,\"quantity\":1}", "name is missing (and 1 more)"),
                counted(422, "1,\"colour\":\"green\"", "colour is not known here"),
                counted(422, "0e9,\"x\":0e-2000000000", "x is not known here"));
    }

    private static Stream<BadRequest> edits() {
        return Stream.of(
                json("PUT", "/products/<tea>", "", 400, "The body is empty"),
                json("PUT", "/products/<tea>", "{\"price\":1,\"price\":2}", 400, NOT_JSON),
                json("PUT", "/products/<tea>", "{\"quantity\":-1}", 422, "name is missing (and 2 more)"),
                json("PUT", "/products/<tea>", "<a/>", 415, "not application/xml")
                        .with("Content-Type", "application/xml"),
                json(
                        "PUT",
                        "/products/" + UNKNOWN,
                        "{\"name\":\"Tea\",\"price\":1,\"quantity\":1}",
                        404,
                        "There is no product " + UNKNOWN));
    }

    private static Stream<BadRequest> lists() {
        return BadRequests.all(
                BadRequests.lists("/products", Cursor.PRODUCTS, 1_000),
                BadRequests.searches("/products"),
                Stream.of(
                        get(422, "/products?low_stock=yes", "low_stock must be true or false"),
                        get(422, "/products?low_stock=", "low_stock must be true or false"),
                        get(422, "/products?low_stock=true&low_stock=true", "low_stock is given more than once"),
                        get(400, "/products?limit=1&cursor=forged", "The cursor is not one of this list.")));
    }

    private static Stream<BadRequest> methods() {
        return Stream.of(
                bare("DELETE", "/products/" + UNKNOWN, 404, "There is no product " + UNKNOWN),
                bare("DELETE", "/products/<tea>x", 400, "The id in the address must look like"),
                bare("DELETE", "/products", 405, "DELETE is not possible here; possible: HEAD, GET, POST."),
                bare("PATCH", "/products/<tea>", 405, "possible: HEAD, GET, PUT, DELETE."));
    }

    private static BadRequest product(int status, String body, String detail) {
        return json("POST", "/products", body, status, detail);
    }

    private static BadRequest named(int status, String name, String detail) {
        return product(status, "{\"name\":" + name + ",\"price\":1,\"quantity\":1}", detail);
    }

    private static BadRequest priced(int status, String price, String detail) {
        return product(status, "{\"name\":\"Tea\",\"price\":" + price + ",\"quantity\":1}", detail);
    }

    private static BadRequest counted(int status, String quantity, String detail) {
        return product(status, "{\"name\":\"Tea\",\"price\":1,\"quantity\":" + quantity + "}", detail);
    }

    private static BadRequest low(int status, String lowStockAt, String detail) {
        return counted(status, "1,\"low_stock_at\":" + lowStockAt, detail);
    }
}
