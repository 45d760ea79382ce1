package io.quicksell.inventory;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.order.Line;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A repeated request with an Idempotency-Key is carried out once and gets the same response. */
class RepeatedRequestsTest extends RepeatedRequestsTestBase {

    @Test
    void aProductIsCreatedOnceAndTheResponseIsReplayed() {
        Response first = post("/products", "rice", RICE);
        assertEquals(201, first.status(), first.text());
        assertNull(first.header("Idempotent-Replayed"));
        stock.reserve(order, new Line(first.json().get("id").textValue(), 3));

        expectReplay(first, post("/products", "rice", RICE));
        assertEquals(3, redis.call(Command.ZCARD, "products").toInteger());
    }

    @Test
    void stockIsAdjustedOnceAndTheResponseIsReplayed() {
        Response first = adjust("delivery", DELIVERY);
        stock.reserve(order, new Line(tea, 3));

        expectReplay(first, adjust("delivery", DELIVERY));
        assertEquals(new Stock.Counts(12, 3, 0), stock.counts(tea));
    }

    @Test
    void aCountThatWasRightIsReplayedToo() {
        Response first = adjust("count", "{\"set\":10,\"expected\":10}");
        stock.reserve(order, new Line(tea, 3));

        expectReplay(first, adjust("count", "{\"set\":10,\"expected\":10}"));
    }

    @Test
    void aReplayOutlivesTheProductTheScriptsAndTheVerticle() {
        Response first = adjust("delivery", DELIVERY);
        stock.delete(tea);
        redis.call(Command.SCRIPT, "FLUSH");
        inventory.stop();
        inventory.start();

        expectReplay(first, adjust("delivery", DELIVERY));
    }

    @Test
    void aReplayDoesNotMindAnotherIfMatch() {
        Response first = adjust("delivery", DELIVERY, "If-Match", "\"1\"");

        expectReplay(first, adjust("delivery", DELIVERY, "If-Match", "\"1\""));
        expectReplay(first, adjust("delivery", DELIVERY, "If-Match", "\"2\""));
    }

    /** The client is gone before the response comes, as if its connection broke. */
    @Test
    void aClientWhoseResponseWasLostGetsItWhenItRepeatsTheRequest() throws IOException {
        URI at = URI.create(inventory.user().url("/"));
        try (Socket client = new Socket(at.getHost(), at.getPort())) {
            client.getOutputStream()
                    .write(("POST /products/" + tea + "/stock HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: lost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + DELIVERY.length()
                                    + "\r\n\r\n" + DELIVERY)
                            .getBytes(US_ASCII));
        }
        Eventually.holds(() -> assertEquals(15, stock.counts(tea).quantity()));

        Response response = Eventually.succeeds(() -> {
            Response again = adjust("lost", DELIVERY);
            assertEquals(200, again.status());
            return again;
        });
        assertEquals("true", response.header("Idempotent-Replayed"));
        assertEquals(15, stock.counts(tea).quantity());
    }

    @Test
    void twinsAreCarriedOutOnceWhicheverInstanceTheyReach() {
        List<CompletableFuture<Response>> twins = IntStream.range(0, 30)
                .mapToObj(i -> inventory.user().sendSoon("POST", "/products", RICE, "Idempotency-Key", "twin"))
                .toList();
        List<Response> responses = twins.stream().map(CompletableFuture::join).toList();

        responses.forEach(response -> assertTrue(List.of(201, 409).contains(response.status()), response::text));
        assertEquals(
                1,
                responses.stream()
                        .filter(response -> response.status() == 201)
                        .map(Response::text)
                        .distinct()
                        .count());
        assertEquals(3, redis.call(Command.ZCARD, "products").toInteger());
    }
}
