package io.quicksell.inventory;

import static io.quicksell.inventory.RunningInventory.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.order.Line;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request with an Idempotency-Key that is sent again is carried out once and answered the same (two instances serve here). */
class RepeatedRequestsTest extends StockTestBase {

    private static final String RICE = "{\"name\":\"Rice\",\"price\":1.5,\"quantity\":40}";
    private static final String DELIVERY = "{\"delta\":5}";
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1_000;

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory =
            new RunningInventory(redis, RunningInventory.config(2, Stock.HOLD_MILLIS, 60_000));

    @Test
    void aProductIsMadeOnceAndTheAnswerIsReplayed() {
        HttpResponse<String> first = post("/products", "rice", RICE);
        assertEquals(201, first.statusCode(), first.body());
        assertEquals("none", header(first, "Idempotent-Replayed"));
        stock.reserve(order, new Line(json(first).get("id").textValue(), 3));

        expectReplay(first, post("/products", "rice", RICE));
        assertEquals(3, redis.call(Command.ZCARD, "products").toInteger());
    }

    @Test
    void stockIsAdjustedOnceAndTheAnswerIsReplayed() {
        HttpResponse<String> first = adjust("delivery", DELIVERY);
        stock.reserve(order, new Line(tea, 3));

        expectReplay(first, adjust("delivery", DELIVERY));
        assertEquals(new Stock.Counts(12, 3, 0), stock.counts(tea));
    }

    @Test
    void aCountThatWasRightIsReplayedToo() {
        HttpResponse<String> first = adjust("count", "{\"set\":10,\"expected\":10}");
        stock.reserve(order, new Line(tea, 3));

        expectReplay(first, adjust("count", "{\"set\":10,\"expected\":10}"));
    }

    @Test
    void aReplayOutlivesTheProductTheScriptsAndTheVerticle() {
        HttpResponse<String> first = adjust("delivery", DELIVERY);
        stock.delete(tea);
        redis.call(Command.SCRIPT, "FLUSH");
        inventory.stop();
        inventory.start();

        expectReplay(first, adjust("delivery", DELIVERY));
    }

    @Test
    void aReplayDoesNotMindAnotherIfMatch() {
        HttpResponse<String> first = adjust("delivery", DELIVERY, "If-Match", "\"1\"");

        expectReplay(first, adjust("delivery", DELIVERY, "If-Match", "\"1\""));
        expectReplay(first, adjust("delivery", DELIVERY, "If-Match", "\"2\""));
    }

    /** The client is gone before its answer comes, as when its connection breaks. */
    @Test
    void whoseAnswerWasLostIsToldWhatBecameOfIt() throws IOException {
        URI at = URI.create(inventory.url());
        try (Socket client = new Socket(at.getHost(), at.getPort())) {
            client.getOutputStream()
                    .write(("POST /products/" + tea + "/stock HTTP/1.1\r\nHost: a\r\nIdempotency-Key: lost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + DELIVERY.length()
                                    + "\r\n\r\n" + DELIVERY)
                            .getBytes(US_ASCII));
        }
        Eventually.holds(() -> assertEquals(15, stock.counts(tea).quantity()));

        HttpResponse<String> answer = Eventually.succeeds(() -> {
            HttpResponse<String> again = adjust("lost", DELIVERY);
            assertEquals(200, again.statusCode());
            return again;
        });
        assertEquals("true", header(answer, "Idempotent-Replayed"));
        assertEquals(15, stock.counts(tea).quantity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"delta\":\"5\"}", "{ \"reason\": \"\", \"delta\": 5.0 }"})
    void whatMeansTheSameIsTheSameRequest(String body) {
        expectReplay(adjust("delivery", DELIVERY), adjust("delivery", body));
    }

