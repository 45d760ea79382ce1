package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of requests and responses: what no proper client sends, and what no proper client sees. */
class HttpEdgeBytesTest {

    @RegisterExtension
    static final RunningEdge edge = new RunningEdge(routes -> routes.at("/things")
            .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok(Map.of("name", "Tea"))))
            .post(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
            .end());

    private static final String POST = "POST /things HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] \\d");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
                "Content-Length: +0\r\n\r\n",
                "Content-Length : 0\r\n\r\n"
            })
    void aRequestThatCanBeReadInTwoWaysIs400AndNothingBehindItIsRead(String headersAndBody) {
        String response = edge.exchange(POST + headersAndBody + SMUGGLED);

        assertUnreadable(ProblemType.MALFORMED, response);
        assertFalse(response.contains("smuggled"), response);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Xength: 60",
                "content-xength: 60",
                "Content_Length: 60",
                "Content-Lengths: 60",
                "Xontent-Length: 60",
                "X-Unknownhead: 60",
                "Transfer-Xncoding: chunked"
            })
    void aHeaderThatOnlyLooksLikeTheLengthOfABodyIsNone(String header) {
        String second = "GET /things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        assertEquals(60, second.length());

        String responses = edge.exchange("GET /things HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n" + second);

        assertEquals(2, responses.split("HTTP/1.1 200 ", -1).length - 1, responses);
    }

    @Test
    void aHeaderThatOnlyLooksLikeContentTypeIsNone() {
        String response = edge.exchange("POST /things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Xype: application/json\r\nContent-Length: 2\r\n\r\n{}");

        assertTrue(response.startsWith("HTTP/1.1 415 "), response);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tea\r\n\r\n",
                "GET /things\r\n\r\n",
                "GET /things HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /things HTTP/1.1\r\nConnection: close\r\n\r\n"
            })
    void whatIsNotHttpIs400(String bytes) {
        assertUnreadable(ProblemType.MALFORMED, edge.exchange(bytes));
    }

    @Test
    void aRequestLineOf4096BytesIsReadAndOneByteMoreIs414() {
        assertTrue(
                edge.exchange(requestLine(4096) + "Connection: close\r\n\r\n").startsWith("HTTP/1.1 404 "));
        assertUnreadable(ProblemType.URI_TOO_LONG, edge.exchange(requestLine(4097) + "\r\n"));
    }

    @Test
    void eightKibibytesOfHeadersAreReadAndMoreAre431() {
        assertTrue(edge.exchange(withHeader(8_000)).startsWith("HTTP/1.1 200 "));
        assertUnreadable(ProblemType.HEADERS_TOO_LARGE, edge.exchange(withHeader(8_200)));
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        String get = edge.exchange(
                "GET /things HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: 1\r\nConnection: close\r\n\r\n");
        String head = edge.exchange(
                "HEAD /things HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: 1\r\nConnection: close\r\n\r\n");

        assertEquals(headerLines(get), headerLines(head));
        assertTrue(get.endsWith("\r\n\r\n{\"name\":\"Tea\"}"), get);
        assertTrue(head.endsWith("\r\n\r\n"), head);
    }

    @Test
    void aProblemHasNoBodyForHeadEitherAndTheConnectionGoesOn() {
        String responses = edge.exchange("HEAD /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "GET /things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertTrue(responses.startsWith("HTTP/1.1 404 "), responses);
        assertFalse(responses.contains("request_id"), responses);
        assertTrue(responses.contains("\r\n\r\nHTTP/1.1 200 "), responses);
    }

    private static void assertUnreadable(ProblemType type, String response) {
        assertTrue(response.startsWith(type.status() + " ", "HTTP/1.x ".length()), response);
        assertEquals(1, STATUS_LINE.matcher(response).results().count(), response);
        String headers = headers(response).toLowerCase(Locale.ROOT);
        assertTrue(headers.contains("content-type: application/problem+json"), response);
        assertTrue(headers.contains("cache-control: no-store"), response);
        assertTrue(headers.contains("x-request-id: "), response);
        assertTrue(response.contains("{\"type\":\"" + type.uri() + "\""), response);
    }

    private static String headers(String response) {
        return response.substring(0, response.indexOf("\r\n\r\n"));
    }

    private static List<String> headerLines(String response) {
        return headers(response).toLowerCase(Locale.ROOT).lines().sorted().toList();
    }

    private static String requestLine(int bytes) {
        String frame = "GET / HTTP/1.1";
        return "GET /" + "a".repeat(bytes - frame.length()) + " HTTP/1.1\r\nHost: localhost\r\n";
    }

    private static String withHeader(int bytes) {
        return "GET /things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: " + "a".repeat(bytes)
                + "\r\n\r\n";
    }
}
