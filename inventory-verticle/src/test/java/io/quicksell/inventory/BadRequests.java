package io.quicksell.inventory;

import java.util.function.Function;
import java.util.stream.Stream;

/** The table of what clients may get wrong, and how each is refused. */
final class BadRequests {

    static final String JSON = "application/json";
    static final String UNKNOWN = "0b1d3f5a-1111-4222-8333-444455556666";

    private BadRequests() {}

    /**
     * A request and how it is refused. {@code <tea>} stands for the id of a product with 10 units, {@code <order>} for that of an
     * order that holds some of them.
     */
    record Bad(String method, String path, String type, String body, int status, String detail) {
        @Override
        public String toString() {
            String shown = body == null ? "" : body.length() > 80 ? body.substring(0, 80) + "..." : body;
            return method + " " + (path.length() > 80 ? path.substring(0, 80) + "..." : path) + " " + shown;
        }
    }

    static Stream<Bad> all() {
        return Stream.of(
                        texts(),
                        names(),
                        prices(),
                        quantities(),
                        lowStock(),
                        members(),
                        reservations(),
                        lines(),
                        releases(),
                        addresses(),
                        BadListAndStockRequests.all())
                .flatMap(Function.identity());
    }

    private static Stream<Bad> texts() {
        String notJson = "The body is not valid JSON (line 1, column ";
        return Stream.of(
                product(400, "", "The body is empty"),
                product(400, "{", notJson),
                product(400, "{\"name\":\"Tea\",\"price\":1,\"quantity\":1", notJson),
                product(400, "{'name':'Tea'}", notJson),
                product(400, "name=Tea&price=1", notJson),
                product(400, "{\"name\":\"Tea\",\"price\":NaN,\"quantity\":1}", notJson),
                product(400, "{\"name\":\"Tea\",\"price\":1,\"quantity\":Infinity}", notJson),
                product(400, "{\"name\":\"Tea\",\"name\":\"Milk\",\"price\":1,\"quantity\":1}", notJson),
                product(400, "{\"name\":\"Tea\",\"price\":01,\"quantity\":1}", notJson),
                product(400, "{\"name\":\"Tea\",\"price\":1,\"quantity\":1}{}", notJson),
                product(400, "[".repeat(200) + "]".repeat(200), "The body is nested too deep"),
                product(
                        422,
                        "{\"name\":\"Tea\",\"price\":1,\"quantity\":0e9,\"x\":0e-2000000000}",
                        "x is not known here"),
                product(400, "{\"quantity\":" + "9".repeat(2_000) + "}", "a number or a text that is too long"),
                product(422, "[]", "The body must be a JSON object"),
                product(422, "null", "The body must be a JSON object"),
                product(422, "\"Tea\"", "The body must be a JSON object"),
                product(413, " ".repeat(2 * 1024 * 1024), "The body is larger than 1024 KiB"),
                new Bad(
                        "POST",
                        "/products",
                        "text/plain",
                        "{}",
                        415,
                        "Send the body as Content-Type: application/json"),
                new Bad("POST", "/products", null, "{}", 415, "Send the body as Content-Type: application/json"),
                new Bad("PUT", "/products/<tea>", JSON, "{\"price\":1,\"price\":2}", 400, notJson),
                new Bad("POST", "/reservations", JSON, "{\"lines\":[],\"lines\":[]}", 400, notJson),
                new Bad("PUT", "/products/<tea>", "application/xml", "<a/>", 415, "not application/xml"));
    }

    private static Stream<Bad> names() {
        return Stream.of(
                named("null", "name is missing"),
                named("7", "name must be a text"),
                named("true", "name must be a text"),
                named("[\"Tea\"]", "name must be a text"),
                named("{}", "name must be a text"),
                named("\"\"", "name must have 1 to 200 characters; it has 0"),
                named("\" \\t \"", "name must have 1 to 200 characters; it has 0"),
                named("\"" + "x".repeat(300) + "\"", "name must have 1 to 200 characters; it has 300"),
                named("\"Te\\u0000a\"", "name must not have control characters"),
                named("\"Te\\u001b[31ma\"", "name must not have control characters"),
                named("\"Te\\ud800a\"", "name must not have control characters"));
    }

