package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.access.Scope;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An HTTP edge with routes that succeed, refuse, fail and break off. */
abstract class HttpEdgeTestBase {

    @RegisterExtension
    static final RunningEdge edge = new RunningEdge(HttpEdgeTestBase::routes);

    private static void routes(HttpEdge edge) {
        edge.at("/things")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok(Map.of("name", "Tea"))))
                .post(Scope.PUBLIC, HttpEdgeTestBase::length)
                .end();
        edge.at("/things/:id")
                .delete(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
                .end();
        edge.at("/failing")
                .get(Scope.PUBLIC, request -> Future.failedFuture(new IllegalStateException("secret")))
                .end();
        edge.at("/throwing")
                .get(Scope.PUBLIC, request -> {
                    throw new IllegalStateException("secret");
                })
                .end();
        edge.at("/refusing").get(Scope.PUBLIC, HttpEdgeTestBase::refuse).end();
        edge.at("/redis").get(Scope.PUBLIC, HttpEdgeTestBase::pingRedis).end();
        edge.at("/stream").get(Scope.PUBLIC, HttpEdgeTestBase::failHalfway).end();
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

    private static Future<Reply> pingRedis(RoutingContext request) {
        RedisLink notConnected = new RedisLink(Vertx.currentContext().owner(), new RedisEndpoint("", 1, ""), "test");
        return notConnected.ping().map(Reply.noContent());
    }

    private static Future<Reply> failHalfway(RoutingContext request) {
        JsonArrayStream array = new JsonArrayStream(request);
        return array.write(List.of(1, 2)).compose(written -> Future.failedFuture("halfway"));
    }

    static void assertProblem(ProblemType type, String detail, HttpResponse<String> response) {
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

    static String requestId(HttpResponse<String> response) {
        return header(response, HttpEdge.REQUEST_ID);
    }

    static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
