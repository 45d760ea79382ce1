package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.RealRedis;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A product over HTTP, from its creation to its deletion. */
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
    void aProductIsCreatedShownEditedAndDeleted() {
        Response created = inventory.user().post("/products", product("Tea", "2.50", "10"));
        String path = created.header("Location");
        assertEquals(201, created.status());
        assertEquals("/products/" + created.json().get("id").textValue(), path);
        assertTrue(created.text().contains("\"price\":2.50"), created.text());

        Response shown = inventory.user().get(path);
        assertEquals(200, shown.status());
        assertEquals(created.text(), shown.text());

        Response edited = inventory.user().send("PUT", path, product("Green tea", "3", "20"));
        assertEquals(200, edited.status());
        assertEquals("Green tea", edited.json().get("name").textValue());
        assertTrue(edited.text().contains("\"price\":3.00"), edited.text());
        assertEquals(edited.text(), inventory.user().get(path).text());

        Response deleted = inventory.user().send("DELETE", path, null);
        assertEquals(204, deleted.status());
        assertEquals("", deleted.text());
        assertEquals(404, inventory.user().get(path).status());
        assertEquals(404, inventory.user().send("DELETE", path, null).status());
    }

    @Test
    void aProductShowsWhatIsFreeAndWhatIsHeld() {
        String tea = stock.product("Tea", 10);
        stock.reserve(Ids.random(), new Line(tea, 3));

        JsonNode shown = inventory.user().get("/products/" + tea).json();
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
        String id = inventory
                .user()
                .beyondThePlainForm()
                .post("/products", product("Tea", "\"2.50\"", "\"10\""))
                .json()
                .get("id")
                .textValue();

        String shown = inventory.user().get("/products/" + id.toUpperCase()).text();
        assertTrue(shown.contains("\"price\":2.50,\"quantity\":10,"), shown);
    }

    @Test
    void whatWasReadCanBePutBackAndOurOwnMembersAreIgnored() {
        String tea = stock.product("Tea", 10);
        ObjectNode read = (ObjectNode) inventory.user().get("/products/" + tea).json();
        read.put("quantity", 12)
                .put("id", Ids.random())
                .put("held", 99)
                .put("version", 77)
                .put("created_at", "yesterday")
                .put("updated_at", "tomorrow");

        JsonNode put = inventory
                .user()
                .beyondThePlainForm()
                .send("PUT", "/products/" + tea, read.toString())
                .json();
        assertEquals(tea, put.get("id").textValue());
        assertEquals(12, put.get("quantity").intValue());
        assertEquals(0, put.get("held").intValue());
        assertEquals(2, put.get("version").intValue());
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        String path = "/products/" + stock.product("Tea", 10);
        Response got = inventory.user().get(path);

        Response head = inventory.user().send("HEAD", path, null);
        assertEquals(200, head.status());
        assertEquals("", head.text());
        assertEquals(got.header("Content-Length"), head.header("Content-Length"));
        assertEquals(got.header("Content-Type"), head.header("Content-Type"));
        assertEquals(
                404,
                inventory.user().send("HEAD", "/products/" + Ids.random(), null).status());
    }

    private static String product(String name, String price, String quantity) {
        return "{\"name\":\"" + name + "\",\"price\":" + price + ",\"quantity\":" + quantity + "}";
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
