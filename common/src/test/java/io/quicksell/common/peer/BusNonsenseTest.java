package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.http.Body;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.RequestId;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that no service sends to an address of the event bus. */
class BusNonsenseTest {

    private static final String ADDRESS = "service.look";

    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void serve() {
        BusTransport.serve(vertx, ADDRESS, text -> {
                    Body body = Body.parse(text);
                    String id = body.id("order_id");
                    body.end();
                    return Future.succeededFuture(
                            Reply.ok(Map.of(id, RequestId.current().orElse("none"))));
                })
                .await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    static List<Object> nonsense() {
        return List.of(
                "a text",
                7,
                true,
                new byte[] {1, 2},
                new JsonArray().add(1),
                Buffer.buffer(),
                Buffer.buffer("{"),
                Buffer.buffer("null"),
                Buffer.buffer("[[[[[[[["),
                Buffer.buffer("\0"),
                Buffer.buffer(new byte[] {(byte) 0xff, (byte) 0xfe}),
                Buffer.buffer("{\"order_id\": \"../orders\"}"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void itIsRefusedWithoutAWordInTheLog(Object body) {
        expectRefused(body);
    }

    @Test
    void aMessageWithoutABodyIsRefusedToo() {
        expectRefused(null);
    }

    @Test
    void anIdThatMayNotStandInTheLogIsNoIdOfARequest() {
        String id = "123e4567-e89b-42d3-a456-426614174000";
        Buffer request = Buffer.buffer("{\"order_id\": \"" + id + "\"}");

        assertEquals("{\"" + id + "\":\"none\"}", answer(request, "x\nERROR forged"));
        assertEquals("{\"" + id + "\":\"r-1\"}", answer(request, "r-1"));
    }

    private String answer(Object body, String requestId) {
        return vertx.eventBus()
                .<Buffer>request(ADDRESS, body, new DeliveryOptions().addHeader(HttpEdge.REQUEST_ID, requestId))
                .await()
                .body()
                .toString();
    }

    private void expectRefused(Object body) {
        try (LogLines log = LogLines.of("ROOT")) {
            int status = Integer.parseInt(
                    vertx.eventBus().request(ADDRESS, body).await().headers().get("status"));

            assertEquals(true, status == 400 || status == 422, () -> body + " is " + status);
            assertEquals(List.of(), log.lines());
        }
    }
}
