package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEdgeTest {

    @RegisterExtension
    static final RunningEdge edge = new RunningEdge(HttpEdgeTest::routes);

    private static final int MAX = HttpEdge.MAX_BODY_BYTES;
    private static final int TWO_MEBIBYTES = 2 * 1024 * 1024;

    private static void routes(HttpEdge edge) {
        edge.at("/things")
                .get(request -> Future.succeededFuture(Reply.ok(Map.of("name", "Tea"))))
                .post(HttpEdgeTest::length)
                .end();
        edge.at("/things/:id")
                .delete(request -> Future.succeededFuture(Reply.noContent()))
                .end();
        edge.at("/failing")
                .get(request -> Future.failedFuture(new IllegalStateException("secret")))
                .end();
        edge.at("/throwing")
                .get(request -> {
                    throw new IllegalStateException("secret");
                })
                .end();
        edge.at("/refusing").get(HttpEdgeTest::refuse).end();
        edge.at("/redis").get(HttpEdgeTest::askRedis).end();
        edge.at("/stream").get(HttpEdgeTest::failHalfway).end();
    }

    private static Future<Reply> length(RoutingContext request) {
        int length = request.body().buffer() == null ? 0 : request.body().length();
        return Future.succeededFuture(Reply.created("/things/1", Map.of("length", length)));
    }

    private static Future<Reply> refuse(RoutingContext request) {
        throw new Problem(ProblemType.CONFLICT, "There is less.")
                .with("short", List.of("Tea"))
                .header("X-Left", "7");
    }

    private static Future<Reply> askRedis(RoutingContext request) {
        RedisLink notConnected = new RedisLink(Vertx.currentContext().owner(), new RedisEndpoint("", 1, ""), "test");
        return notConnected.ping().map(Reply.noContent());
    }

    private static Future<Reply> failHalfway(RoutingContext request) {
        JsonArrayStream array = new JsonArrayStream(request.response());
        return array.write(List.of(1, 2)).compose(written -> Future.failedFuture("halfway"));
    }

    @Test
    void anAnswerIsJsonThatNobodyKeeps() {
        HttpResponse<String> response = edge.get("/things");

        assertEquals("{\"name\":\"Tea\"}", response.body());
        assertEquals("application/json", header(response, "Content-Type"));
        assertEquals("no-store", header(response, "Cache-Control"));
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    }

    @Test
    void anAnswerWithoutABodyHasNoType() {
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
    void aMethodThatIsNotThereIs405AndSaysWhichAre(String method) {
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
    void withoutRedisItIs503AndSaysWhenToComeBack() {
        HttpResponse<String> response = edge.get("/redis");

        assertProblem(
                ProblemType.UNAVAILABLE,
                "The database does not answer just now. Nothing was changed; please try again.",
                response);
        assertEquals("1", header(response, "Retry-After"));
    }

    @Test
    void anAnswerThatFailsHalfwayNeverLooksWhole() {
        assertThrows(UncheckedIOException.class, () -> edge.get("/stream"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-7.a_b:c", "0"})
    void aRequestIdIsTaken(String id) {
        assertEquals(id, requestId(edge.send(edge.to("/things").header("X-Request-Id", id))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a\tb", "<script>", "12345678901234567890123456789012345678901234567890123456789012345"})
    void aRequestIdThatIsNotFitForALogIsReplaced(String id) {
        String made = requestId(edge.send(edge.to("/thing").header("X-Request-Id", id)));

        assertTrue(Ids.isId(made), made);
    }

    @Test
    void everyRequestWithoutAnIdGetsItsOwn() {
        List<String> ids = Stream.of("/things", "/things", "/thing", "/failing")
                .map(path -> requestId(edge.get(path)))
                .toList();

        assertEquals(4, ids.stream().filter(Ids::isId).distinct().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"})
    void aBodyOfJsonIsTaken(String contentType) {
        assertEquals(201, edge.post("/things", contentType, "{}").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx", "json", ""})
    void aBodyOfAnotherTypeIs415(String contentType) {
        assertProblem(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Send the body as Content-Type: application/json, not " + contentType + ".",
                edge.post("/things", contentType, "{}"));
    }

    @Test
    void aBodyWithoutATypeIs415AndNoBodyNeedsNone() {
        assertProblem(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Send the body as Content-Type: application/json.",
                edge.send(edge.to("/things").POST(BodyPublishers.ofString("{}"))));
        assertEquals(
                201, edge.send(edge.to("/things").POST(BodyPublishers.noBody())).statusCode());
    }

    static Stream<Arguments> bodies() {
        return Stream.of(MAX, MAX + 1, TWO_MEBIBYTES)
                .flatMap(length -> Stream.of(
                        Arguments.of(length, BodyPublishers.ofByteArray(new byte[length])),
                        Arguments.of(
                                length, BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[length])))));
    }

    /** With a length told before and, chunked, without. */
    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyOfOneMebibyteIsTakenAndOneByteMoreIs413(int length, BodyPublisher body) {
        HttpResponse<String> response = edge.send(
                edge.to("/things").header("Content-Type", "application/json").POST(body));

        if (length <= MAX) {
            assertEquals("{\"length\":" + length + "}", response.body());
        } else {
            assertProblem(
                    ProblemType.CONTENT_TOO_LARGE, "The body is larger than 1024 KiB; send less at once.", response);
        }
    }

    private static void assertProblem(ProblemType type, String detail, HttpResponse<String> response) {
        JsonNode problem = RunningEdge.json(response);
        assertEquals(type.status(), response.statusCode(), response.body());
        assertEquals(type.uri(), problem.get("type").asText());
        assertEquals(type.title(), problem.get("title").asText());
        assertEquals(type.status(), problem.get("status").asInt());
        assertEquals(detail, problem.get("detail").asText());
        assertEquals(requestId(response), problem.get("request_id").asText());
        assertEquals("application/problem+json", header(response, "Content-Type"));
        assertEquals("no-store", header(response, "Cache-Control"));
    }

    private static String requestId(HttpResponse<String> response) {
        return header(response, HttpEdge.REQUEST_ID);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
