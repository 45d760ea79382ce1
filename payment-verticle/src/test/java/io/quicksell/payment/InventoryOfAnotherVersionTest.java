package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.order.Line;
import io.quicksell.common.peer.Peer;
import io.quicksell.payment.InventoryPeer.Reservation;
import io.quicksell.testing.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** During an upgrade payment may ask an inventory that is older or newer than itself. */
class InventoryOfAnotherVersionTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String TEA = Ids.random();
    private static final List<Line> LINES = List.of(new Line(TEA, 2));

    private final EventLoop loop = new EventLoop(VERTX);
    private HttpServer inventory;

    @AfterEach
    void close() {
        inventory.close().await();
    }

    @AfterAll
    static void end() {
        VERTX.close().await();
    }

    @Test
    void whatANewerOneHasAddedToItsResponseDoesNotMatter() {
        inventorySays(200, """
                {"order_id": "x", "deadline": "2026-11-30T12:00:00.000Z", "renewed": false, "warehouse": "north",
                 "lines": [{"product_id": "%s", "name": "Tea", "price": 2.50, "quantity": 2, "shelf": {"row": 7}}]}
                """.formatted(TEA));

        Reservation.Held held = assertInstanceOf(Reservation.Held.class, reserve());
        assertEquals(
                LINES, held.units().lines().stream().map(line -> line.line()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"urn:quicksell:problem:invalid\", \"status\": 422, \"detail\": \"shelf is not known here.\"}",
                "{\"type\": \"urn:quicksell:problem:not-known-yet\", \"status\": 409, \"detail\": \"It is the wrong shelf.\"}",
                "no JSON",
            })
    void aRefusalThatNoClientCanMendIs503(String problem) {
        expectUnavailable(422, problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"held\": []}", "{\"lines\": [], \"deadline\": 17}"})
    void aResponseThatIsNotUnderstoodIs503(String response) {
        expectUnavailable(200, response);
    }

    private void expectUnavailable(int status, String body) {
        inventorySays(status, body);
        expectUnavailable(assertThrows(RuntimeException.class, this::reserve));
    }

    private static void expectUnavailable(Throwable failure) {
        Problem seen = Problem.of(failure);
        assertEquals(ProblemType.UNAVAILABLE, seen.type(), failure::toString);
        assertEquals(
                "The inventory service is of another version. No order was placed; please try again.",
                seen.getMessage());
    }

    private void inventorySays(int status, String body) {
        inventory = VERTX.createHttpServer()
                .requestHandler(
                        request -> request.response().setStatusCode(status).end(body))
                .listen(0, "127.0.0.1")
                .await();
    }

    private Reservation reserve() {
        String url = "http://127.0.0.1:" + inventory.actualPort();
        return loop.run(() -> new InventoryPeer(new Peer(VERTX, "inventory", url)).reserve(Ids.random(), LINES))
                .await();
    }
}
