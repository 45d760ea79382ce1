package io.quicksell.inventory;

import static io.quicksell.inventory.RunningInventory.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.Line;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsOverHttpTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Order(1)
    @RegisterExtension
    final Stock stock = new Stock(redis);

    @Order(2)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @Test
    void aProductIsMadeShownEditedAndDeleted() {
        HttpResponse<String> created = inventory.post("/products", product("Tea", "2.50", "10"));
        String path = created.headers().firstValue("Location").orElseThrow();
        assertEquals(201, created.statusCode());
        assertEquals("/products/" + json(created).get("id").textValue(), path);
        assertTrue(created.body().contains("\"price\":2.50"), created.body());

        HttpResponse<String> shown = inventory.get(path);
        assertEquals(200, shown.statusCode());
        assertEquals(created.body(), shown.body());

        HttpResponse<String> edited = inventory.send("PUT", path, product("Green tea", "3", "20"));
        assertEquals(200, edited.statusCode());
        assertEquals("Green tea", json(edited).get("name").textValue());
        assertTrue(edited.body().contains("\"price\":3.00"), edited.body());
        assertEquals(edited.body(), inventory.get(path).body());

        HttpResponse<String> deleted = inventory.send("DELETE", path, null);
        assertEquals(204, deleted.statusCode());
        assertEquals("", deleted.body());
        assertEquals(404, inventory.get(path).statusCode());
        assertEquals(404, inventory.send("DELETE", path, null).statusCode());
    }

    @Test
    void aProductShowsWhatIsFreeAndWhatIsHeld() {
        String tea = stock.product("Tea", 10);
        stock.reserve(Ids.random(), new Line(tea, 3));

        JsonNode shown = json(inventory.get("/products/" + tea));
        assertEquals(
                Set.of(
                        "id",
                        "name",
                        "price",
                        "quantity",
                        "held",
                        "version",
                        "created_at",
                        "updated_at",
                        "low_stock_at",
                        "low_stock"),
                names(shown));
        assertEquals(7, shown.get("quantity").intValue());
        assertEquals(3, shown.get("held").intValue());
        assertEquals(2, shown.get("version").intValue());
        assertTrue(
                shown.get("created_at").textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
                shown.get("created_at").textValue());
    }

    @Test
    void numbersMayBeTextsAndAnIdMayBeInUpperCase() {
        String id = json(inventory.post("/products", product("Tea", "\"2.50\"", "\"10\"")))
                .get("id")
                .textValue();

        String shown = inventory.get("/products/" + id.toUpperCase()).body();
        assertTrue(shown.contains("\"price\":2.50,\"quantity\":10,"), shown);
    }

    @Test
    void whatWasReadCanBePutBackAndOurOwnMembersAreIgnored() {
        String tea = stock.product("Tea", 10);
        ObjectNode read = (ObjectNode) json(inventory.get("/products/" + tea));
        read.put("quantity", 12)
                .put("id", Ids.random())
                .put("held", 99)
                .put("version", 77)
                .put("created_at", "yesterday")
                .put("updated_at", "tomorrow");

        JsonNode put = json(inventory.send("PUT", "/products/" + tea, read.toString()));
        assertEquals(tea, put.get("id").textValue());
        assertEquals(12, put.get("quantity").intValue());
        assertEquals(0, put.get("held").intValue());
        assertEquals(2, put.get("version").intValue());
    }

    @Test
    void headAnswersAsGetWithoutABody() {
        String path = "/products/" + stock.product("Tea", 10);
        HttpResponse<String> got = inventory.get(path);

        HttpResponse<String> head = inventory.send("HEAD", path, null);
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals(header(got, "Content-Length"), header(head, "Content-Length"));
        assertEquals(header(got, "Content-Type"), header(head, "Content-Type"));
        assertEquals(
                404, inventory.send("HEAD", "/products/" + Ids.random(), null).statusCode());
    }

    @Test
    void headOfTheListDoesNotNameALengthThatGetDoesNotHave() {
        stock.product("Tea", 10);
        HttpResponse<String> got = inventory.get("/products");

        HttpResponse<String> head = inventory.send("HEAD", "/products", null);
        assertEquals(200, head.statusCode());
        assertEquals(header(got, "Content-Type"), header(head, "Content-Type"));
        assertEquals(header(got, "Content-Length"), header(head, "Content-Length"));
    }

    @Test
    void anEmptyListIsAnEmptyArray() {
        HttpResponse<String> list = inventory.get("/products");

        assertEquals(200, list.statusCode());
        assertEquals("[]", list.body());
    }

    @Test
    void theListHasEveryProductOnceAndTheOldestFirst() {
        Set<String> made = new HashSet<>(Future.all(IntStream.range(0, 1_200)
                        .mapToObj(i -> stock.products()
                                .create(
                                        Ids.random(),
                                        Change.single(),
                                        new Product.Wanted("Tea " + i, new Money(i), i, LowStockAt.AS_THE_SHOP_SAYS))
                                .map(created -> ((ProductStore.Changed.Done) created)
                                        .product()
                                        .id()))
                        .toList())
                .map(all -> all.<String>list())
                .await());

        List<JsonNode> listed = new ArrayList<>();
        json(inventory.get("/products")).forEach(listed::add);
        assertEquals(1_200, listed.size());
        assertEquals(
                made,
                new HashSet<>(listed.stream()
                        .map(product -> product.get("id").textValue())
                        .toList()));
        List<String> times = listed.stream()
                .map(product -> product.get("created_at").textValue())
                .toList();
        assertEquals(times.stream().sorted(Comparator.naturalOrder()).toList(), times);
    }

    @ParameterizedTest
    @CsvSource({
        "name, 200, 201", // ä has two bytes: characters are counted
        "price, 9999999.99, 10000000.00",
        "price, 0, -0.01",
        "price, 0.01, 0.001",
        "quantity, 1000000000, 1000000001",
        "quantity, 0, -1",
        "quantity, 1e9, 1e10",
        "quantity, 0e2000000000, 1e2000000000",
        "price, 0e2000000000, 1e-2000000000"
    })
    void aValueIsTakenAtItsLimitAndRefusedOnePastIt(String member, String limit, String past) {
        HttpResponse<String> taken = inventory.post("/products", with(member, limit));
        HttpResponse<String> refused = inventory.post("/products", with(member, past));

        assertEquals(201, taken.statusCode(), taken.body());
        assertEquals(422, refused.statusCode(), refused.body());
        assertEquals(member, json(refused).get("errors").get(0).get("field").textValue());
        assertEquals(1, json(inventory.get("/products")).size());
    }

    @Test
    void aBodyIsTakenUpToTheLimitOfBytesAndRefusedOnePastIt() {
        String product = product("Tea", "1", "1");
        String padded = product + " ".repeat(HttpEdge.MAX_BODY_BYTES - product.length());

        assertEquals(201, inventory.post("/products", padded).statusCode());
        assertEquals(413, inventory.post("/products", padded + " ").statusCode());
    }

    @Test
    void aNameKeepsItsCharactersAndLosesTheSpacesAroundIt() {
        String name = "Grüner Tee \\\"5 €\\\" 茶 \uD83C\uDF75 </script>";

        JsonNode created = json(inventory.post("/products", product("  " + name + "\\n", "1", "1")));
        assertEquals(name.replace("\\", ""), created.get("name").textValue());
    }

    private static String with(String member, String value) {
        return switch (member) {
            case "name" -> product("ä".repeat(Integer.parseInt(value)), "1", "1");
            case "price" -> product("Tea", value, "1");
            default -> product("Tea", "1", value);
        };
    }

    private static String product(String name, String price, String quantity) {
        return "{\"name\":\"" + name + "\",\"price\":" + price + ",\"quantity\":" + quantity + "}";
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Optional<String> header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name);
    }
}
