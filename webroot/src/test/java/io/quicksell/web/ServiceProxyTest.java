package io.quicksell.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.web.FakeService.Received;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to the services through the desk, as the browser sends them. */
class ServiceProxyTest {

    @RegisterExtension
    final RunningDesk desk = new RunningDesk();

    @ParameterizedTest
    @CsvSource({
        "GET, /products?limit=2&q=green%20tea%2B",
        "GET, /products/7",
        "PUT, /products/7",
        "POST, /products/7/stock",
        "GET, /products/7/movements?limit=1&cursor=abc",
        "DELETE, /products/..%2freservations",
        "GET, /health/ready"
    })
    void methodPathAndQueryArePassedOnAsTheyCame(String method, String path) {
        desk.user().send(method, "/api/inventory" + path, null);

        Received request = desk.inventory().requests().get(0);
        assertEquals(List.of(method, path), List.of(request.method(), request.uri()));
    }

    @Test
    void bodyAndHeadersArePassedOnAndTheResponseComesBack() {
        desk.inventory()
                .respondsWith(response -> response.setStatusCode(201)
                        .putHeader("ETag", "\"7\"")
                        .putHeader("Content-Type", "application/json")
                        .end("{\"name\":\"Tea\"}"));

        Response response = desk.user().post("/api/inventory/products", "{\"price\":1}", "If-Match", "\"6\"");

        Received request = desk.inventory().requests().get(0);
        assertEquals(
                List.of("{\"price\":1}", "application/json", "\"6\""),
                List.of(
                        request.body(),
                        request.headers().get("Content-Type"),
                        request.headers().get("If-Match")));
        assertEquals(
                List.of(201, "{\"name\":\"Tea\"}", "\"7\""),
                List.of(response.status(), response.text(), response.header("ETag")));
    }

    @Test
    void whatIsCompressedIsPassedOnAsItIs() {
        byte[] packed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        desk.inventory()
                .respondsWith(response -> response.putHeader("Content-Encoding", "gzip")
                        .putHeader("Vary", "Accept-Encoding")
                        .end(Buffer.buffer(packed)));

        for (String path : List.of("/products", "/events")) {
            Response response = desk.user().get("/api/inventory" + path, "Accept-Encoding", "br, gzip;q=0.5");

            assertArrayEquals(packed, response.body());
            assertEquals(
                    List.of("gzip", "Accept-Encoding"),
                    List.of(response.header("Content-Encoding"), response.header("Vary")));
        }
        desk.user().get("/api/inventory/products");
        assertEquals(
                Arrays.asList("br, gzip;q=0.5", "br, gzip;q=0.5", null),
                desk.inventory().requests().stream()
                        .map(request -> request.headers().get("Accept-Encoding"))
                        .toList());
    }

    @Test
    void whatTheBrowserHasAlreadyIsNotSentAgain() {
        desk.inventory()
                .respondsWith(response -> response.setStatusCode(304)
                        .putHeader("ETag", "\"7\"")
                        .putHeader("Cache-Control", "no-cache")
                        .end());

        Response response = desk.user().get("/api/inventory/products/7", "If-None-Match", "\"7\", W/\"6\"");

        assertEquals(
                "\"7\", W/\"6\"", desk.inventory().requests().get(0).headers().get("If-None-Match"));
        assertEquals(
                List.of(304, "", "\"7\"", "no-cache"),
                List.of(response.status(), response.text(), response.header("ETag"), response.header("Cache-Control")));
    }

    @Test
    void aRefusalOfAnOldVersionComesBackWithTheProduct() {
        String problem = new Problem(ProblemType.PRECONDITION_FAILED, "The product was changed meanwhile.")
                .with("product", Map.of("version", 8))
                .body("r-1")
                .toString();
        desk.inventory()
                .respondsWith(response -> response.setStatusCode(412)
                        .putHeader("Content-Type", "application/problem+json")
                        .end(problem));

        Response response = desk.user().send("PUT", "/api/inventory/products/7", "{}", "If-Match", "\"7\"");

        assertEquals("\"7\"", desk.inventory().requests().get(0).headers().get("If-Match"));
        assertEquals(List.of(412, problem), List.of(response.status(), response.text()));
    }

    @Test
    void filtersInLinksAreKept() {
        String filtered = "/orders?limit=2&cursor=abc&product_id=7&status=completed";
        desk.payment()
                .respondsWith(response -> response.putHeader("Link", "<" + filtered + ">; rel=\"next\"")
                        .end("[]"));

        assertEquals(
                "</api/payment" + filtered + ">; rel=\"next\"",
                desk.user().get("/api/payment" + filtered).header("Link"));
        assertEquals(filtered, desk.payment().requests().get(0).uri());
    }

    @Test
    void aProblemOfTheServiceComesBackAsItIs() {
        String problem = new Problem(ProblemType.OUT_OF_STOCK, "Not enough stock available.")
                .body("r-1")
                .toString();
        desk.payment()
                .respondsWith(response -> response.setStatusCode(409)
                        .putHeader("Content-Type", "application/problem+json")
                        .putHeader("X-Request-Id", "r-1")
                        .end(problem));

        Response response = desk.user().post("/api/payment/orders", "{}");

        assertEquals(
                List.of(409, "application/problem+json", problem),
                List.of(response.status(), response.header("Content-Type"), response.text()));
        assertEquals(List.of("r-1"), response.headers().allValues("X-Request-Id"));
    }

    @Test
    void addressesInResponsesLeadBackThroughTheDesk() {
        desk.payment()
                .respondsWith(response -> response.putHeader("Location", "/orders/7")
                        .putHeader("Link", "</orders?limit=2&cursor=abc>; rel=\"next\"")
                        .end("[]"));

        Response response = desk.user().get("/api/payment/orders?limit=2");

        assertEquals("/api/payment/orders/7", response.header("Location"));
        assertEquals("</api/payment/orders?limit=2&cursor=abc>; rel=\"next\"", response.header("Link"));
    }

