package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the other service responds with reaches the caller, over the bus and over HTTP. */
class PeerTest extends PeerTestBase {

    @ParameterizedTest
    @EnumSource
    void theOtherServiceResponds(Transport transport) {
        PeerResponse response =
                send(transport, request -> Future.succeededFuture(REPLY)).await();

        assertTrue(response.isOk());
        assertEquals(1, response.json().get("price").asInt());
        assertEquals(Set.of(REQUEST.body().toString()), Set.copyOf(received));
    }

    @ParameterizedTest
    @EnumSource
    void aProblemIsPassedOnWithEverythingItSays(Transport transport) {
        Problem refusal = new Problem(ProblemType.OUT_OF_STOCK, "Only 3 units in stock.")
                .with("short", List.of(Map.of("name", "Tea")));

        PeerResponse response =
                send(transport, request -> Future.failedFuture(refusal)).await();

        assertFalse(response.isOk());
        assertEquals(409, response.status());
        Problem passedOn = Problem.of(response.status(), response.json());
        assertEquals(refusal.body("r"), passedOn.body("r"));
    }

    @ParameterizedTest
    @EnumSource
    void aDefectOfTheOtherServiceIsNeitherDisclosedNorRepeated(Transport transport) {
        long begin = System.nanoTime();
        PeerResponse response = send(transport, request -> {
                    throw new IllegalStateException("secret");
                })
                .await();

        assertEquals(500, response.status());
        assertFalse(response.body().toString().contains("secret"));
        long triesOfASlowMachine = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / Peer.TRY_MILLIS;
        assertTrue(received.size() <= 1 + triesOfASlowMachine, received::toString);
    }

    @Test
    void overHttpMethodPathAndBodyAreThoseOfTheRequest() {
        HttpServer server = server(request -> request.body().onSuccess(body -> {
            received.add(request.method() + " " + request.uri() + " " + request.getHeader("Content-Type") + " " + body);
            request.response().end("{}");
        }));
        Peer peer = peer("http://127.0.0.1:" + server.actualPort() + "/");

        peer.send(REQUEST).await();
        peer.send(new PeerRequest("", HttpMethod.GET, "/orders/1", Buffer.buffer("{}")))
                .await();

        assertEquals(
                Set.of("POST /request?deadline=7 application/json {\"order_id\":\"1\"}", "GET /orders/1 null "),
                received.stream().filter(PeerTest::isNoProbe).collect(Collectors.toSet()));
    }

    @Test
    void aResponseThatIsNotJsonIsADefect() {
        assertThrows(IllegalStateException.class, new PeerResponse(200, Buffer.buffer("<html>"))::json);
    }

    /** A machine that takes a second for a response is asked whether it lives. */
    private static boolean isNoProbe(String request) {
        return !request.contains(" /health/live ");
    }
}
