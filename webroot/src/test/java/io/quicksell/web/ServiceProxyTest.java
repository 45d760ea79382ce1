package io.quicksell.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.testing.HttpUser.Answer;
import io.quicksell.web.PlayedService.Asked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The services as the browser sees them, through the desk. */
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

        Asked asked = desk.inventory().asked().get(0);
        assertEquals(List.of(method, path), List.of(asked.method(), asked.uri()));
    }

    @Test
    void bodyAndHeadersArePassedOnAndTheAnswerComesBack() {
        desk.inventory()
                .answers(response -> response.setStatusCode(201)
                        .putHeader("ETag", "\"7\"")
                        .putHeader("Content-Type", "application/json")
                        .end("{\"name\":\"Tea\"}"));

        Answer answer = desk.user().post("/api/inventory/products", "{\"price\":1}", "If-Match", "\"6\"");

        Asked asked = desk.inventory().asked().get(0);
        assertEquals(
                List.of("{\"price\":1}", "application/json", "\"6\""),
                List.of(
                        asked.body(),
                        asked.headers().get("Content-Type"),
                        asked.headers().get("If-Match")));
        assertEquals(
                List.of(201, "{\"name\":\"Tea\"}", "\"7\""),
                List.of(answer.status(), answer.text(), answer.header("ETag")));
    }

    @Test
    void whatTheBrowserHasAlreadyIsNotSentAgain() {
        desk.inventory()
                .answers(response -> response.setStatusCode(304)
                        .putHeader("ETag", "\"7\"")
                        .putHeader("Cache-Control", "no-cache")
                        .end());

        Answer answer = desk.user().get("/api/inventory/products/7", "If-None-Match", "\"7\", W/\"6\"");

        assertEquals("\"7\", W/\"6\"", desk.inventory().asked().get(0).headers().get("If-None-Match"));
        assertEquals(
                List.of(304, "", "\"7\"", "no-cache"),
                List.of(answer.status(), answer.text(), answer.header("ETag"), answer.header("Cache-Control")));
    }

    @Test
    void aRefusalOfAnOldVersionComesBackWithTheProduct() {
        String problem = new Problem(ProblemType.PRECONDITION_FAILED, "The product was changed meanwhile.")
                .with("product", Map.of("version", 8))
                .body("r-1")
                .toString();
        desk.inventory()
                .answers(response -> response.setStatusCode(412)
                        .putHeader("Content-Type", "application/problem+json")
                        .end(problem));

        Answer answer = desk.user().send("PUT", "/api/inventory/products/7", "{}", "If-Match", "\"7\"");

        assertEquals("\"7\"", desk.inventory().asked().get(0).headers().get("If-Match"));
        assertEquals(List.of(412, problem), List.of(answer.status(), answer.text()));
    }

    @Test
    void filtersInLinksAreKept() {
        String filtered = "/orders?limit=2&cursor=abc&product_id=7&status=completed";
        desk.payment()
                .answers(response -> response.putHeader("Link", "<" + filtered + ">; rel=\"next\"")
                        .end("[]"));

        assertEquals(
                "</api/payment" + filtered + ">; rel=\"next\"",
                desk.user().get("/api/payment" + filtered).header("Link"));
        assertEquals(filtered, desk.payment().asked().get(0).uri());
    }

    @Test
    void aProblemOfTheServiceComesBackAsItIs() {
        String problem = new Problem(ProblemType.OUT_OF_STOCK, "Not enough stock available.")
                .body("r-1")
                .toString();
        desk.payment()
                .answers(response -> response.setStatusCode(409)
                        .putHeader("Content-Type", "application/problem+json")
                        .putHeader("X-Request-Id", "r-1")
                        .end(problem));

        Answer answer = desk.user().post("/api/payment/orders", "{}");

        assertEquals(
                List.of(409, "application/problem+json", problem),
                List.of(answer.status(), answer.header("Content-Type"), answer.text()));
        assertEquals(List.of("r-1"), answer.headers().allValues("X-Request-Id"));
    }

    @Test
    void addressesInAnswersLeadBackThroughTheDesk() {
        desk.payment()
                .answers(response -> response.putHeader("Location", "/orders/7")
                        .putHeader("Link", "</orders?limit=2&cursor=abc>; rel=\"next\"")
                        .end("[]"));

        Answer answer = desk.user().get("/api/payment/orders?limit=2");

        assertEquals("/api/payment/orders/7", answer.header("Location"));
        assertEquals("</api/payment/orders?limit=2&cursor=abc>; rel=\"next\"", answer.header("Link"));
    }

    @Test
    void theServiceIsToldTheIdOfTheRequest() {
        desk.user().get("/api/inventory/products", "X-Request-Id", "r-1");
        desk.user().get("/api/inventory/products");

        List<Asked> asked = desk.inventory().asked();
        assertEquals("r-1", asked.get(0).headers().get("X-Request-Id"));
        assertNotNull(asked.get(1).headers().get("X-Request-Id"));
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
        Answer answer = desk.user().post(path, "{}");

        assertEquals(404, answer.status(), answer::text);
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals(List.of(), desk.inventory().asked());
        assertEquals(List.of(), desk.payment().asked());
    }

    @Test
    void aServiceThatIsAwayIsToldOfAsAProblem() {
        desk.inventory().leaves();

        expectProblem(
                ProblemType.UNAVAILABLE,
                "The inventory service is not there just now. Nothing was changed; please try again.",
                desk.user().get("/api/inventory/products"));
    }

    @Test
    void aClientIsToldWhenToTryAServiceThatIsAwayAgain() {
        desk.inventory().leaves();

        assertEquals("1", desk.user().post("/api/inventory/products", "{}").header("Retry-After"));
    }

    @Test
    void aServiceThatBreaksOffLeavesTheOutcomeUnknown() {
        desk.payment().answers(response -> response.reset());

        expectProblem(
                ProblemType.OUTCOME_UNKNOWN,
                "The payment service broke off. Please look before you repeat it; an order is safe to repeat with the same"
                        + " Idempotency-Key.",
                desk.user().post("/api/payment/orders", "{}"));
    }

    @Test
    void theNextUrlIsTriedWhenOneRefuses() {
        assertEquals(200, desk.user().post("/api/payment/orders", "{}").status());

        assertEquals(1, desk.payment().asked().size());
    }

    private static void expectProblem(ProblemType type, String detail, Answer answer) {
        assertEquals(type.status(), answer.status(), answer::text);
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals(type.uri(), answer.json().get("type").textValue());
        assertEquals(detail, answer.json().get("detail").textValue());
        assertEquals(
                answer.header("X-Request-Id"), answer.json().get("request_id").textValue());
    }
}