    private static Stream<Bad> prices() {
        String range = "price must be from 0.00 to 9,999,999.99";
        return Stream.of(
                priced("null", "price is missing"),
                priced("\"cheap\"", "price must be a number"),
                priced("\"\"", "price must be a number"),
                priced("\"NaN\"", "price must be a number"),
                priced("true", "price must be a number"),
                priced("[]", "price must be a number"),
                priced("\"" + "1".repeat(50) + "\"", "price must be a number"),
                priced("-0.01", range),
                priced("-1e400", range),
                priced("1e400", range),
                priced("\"1e400\"", range),
                priced("1e2000000000", range),
                priced("1.005", "price must have at most two decimals"),
                priced("1e-400", "price must have at most two decimals"));
    }

    private static Stream<Bad> quantities() {
        String range = "quantity must be from 0 to 1,000,000,000";
        return Stream.of(
                counted("null", "quantity is missing"),
                counted("\"many\"", "quantity must be a number"),
                counted("false", "quantity must be a number"),
                counted("{}", "quantity must be a number"),
                counted("-1", range),
                counted("1e400", range),
                counted("9223372036854775808", range),
                counted("2.7", "quantity must be a whole number"),
                counted("\"2.7\"", "quantity must be a whole number"),
                counted("1e-400", "quantity must be a whole number"));
    }

    private static Stream<Bad> lowStock() {
        String range = "low_stock_at must be from 0 to 1,000,000,000";
        return Stream.of(
                low("-1", range),
                low("1000000001", range),
                low("1e400", range),
                low("1.5", "low_stock_at must be a whole number"),
                low("true", "low_stock_at must be a number"),
                low("\"few\"", "low_stock_at must be a number"),
                low("[]", "low_stock_at must be a number"));
    }

    private static Stream<Bad> members() {
        return Stream.of(
                product(422, "{}", "name is missing (and 2 more)"),
                product(
                        422,
                        "{\"name\":\"Tea\",\"price\":1,\"quantity\":1,\"colour\":\"green\"}",
                        "colour is not known here"),
                product(422, "{\"Name\":\"Tea\",\"price\":1,\"quantity\":1}", "name is missing (and 1 more)"),
                new Bad("PUT", "/products/<tea>", JSON, "{\"quantity\":-1}", 422, "name is missing (and 2 more)"),
                new Bad("PUT", "/products/<tea>", JSON, "", 400, "The body is empty"));
    }

    private static Stream<Bad> reservations() {
        return Stream.of(
                reservation(422, "{}", "order_id is missing (and 1 more)"),
                reservation(422, "{\"order_id\":7,\"lines\":[]}", "order_id must be an id like"),
                reservation(422, "{\"order_id\":\"../holds\",\"lines\":[]}", "order_id must be an id like"),
                reservation(422, "{\"order_id\":\"" + UNKNOWN + "\",\"lines\":7}", "lines must be a list"),
                reservation(
                        422,
                        "{\"order_id\":\"" + UNKNOWN + "\",\"lines\":[]}",
                        "lines must have 1 to 100 entries; it has 0"),
                ordered(422, "7", "lines[0] must be an object"),
                ordered(422, line(UNKNOWN, "1") + (",{}").repeat(100), "lines must have 1 to 100 entries; it has 101"),
                ordered(404, line(UNKNOWN, "1"), "There is no product " + UNKNOWN),
                ordered(409, line("<tea>", "10"), "Not enough stock available. Only 9 units in stock."),
                reservation(
                        422,
                        "{\"order_id\":\"<order>\",\"lines\":[" + line("<tea>", "2") + "]}",
                        "Units are held for order <order> with other lines"));
    }

    private static Stream<Bad> lines() {
        String range = "lines[0].quantity must be from 1 to 1,000,000";
        return Stream.of(
                ordered(422, "{}", "lines[0].product_id is missing (and 1 more)"),
                ordered(422, line("tea", "1"), "lines[0].product_id must be an id like"),
                ordered(422, line("<tea>", "0"), range),
                ordered(422, line("<tea>", "-3"), range),
                ordered(422, line("<tea>", "1000001"), range),
                ordered(422, line("<tea>", "1e400"), range),
                ordered(422, line("<tea>", "2.7"), "lines[0].quantity must be a whole number"),
                ordered(422, line("<tea>", "\"two\""), "lines[0].quantity must be a number"),
                ordered(422, line("<tea>", "1,\"price\":1"), "lines[0].price is not known here"),
                ordered(
                        422,
                        line("<tea>", "1000000") + "," + line("<tea>", "1"),
                        "lines must not ask for more than 1,000,000 units of one product"));
    }

