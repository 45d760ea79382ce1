package io.quicksell.inventory;

import static io.quicksell.inventory.RunningInventory.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockOverHttpTest extends StockTestBase {

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @Test
    void anAdjustmentAnswersTheProductWithItsTag() {
        HttpResponse<String> adjusted = adjust("{\"delta\":-3,\"reason\":\"broken\"}");

        assertEquals(200, adjusted.statusCode(), adjusted.body());
        assertEquals("\"2\"", adjusted.headers().firstValue("ETag").orElse("none"));
        assertEquals(inventory.get("/products/" + tea).body(), adjusted.body());
        assertEquals(7, json(adjusted).get("quantity").intValue());
    }

    @Test
    void numbersMayBeTexts() {
        assertEquals(
                4,
                json(adjust("{\"set\":\"4\",\"expected\":\"10\"}"))
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
        HttpResponse<String> refused = adjust(body);

        assertEquals(409, refused.statusCode(), refused.body());
        assertEquals(json(inventory.get("/products/" + tea)), json(refused).get("product"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"delta\":-10}",
                "{\"delta\":999999990}",
                "{\"set\":1000000000,\"expected\":10}",
                "{\"set\":0,\"expected\":10}"
            })
    void aValueIsTakenAtItsLimit(String body) {
        assertEquals(200, adjust(body).statusCode());
    }

    @Test
    void aReasonHasAtMostTwoHundredCharacters() {
        String reason = "ä".repeat(200);

        assertEquals(200, adjust("{\"delta\":1,\"reason\":\"" + reason + "\"}").statusCode());
        assertEquals(422, adjust("{\"delta\":1,\"reason\":\"" + reason + "x\"}").statusCode());
        assertEquals(reason, stock.lastMovement(tea).get("reason"));
    }

    @Test
    void ifMatchIsHonoured() {
        HttpResponse<String> refused = inventory.send(inventory
                .request("/products/" + tea + "/stock")
                .header("Content-Type", "application/json")
                .header("If-Match", "\"2\"")
                .POST(BodyPublishers.ofString("{\"delta\":1}")));

        assertEquals(412, refused.statusCode());
        assertEquals(10, json(refused).get("product").get("quantity").intValue());
    }

    @Test
    void adjustmentsAtTheSameTimeAreAllMade() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 40)
                .mapToObj(i -> inventory.postSoon("/products/" + tea + "/stock", "{\"delta\":1}"))
                .toList();
        answers.forEach(answer -> assertEquals(200, answer.join().statusCode()));

        assertEquals(50, stock.counts(tea).quantity());
    }

    private HttpResponse<String> adjust(String body) {
        return inventory.post("/products/" + tea + "/stock", body);
    }
}
