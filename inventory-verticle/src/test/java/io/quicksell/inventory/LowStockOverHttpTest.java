package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.order.Line;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Low stock as a client sees and lists it: there are 10 units of tea and 5 of milk, and the shop's threshold is 5. */
class LowStockOverHttpTest extends StockTestBase {

    @Order(4)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @Test
    void aProductSaysWhetherItIsLowAndFromWhereOn() {
        assertTrue(show(milk).get("low_stock").booleanValue());
        assertFalse(show(tea).get("low_stock").booleanValue());
        assertTrue(
                show(tea).has("low_stock_at") && show(tea).get("low_stock_at").isNull(),
                "the shop's threshold applies");
    }

    @Test
    void aNewProductTakesItsOwnThreshold() {
        JsonNode rice = create("\"low_stock_at\":40");

        assertEquals(40, rice.get("low_stock_at").longValue());
        assertTrue(rice.get("low_stock").booleanValue());
        assertTrue(create("\"low_stock_at\":null").get("low_stock_at").isNull());
        HttpUser withTexts = inventory.user().beyondThePlainForm();
        assertEquals(
                0,
                create(withTexts, "\"low_stock_at\":\"0\"").get("low_stock_at").longValue());
    }

    @Test
    void anEditSetsKeepsAndTakesAwayTheThreshold() {
        assertEquals(12, edit(",\"low_stock_at\":12").get("low_stock_at").longValue());
        assertEquals(12, edit("").get("low_stock_at").longValue());
        assertTrue(edit(",\"low_stock_at\":null").get("low_stock_at").isNull());
    }

    @Test
    void whatWasReadIsPutBackAsItIs() {
        edit(",\"low_stock_at\":12");
        JsonNode read = show(tea);

        Response response = inventory.user().beyondThePlainForm().send("PUT", "/products/" + tea, read.toString());
        assertEquals(200, response.status(), response.text());
        assertEquals(read, response.json());
    }

    @Test
    void onlyThoseThatAreLowAreListedOrOnlyThoseThatAreNot() {
        assertEquals(List.of("Milk"), names("/products?low_stock=true"));
        assertEquals(List.of("Tea"), names("/products?low_stock=false"));
        assertEquals(List.of("Milk", "Tea"), names("/products"));
        stock.reserve(order, new Line(tea, 5));
        assertEquals(List.of("Milk", "Tea"), names("/products?low_stock=true"));
        assertEquals(List.of("Milk"), names("/products?low_stock=true&q=mil"));
    }

    @Test
    void pagesKeepBothFiltersInTheirLinks() {
        stock.reserve(order, new Line(tea, 5));
        for (int i = 0; i < 4; i++) {
            stock.product("Milk " + i, i % 2 == 0 ? 1 : 100);
        }
        List<String> seen = new ArrayList<>();
        Optional<String> page = Optional.of("/products?low_stock=true&limit=1&q=milk");
        while (page.isPresent()) {
            Response response = inventory.user().get(page.get());
            response.json().forEach(product -> seen.add(product.get("name").textValue()));
            page = response.next();
        }

        assertEquals(List.of("Milk", "Milk 0", "Milk 2"), seen.stream().sorted().toList());
    }

    private JsonNode create(String member) {
        return create(inventory.user(), member);
    }

    private static JsonNode create(HttpUser user, String member) {
        Response response = user.post("/products", "{\"name\":\"Rice\",\"price\":1,\"quantity\":40," + member + "}");
        assertEquals(201, response.status(), response.text());
        return response.json();
    }

    private JsonNode edit(String member) {
        Response response = inventory
                .user()
                .send("PUT", "/products/" + tea, "{\"name\":\"Tea\",\"price\":2.5,\"quantity\":10" + member + "}");
        assertEquals(200, response.status(), response.text());
        return response.json();
    }

    private JsonNode show(String id) {
        return inventory.user().get("/products/" + id).json();
    }

    private List<String> names(String path) {
        List<String> names = new ArrayList<>();
        inventory
                .user()
                .get(path)
                .json()
                .forEach(product -> names.add(product.get("name").textValue()));
        names.sort(null);
        return names;
    }
}