    private static Stream<Bad> releases() {
        return Stream.of(
                bare("DELETE", "/reservations/<order>", 400, "Say with ?deadline= which hold is meant"),
                bare("DELETE", "/reservations/<order>?deadline=soon", 400, "The deadline must look like"),
                bare(
                        "DELETE",
                        "/reservations/<order>?deadline=2020-01-01T00:00:00.000Z",
                        409,
                        "Nothing is held for order"),
                bare(
                        "DELETE",
                        "/reservations/" + UNKNOWN + "?deadline=2020-01-01T00:00:00.000Z",
                        409,
                        "Nothing is held"),
                bare(
                        "DELETE",
                        "/reservations/7?deadline=2020-01-01T00:00:00.000Z",
                        400,
                        "The id in the address must look like"),
                bare("DELETE", "/reservations/<order>?force=1", 422, "force is no parameter of this address"));
    }

    private static Stream<Bad> addresses() {
        return Stream.of(
                bare("GET", "/products/" + UNKNOWN, 404, "There is no product " + UNKNOWN),
                bare("DELETE", "/products/" + UNKNOWN, 404, "There is no product " + UNKNOWN),
                new Bad(
                        "PUT",
                        "/products/" + UNKNOWN,
                        JSON,
                        "{\"name\":\"Tea\",\"price\":1,\"quantity\":1}",
                        404,
                        "There is no product " + UNKNOWN),
                bare("GET", "/products/tea", 400, "The id in the address must look like"),
                bare("GET", "/products/%2e%2e/nothing", 404, "There is nothing at"),
                bare("DELETE", "/products/<tea>x", 400, "The id in the address must look like"),
                bare("GET", "/products?colour=green", 422, "colour is no parameter of this address"),
                bare("GET", "/nothing", 404, "There is nothing at /nothing."),
                bare("GET", "/products/<tea>/nothing", 404, "There is nothing at /products/<tea>/nothing."),
                bare("DELETE", "/products", 405, "DELETE is not possible here; possible: HEAD, GET, POST."),
                bare("PATCH", "/products/<tea>", 405, "possible: HEAD, GET, PUT, DELETE."),
                bare("GET", "/reservations", 405, "possible: POST."),
                bare("POST", "/health/live", 405, "possible: HEAD, GET."),
                bare("GET", "/products/" + "x".repeat(5_000), 414, "The address is longer than 4096 characters."));
    }

    private static Bad product(int status, String body, String detail) {
        return new Bad("POST", "/products", JSON, body, status, detail);
    }

    private static Bad named(String name, String detail) {
        return product(422, "{\"name\":" + name + ",\"price\":1,\"quantity\":1}", detail);
    }

    private static Bad priced(String price, String detail) {
        return product(422, "{\"name\":\"Tea\",\"price\":" + price + ",\"quantity\":1}", detail);
    }

    private static Bad counted(String quantity, String detail) {
        return product(422, "{\"name\":\"Tea\",\"price\":1,\"quantity\":" + quantity + "}", detail);
    }

    private static Bad low(String lowStockAt, String detail) {
        return product(
                422, "{\"name\":\"Tea\",\"price\":1,\"quantity\":1,\"low_stock_at\":" + lowStockAt + "}", detail);
    }

    private static Bad reservation(int status, String body, String detail) {
        return new Bad("POST", "/reservations", JSON, body, status, detail);
    }

    private static Bad ordered(int status, String lines, String detail) {
        return reservation(status, "{\"order_id\":\"" + UNKNOWN + "\",\"lines\":[" + lines + "]}", detail);
    }

    private static String line(String product, String quantity) {
        return "{\"product_id\":\"" + product + "\",\"quantity\":" + quantity + "}";
    }

    static Bad bare(String method, String path, int status, String detail) {
        return new Bad(method, path, null, null, status, detail);
    }
}