    @Test
    void quotedOrNotIsTheSameKey() {
        expectReplay(adjust("delivery", DELIVERY), adjust("\"delivery\"", DELIVERY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"delta\":6}", "{\"delta\":5,\"reason\":\"found\"}", "{\"set\":5,\"expected\":15}"})
    void anotherBodyWithTheSameKeyIsRefused(String body) {
        adjust("delivery", DELIVERY);

        HttpResponse<String> refused = adjust("delivery", body);
        assertEquals(422, refused.statusCode(), refused.body());
        assertEquals(
                "urn:quicksell:problem:other-request-with-same-key",
                json(refused).get("type").textValue());
        assertEquals(15, stock.counts(tea).quantity());
    }

    @Test
    void anotherProductWithTheSameKeyIsRefusedToo() {
        post("/products", "rice", RICE);

        assertEquals(
                422, post("/products", "rice", RICE.replace("Rice", "Barley")).statusCode());
        assertEquals(
                422,
                post("/products", "rice", RICE.replace("}", ",\"low_stock_at\":1}"))
                        .statusCode());
    }

    @Test
    void theSameKeyAtAnotherAddressIsAnotherRequest() {
        assertEquals(200, adjust("same", DELIVERY).statusCode());
        HttpResponse<String> ofMilk = post("/products/" + milk + "/stock", "same", DELIVERY);
        assertEquals(201, post("/products", "same", RICE).statusCode());

        assertEquals("none", header(ofMilk, "Idempotent-Replayed"));
        assertEquals(
                List.of(15L, 10L),
                List.of(stock.counts(tea).quantity(), stock.counts(milk).quantity()));
    }

    @Test
    void withoutAKeyEveryRequestIsOneOfItsOwn() {
        HttpResponse<String> first = inventory.post("/products", RICE);
        HttpResponse<String> second = inventory.post("/products", RICE);

        assertNotEquals(json(first).get("id"), json(second).get("id"));
        assertEquals("none", header(second, "Idempotent-Replayed"));
    }

    @Test
    void theAnswerIsRememberedForADay() {
        redis.call(Command.FLUSHALL);
        post("/products", "rice", RICE);

        long millis = redis.call(
                        Command.PTTL, redis.call(Command.KEYS, "change:*").get(0))
                .toLong();
        assertTrue(millis > DAY_MILLIS - 60_000 && millis <= DAY_MILLIS, () -> millis + " ms");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 300})
    void aKeyOfThatManyCharactersIsNoneAndNothingIsDone(int length) {
        Map<String, String> before = redis.snapshot();

        assertEquals(400, post("/products", "k".repeat(length), RICE).statusCode());
        assertEquals(400, adjust("k".repeat(length), DELIVERY).statusCode());
        assertEquals(before, redis.snapshot());
        assertEquals(201, post("/products", "k".repeat(255), RICE).statusCode());
    }

    @Test
    void aRefusalIsNotRemembered() {
        assertEquals(409, adjust("loss", "{\"delta\":-12}").statusCode());
        assertEquals(412, adjust("loss", "{\"delta\":-12}", "If-Match", "\"7\"").statusCode());
        adjust("delivery", DELIVERY);

        HttpResponse<String> made = adjust("loss", "{\"delta\":-12}");
        assertEquals(200, made.statusCode(), made.body());
        assertEquals("none", header(made, "Idempotent-Replayed"));
    }

    @Test
    void twinsAreCarriedOutOnceWhicheverInstanceTheyReach() {
        List<CompletableFuture<HttpResponse<String>>> twins = IntStream.range(0, 30)
                .mapToObj(i -> inventory.sendSoon(inventory
                        .request("/products")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "twin")
                        .POST(BodyPublishers.ofString(RICE))))
                .toList();
        List<HttpResponse<String>> answers =
                twins.stream().map(CompletableFuture::join).toList();

        answers.forEach(answer -> assertTrue(List.of(201, 409).contains(answer.statusCode()), answer::body));
        assertEquals(
                1,
                answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(HttpResponse::body)
                        .distinct()
                        .count());
        assertEquals(3, redis.call(Command.ZCARD, "products").toInteger());
    }

    private HttpResponse<String> adjust(String key, String body, String... headers) {
        return post("/products/" + tea + "/stock", key, body, headers);
    }

    private HttpResponse<String> post(String path, String key, String body, String... headers) {
        var request = inventory
                .request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body));
        return inventory.send(headers.length == 0 ? request : request.headers(headers), body);
    }

    private static void expectReplay(HttpResponse<String> first, HttpResponse<String> again) {
        assertEquals(first.statusCode(), again.statusCode(), again.body());
        assertEquals(first.body(), again.body());
        List.of("ETag", "Location", "Content-Type")
                .forEach(name -> assertEquals(header(first, name), header(again, name)));
        assertEquals("true", header(again, "Idempotent-Replayed"));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }
}
