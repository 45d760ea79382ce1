package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.testing.HttpUser.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adjustments of stock over HTTP. */
class StockOverHttpTest extends StockTestBase {

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @Test
    void theResponseToAnAdjustmentIsTheProductWithItsTag() {
        Response adjusted = adjust("{\"delta\":-3,\"reason\":\"broken\"}");

        assertEquals(200, adjusted.status(), adjusted.text());
        assertEquals("\"2\"", adjusted.header("ETag"));
        assertEquals(inventory.user().get("/products/" + tea).text(), adjusted.text());
        assertEquals(7, adjusted.json().get("quantity").intValue());
    }

    @Test
    void nullIsAsGoodAsAbsent() {
        Response adjusted = inventory
                .user()
                .beyondThePlainForm()
                .post("/products/" + tea + "/stock", "{\"delta\":2,\"set\":null,\"expected\":null,\"reason\":null}");

        assertEquals(12, adjusted.json().get("quantity").intValue(), adjusted::text);
    }

    @Test
    void numbersMayBeTexts() {
        assertEquals(
                4,
                inventory
                        .user()
                        .beyondThePlainForm()
                        .post("/products/" + tea + "/stock", "{\"set\":\"4\",\"expected\":\"10\",\"reason\":null}")
                        .json()
                        .get("quantity")
                        .intValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"delta\":-11}",
                "{\"delta\":1000000000}",
                "{\"set\":10,\"expected\":9}",
                "{\"set\":9,\"expected\":9}"
            })
    void whatCannotBeIsAConflictThatShowsTheProduct(String body) {
        Response refused = adjust(body);

        assertEquals(409, refused.status(), refused.text());
        assertEquals(
                inventory.user().get("/products/" + tea).json(), refused.json().get("product"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"delta\":-10}",
                "{\"delta\":999999990}",
                "{\"set\":1000000000,\"expected\":10}",
                "{\"set\":0,\"expected\":10}"
            })
    void aValueIsAcceptedAtItsLimit(String body) {
        assertEquals(200, adjust(body).status());
    }

    @Test
    void aReasonHasAtMostTwoHundredCharacters() {
        String reason = "ä".repeat(200);

        assertEquals(200, adjust("{\"delta\":1,\"reason\":\"" + reason + "\"}").status());
        assertEquals(422, adjust("{\"delta\":1,\"reason\":\"" + reason + "x\"}").status());
        assertEquals(reason, stock.lastMovement(tea).get("reason"));
    }

    @Test
    void ifMatchIsHonoured() {
        Response refused = inventory.user().post("/products/" + tea + "/stock", "{\"delta\":1}", "If-Match", "\"2\"");

        assertEquals(412, refused.status());
        assertEquals(10, refused.json().get("product").get("quantity").intValue());
    }

    @Test
    void adjustmentsAtTheSameTimeAreAllMade() {
        List<CompletableFuture<Response>> responses = IntStream.range(0, 40)
                .mapToObj(i -> inventory.user().sendSoon("POST", "/products/" + tea + "/stock", "{\"delta\":1}"))
                .toList();
        responses.forEach(response -> assertEquals(200, response.join().status()));

        assertEquals(50, stock.counts(tea).quantity());
    }

    private Response adjust(String body) {
        return inventory.user().post("/products/" + tea + "/stock", body);
    }
}
