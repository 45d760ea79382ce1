package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How handlers, and failures of every kind, become responses. */
class HttpEdgeTest extends HttpEdgeTestBase {

    @Test
    void aResponseIsJsonThatIsNotCached() {
        HttpResponse<String> response = edge.get("/things");

        assertEquals("{\"name\":\"Tea\"}", response.body());
        assertEquals("application/json", header(response, "Content-Type"));
        assertEquals("no-store", header(response, "Cache-Control"));
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
        assertEquals("same-origin", header(response, "Cross-Origin-Resource-Policy"));
    }

    @Test
    void aResponseWithoutABodyHasNoType() {
        HttpResponse<String> response = edge.send(edge.to("/things/1").DELETE());

        assertEquals(204, response.statusCode());
        assertEquals("", header(response, "Content-Type"));
    }

    @Test
    void anAddressWithNothingThereIs404() {
        assertProblem(ProblemType.NOT_FOUND, "There is nothing at /thing.", edge.get("/thing?q=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "BREW"})
    void anotherMethodIs405AndListsThoseThatExist(String method) {
        HttpResponse<String> response = edge.send(edge.to("/things").method(method, BodyPublishers.noBody()));

        assertProblem(
                ProblemType.METHOD_NOT_ALLOWED, method + " is not possible here; possible: HEAD, GET, POST.", response);
        assertEquals("HEAD, GET, POST", header(response, "Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/failing", "/throwing"})
    void aDefectIs500WithoutDetail(String path) {
        HttpResponse<String> response = edge.get(path);

        assertProblem(
                ProblemType.INTERNAL, "This is our fault, not yours. The log has more under the request id.", response);
        assertFalse(response.body().contains("secret"));
    }

    @Test
    void aRefusalHasItsOwnMembersAndHeaders() {
        HttpResponse<String> response = edge.get("/refusing");

        assertProblem(ProblemType.CONFLICT, "There is less.", response);
        assertEquals("[\"Tea\"]", RunningEdge.json(response).get("short").toString());
        assertEquals("7", header(response, "X-Left"));
    }

    @Test
    void withoutRedisItIs503AndSaysWhenToRetry() {
        HttpResponse<String> response = edge.get("/redis");

        assertProblem(
                ProblemType.UNAVAILABLE,
                "The database does not answer just now. Nothing was changed; please try again.",
                response);
        assertEquals("1", header(response, "Retry-After"));
    }

    @Test
    void aResponseThatFailsHalfwayNeverLooksComplete() {
        assertThrows(UncheckedIOException.class, () -> edge.get("/stream"));
    }
}
