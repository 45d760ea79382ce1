package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests an Idempotency-Key makes the same, and for how long. */
class IdempotencyKeysTest extends RepeatedRequestsTestBase {

    private static final long DAY_MILLIS = 24 * 60 * 60 * 1_000;

    @Test
    void whatMeansTheSameIsTheSameRequest() {
        Response first = adjust("delivery", DELIVERY);

        expectReplay(first, adjust("delivery", "{ \"reason\": \"\", \"delta\": 5.0 }"));
        expectReplay(
                first,
                inventory
                        .user()
                        .beyondThePlainForm()
                        .post("/products/" + tea + "/stock", "{\"delta\":\"5\"}", "Idempotency-Key", "delivery"));
    }

    @Test
    void quotedOrNotIsTheSameKey() {
        expectReplay(adjust("delivery", DELIVERY), adjust("\"delivery\"", DELIVERY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"delta\":6}", "{\"delta\":5,\"reason\":\"found\"}", "{\"set\":5,\"expected\":15}"})
    void anotherBodyWithTheSameKeyIsRefused(String body) {
        adjust("delivery", DELIVERY);

        Response refused = adjust("delivery", body);
        assertEquals(422, refused.status(), refused.text());
        assertEquals(
                "urn:quicksell:problem:other-request-with-same-key",
                refused.json().get("type").textValue());
        assertEquals(15, stock.counts(tea).quantity());
    }

    @Test
    void anotherProductWithTheSameKeyIsRefusedToo() {
        post("/products", "rice", RICE);

        assertEquals(
                422, post("/products", "rice", RICE.replace("Rice", "Barley")).status());
        assertEquals(
                422,
                post("/products", "rice", RICE.replace("}", ",\"low_stock_at\":1}"))
                        .status());
    }

    @Test
    void theSameKeyAtAnotherAddressIsAnotherRequest() {
        assertEquals(200, adjust("same", DELIVERY).status());
        Response ofMilk = post("/products/" + milk + "/stock", "same", DELIVERY);
        assertEquals(201, post("/products", "same", RICE).status());

        assertNull(ofMilk.header("Idempotent-Replayed"));
        assertEquals(
                List.of(15L, 10L),
                List.of(stock.counts(tea).quantity(), stock.counts(milk).quantity()));
    }

    @Test
    void withoutAKeyEveryRequestIsOneOfItsOwn() {
        Response first = inventory.user().post("/products", RICE);
        Response second = inventory.user().post("/products", RICE);

        assertNotEquals(first.json().get("id"), second.json().get("id"));
        assertNull(second.header("Idempotent-Replayed"));
    }

    @Test
    void theResponseIsStoredForADay() {
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

        assertEquals(400, post("/products", "k".repeat(length), RICE).status());
        assertEquals(400, adjust("k".repeat(length), DELIVERY).status());
        assertEquals(before, redis.snapshot());
        assertEquals(201, post("/products", "k".repeat(255), RICE).status());
    }

    @Test
    void aRefusalIsNotStored() {
        assertEquals(409, adjust("loss", "{\"delta\":-12}").status());
        assertEquals(412, adjust("loss", "{\"delta\":-12}", "If-Match", "\"7\"").status());
        adjust("delivery", DELIVERY);

        Response made = adjust("loss", "{\"delta\":-12}");
        assertEquals(200, made.status(), made.text());
        assertNull(made.header("Idempotent-Replayed"));
    }
}
