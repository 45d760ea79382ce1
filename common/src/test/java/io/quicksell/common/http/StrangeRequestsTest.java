package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose head is proper HTTP and means nothing: each is refused like any other, and none is an error in the log. */
class StrangeRequestsTest {

    @RegisterExtension
    static final RunningEdge edge = new RunningEdge(routes -> {
        routes.at("/things")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok(Map.of("q", request.queryParam("q")))))
                .post(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
                .end();
        routes.at("/things/:id")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok(request.pathParam("id"))))
                .end();
    });

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%",
                "GET /%zz",
                "GET /%4",
                "GET /things/%",
                "GET /things/%u0041",
                "GET /things/%0",
                "GET /things?q=%",
                "GET /things?q=%zz",
                "GET /things?%=1",
                "GET http://localhost/%",
                "HEAD /%",
                "POST /%zz",
                "BREW /%zz",
                "GET /%00",
                "GET /things/%00",
                "GET /things?q=%00",
                "GET /\0",
                "GET /%ff",
                "GET /things/%c0%af",
                "GET /things?q=%c3%28",
                "GET /things?q=%ed%a0%80",
                "GET /things?q=%f8%88%80%80%80",
                "GET /things?q=\u00c3\u00bc",
                "GET *",
                "OPTIONS *",
                "CONNECT localhost:80",
                "GET things",
                "GET ?q=1"
            })
    void aTargetThatIsNoAddressIs400(String line) {
        assertRefused(ProblemType.MALFORMED, line, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": nameless\r\n",
                "X(1): a\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked, chunked\r\n"
            })
    void aHeaderThatMeansNothingIs400(String header) {
        assertRefused(ProblemType.MALFORMED, "GET /things", header);
        assertRefused(ProblemType.MALFORMED, "POST /things", "Content-Type: application/json\r\n" + header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /things HTTP/1.2\r\nHost: localhost\r\n\r\n",
                "POST /things HTTP/1.9\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}",
                "GET /things HTTP/0.9\r\nHost: localhost\r\n\r\n",
                "GET /things HTTP/3.0\r\nHost: localhost\r\n\r\n",
                "GET /things HTTP/1.01\r\nHost: localhost\r\n\r\n",
                "GET /things HTP/1.1\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void anotherVersionOfHttpIs400(String request) {
        assertRefused(ProblemType.MALFORMED, () -> edge.exchange(request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?HTTP/1.1", "HTTP/200 OK/1.1", "HTTP/3.0", "HTTP/1.7"})
    void anUnreadableRequestIsNotAnsweredInTheVersionThatItClaims(String version) {
        String response = edge.exchange("GET /things " + version + "\r\nHost: local\u0001host\r\n\r\n");

        assertTrue(response.matches("(?s)HTTP/1\\.[01] 400 .*"), response);
    }

    @Test
    void aBodyOfTheWrongTypeThatWaitsToBeAskedForIsNotAskedFor() {
        assertRefused(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "POST /things",
                "Content-Type: text/plain\r\nContent-Length: 2\r\nExpect: 100-continue\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE /things", "CONNECT /things", "OPTIONS /things", "BREW /things", "get /things"})
    void aMethodThatIsNotServedIs405(String line) {
        assertRefused(ProblemType.METHOD_NOT_ALLOWED, line, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Expect: 200-maybe\r\n",
                "Expect:\r\n",
                "Expect: 100-continue, 200-maybe\r\n",
                "Expect: 100-continue\r\nExpect: 200-maybe\r\n",
                "Expect: 100\r\n"
            })
    void anExpectationThatNobodyMeetsIs417(String header) {
        assertRefused(ProblemType.EXPECTATION_FAILED, "GET /things", header);
        assertRefused(
                ProblemType.EXPECTATION_FAILED,
                "POST /things",
                "Content-Type: application/json\r\nContent-Length: 2\r\n" + header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/things?q=%C3%BC",
                "/things?q=%f0%9f%8d%b5",
                "/things?q=%e2%82%ac",
                "/things?q=%0a+%25",
                "/th%69ngs",
                "http://localhost/things"
            })
    void whatIsProperlyEscapedIsServed(String target) {
        String response = answer("GET " + target, "");

        assertTrue(response.startsWith("HTTP/1.1 200 "), response);
    }

    @Test
    void anAddressOfNothingButEscapesIsServed() {
        String response = answer("GET /things?q=" + "%41".repeat(1_350), "");

        assertTrue(response.endsWith("A".repeat(1_350) + "\"]}"), response);
    }

    @Test
    void anEscapedLetterArrivesAsThatLetter() {
        assertTrue(answer("GET /things?q=%c3%bc%25", "").endsWith("{\"q\":[\"\u00fc%\"]}"));
    }

    private static void assertRefused(ProblemType type, String line, String headers) {
        String response = assertRefused(type, () -> answer(line, headers));
        assertTrue(line.startsWith("HEAD") || response.contains(type.uri()), response);
    }

    private static String assertRefused(ProblemType type, Supplier<String> exchange) {
        try (LogLines log = LogLines.of("ROOT")) {
            String response = exchange.get();

            assertTrue(response.startsWith("HTTP/1.1 " + type.status() + " "), response);
            assertTrue(response.contains("application/problem+json"), response);
            assertEquals(List.of(), log.lines());
            return response;
        }
    }

    private static String answer(String line, String headers) {
        return edge.exchange(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n"
                + (headers.contains("Content-Length: 2") ? "{}" : ""));
    }
}
