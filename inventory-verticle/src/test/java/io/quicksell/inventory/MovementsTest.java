package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger of a product as a client reads it. */
class MovementsTest extends StockTestBase {

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @Test
    void theNewestMovementComesFirstWithItsCause() {
        stock.reserve(order, new Line(tea, 3));
        inventory.user().post("/products/" + tea + "/stock", "{\"delta\":5,\"reason\":\"delivery\"}");

        JsonNode movements = inventory.user().get(path(tea)).json();
        assertEquals(
                List.of("adjusted 5 12 - delivery", "reserved -3 7 " + order + " -", "created 10 10 - -"),
                texts(movements));
        assertTrue(
                movements.get(0).get("at").textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
                movements::toString);
        assertEquals(4, movements.get(2).size(), "what does not apply is left out");
    }

    @Test
    void theLedgerOfADeletedProductStays() {
        stock.delete(tea);

        assertEquals(
                List.of("deleted -10 0 - -", "created 10 10 - -"),
                texts(inventory.user().get(path(tea)).json()));
    }

    @Test
    void aProductWithoutUnitsHasALedgerAndAnUnknownOneHasNone() {
        String rice = stock.product("Rice", 0);

        assertEquals(
                List.of("created 0 0 - -"),
                texts(inventory.user().get(path(rice)).json()));
        assertEquals(404, inventory.user().get(path(Ids.random())).status());
        stock.delete(rice);
        assertEquals(200, inventory.user().get(path(rice)).status());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 20, 21, 22, 500})
    void everyPageTogetherShowsEachMovementOnce(int limit) {
        IntStream.range(0, 20).forEach(i -> stock.reserve(Ids.random(), new Line(tea, 1)));
        List<String> all = texts(inventory.user().get(path(tea)).json());

        assertEquals(all, walk(limit));
    }

    private List<String> walk(int limit) {
        List<String> seen = new ArrayList<>();
        Optional<String> page = Optional.of(path(tea) + "?limit=" + limit);
        while (page.isPresent()) {
            Response response = inventory.user().get(page.get());
            assertEquals(200, response.status(), response.text());
            assertTrue(response.json().size() <= limit);
            seen.addAll(texts(response.json()));
            page = response.next();
        }
        return seen;
    }

    @Test
    void aPageHasFiftyMovementsUnlessTheClientSaysOtherwise() {
        String rice = stock.product("Rice", 100);
        IntStream.range(0, 51).forEach(i -> stock.reserve(Ids.random(), new Line(rice, 1)));

        assertEquals(50, inventory.user().get(path(rice)).json().size());
        assertEquals(52, inventory.user().get(path(rice) + "?limit=500").json().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 500})
    void entriesThatNoneOfUsWroteAreLeftOutOfEachPage(int limit) {
        stock.reserve(order, new Line(tea, 3));
        List<String> all = walk(limit);
        String ledger = "movements:" + tea;
        List<Object> strange = List.of(
                redis.call(Command.XADD, ledger, "*", "kind", "adjusted", "units", "many", "quantity", 7),
                redis.call(Command.XADD, ledger, "*", "units", 1, "quantity", 8),
                redis.call(Command.XADD, ledger, "*", "a", "text"));

        assertEquals(all, walk(limit));
        strange.forEach(id -> redis.call(Command.XDEL, ledger, id));
    }

    private static String path(String productId) {
        return "/products/" + productId + "/movements";
    }

    private static List<String> texts(JsonNode movements) {
        List<String> texts = new ArrayList<>();
        movements.forEach(movement -> texts.add(String.join(
                " ",
                movement.get("kind").textValue(),
                movement.get("units").toString(),
                movement.get("quantity").toString(),
                movement.path("order_id").asText("-"),
                movement.path("reason").asText("-"))));
        return texts;
    }
}