    @Test
    void theServiceIsAskedByItsOwnNameAndSeesNothingOfTheOriginThatTheDeskHasChecked() {
        Response response = desk.user()
                .post(
                        "/api/payment/orders/7/refund",
                        null,
                        "Origin",
                        desk.user().url(""),
                        "Sec-Fetch-Site",
                        "same-origin",
                        "Sec-Fetch-Mode",
                        "cors",
                        "Sec-Fetch-Dest",
                        "empty");

        assertEquals(200, response.status(), response::text);
        MultiMap headers = desk.payment().requests().get(0).headers();
        assertEquals(desk.payment().url(), "http://" + headers.get("Host"));
        assertEquals(
                List.of(),
                headers.names().stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).matches("origin|sec-fetch-.*"))
                        .toList());
    }

    @Test
    void aForeignPageReachesNoServiceThroughTheDesk() {
        Response response = desk.user().post("/api/payment/orders/7/refund", null, "Sec-Fetch-Site", "cross-site");

        assertEquals(403, response.status());
        assertEquals(List.of(), desk.payment().requests());
    }

    @Test
    void theServiceIsToldTheAddressThatTheDeskSeesAndNotWhatTheClientSays() {
        desk.user()
                .get(
                        "/api/inventory/products",
                        "X-Forwarded-For",
                        "10.1.2.3",
                        "X-Forwarded-Host",
                        "evil.example",
                        "Forwarded",
                        "for=10.1.2.3",
                        "X-Real-IP",
                        "10.1.2.3",
                        "Via",
                        "1.1 other",
                        "Authorization",
                        "Bearer guessed");

        MultiMap headers = desk.inventory().requests().get(0).headers();
        assertEquals(List.of("127.0.0.1"), headers.getAll("X-Forwarded-For"));
        assertEquals(List.of(ServiceKey.OF_THIS_PROCESS.text()), headers.getAll(ServiceKey.VOUCHING_HEADER));
        assertEquals(List.of(), headers.getAll("Authorization"));
        assertEquals(
                List.of("x-forwarded-for"),
                headers.names().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .filter(name -> name.matches("via|.*forwarded.*|x-real-ip"))
                        .toList());
    }

    @Test
    void whatAServiceSaysOfItsOwnEncryptionIsNotPassedOn() {
        desk.inventory()
                .respondsWith(response -> response.putHeader("Strict-Transport-Security", "max-age=1")
                        .end());

        assertNull(desk.user().get("/api/inventory/products").header("Strict-Transport-Security"));
    }

    @Test
    void theIdOfTheRequestIsPassedOn() {
        desk.user().get("/api/inventory/products", "X-Request-Id", "r-1");
        desk.user().get("/api/inventory/products");

        List<Received> requests = desk.inventory().requests();
        assertEquals("r-1", requests.get(0).headers().get("X-Request-Id"));
        assertNotNull(requests.get(1).headers().get("X-Request-Id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/inventory/reservations",
                "/api/inventory/reservations/7?deadline=1",
                "/api/inventory/",
                "/api/inventory",
                "/api/inventory/productsx",
                "/api/inventory/orders",
                "/api/inventory/products/../reservations",
                "/api/inventory/products/%2e%2e/reservations",
                "/api/inventory/products/.%2E/reservations",
                "/api/inventory/./reservations",
                "/api/inventory//reservations",
                "/api/inventory/products//../../reservations",
                "/api/inventory/%72eservations",
                "/api/payment/../inventory/reservations",
                "/api/nothing/products"
            })
    void whatIsNotForPeopleIsNotPassedOn(String path) {
        Response response = desk.user().post(path, "{}");

        assertEquals(404, response.status(), response::text);
        assertEquals("application/problem+json", response.header("Content-Type"));
        assertEquals(List.of(), desk.inventory().requests());
        assertEquals(List.of(), desk.payment().requests());
    }

    @Test
    void aServiceThatIsAwayIsReportedAsAProblem() {
        desk.inventory().leaves();

        expectProblem(
                ProblemType.UNAVAILABLE,
                "The inventory service is not there just now. Nothing was changed; please try again.",
                desk.user().get("/api/inventory/products"));
    }

    @Test
    void theResponseForAServiceThatIsAwaySaysWhenToRetry() {
        desk.inventory().leaves();

        assertEquals("1", desk.user().post("/api/inventory/products", "{}").header("Retry-After"));
    }

    @Test
    void aServiceThatBreaksOffLeavesTheOutcomeUnknown() {
        desk.payment().respondsWith(response -> response.reset());

        expectProblem(
                ProblemType.OUTCOME_UNKNOWN,
                "The payment service broke off. Please look before you repeat it; an order is safe to repeat with the same"
                        + " Idempotency-Key.",
                desk.user().post("/api/payment/orders", "{}"));
    }

    @Test
    void theNextUrlIsTriedWhenOneRefuses() {
        assertEquals(200, desk.user().post("/api/payment/orders", "{}").status());

        assertEquals(1, desk.payment().requests().size());
    }

    private static void expectProblem(ProblemType type, String detail, Response response) {
        assertEquals(type.status(), response.status(), response::text);
        assertEquals("application/problem+json", response.header("Content-Type"));
        assertEquals("no-store", response.header("Cache-Control"));
        assertEquals(type.uri(), response.json().get("type").textValue());
        assertEquals(detail, response.json().get("detail").textValue());
        assertEquals(
                response.header("X-Request-Id"),
                response.json().get("request_id").textValue());
    }
}
