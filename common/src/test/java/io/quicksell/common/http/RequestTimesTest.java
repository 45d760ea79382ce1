package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.common.metrics.Metric;
import io.quicksell.common.testing.RecordedMeters;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each request is measured once, by labels that nobody outside can make more of. */
class RequestTimesTest {

    private static final RecordedMeters METERS = new RecordedMeters();

    @RegisterExtension
    static final RunningEdge edge = new RunningEdge(routes -> {
        routes.measuredBy(METERS, "shop");
        routes.at("/things/:id")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok(Map.of())))
                .put(Scope.PUBLIC, request -> Future.failedFuture(new IllegalStateException("broken")))
                .end();
        routes.at("/a.js", "files")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
                .end();
        routes.passOn(
                "/api/other", request -> request.response().setStatusCode(502).end());
    });

    @Test
    void aRouteIsKnownByItsTemplateAndNotByTheAddress() {
        edge.get("/things/1");
        edge.get("/things/2");
        edge.get("/a.js");
        edge.get("/api/other/any/thing");

        assertEquals(2, times("/things/{id}", "GET", "2xx").size());
        assertTrue(times("/things/{id}", "GET", "2xx").stream().allMatch(seconds -> seconds > 0 && seconds < 10));
        assertEquals(1, times("files", "GET", "2xx").size());
        assertEquals(1, times("/api/other/*", "GET", "5xx").size());
    }

    @Test
    void whatMatchesNoRouteOrHasAMethodOfItsOwnIsOther() {
        edge.get("/there/is/nothing");
        edge.send(edge.to("/things/3").method("BREW", BodyPublishers.noBody()));

        assertEquals(1, times("other", "GET", "4xx").size());
        assertEquals(1, times("/things/{id}", "other", "4xx").size());
        assertEquals(1, refusals("method-not-allowed"));
        assertEquals(1, refusals("not-found"));
    }

    @Test
    void aFaultIsARefusalForItsReason() {
        edge.send(
                edge.to("/things/4").header("Content-Type", "application/json").PUT(BodyPublishers.ofString("{}")));

        assertEquals(1, times("/things/{id}", "PUT", "5xx").size());
        assertEquals(1, refusals("internal"));
    }

    @Test
    void whatCannotBeReadIsRefusedForItsReason() {
        edge.exchange("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

        Eventually.holds(() -> assertEquals(1, refusals("uri-too-long")));
    }

    private static List<Double> times(String route, String method, String status) {
        return METERS.values(Metric.HTTP_REQUEST, "shop", route, method, status);
    }

    private static int refusals(String reason) {
        return METERS.values(Metric.REFUSALS, "shop", reason).size();
    }
}
