package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.RequestBodies;
import io.quicksell.common.order.Line;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.RealRedis;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits of what a client may set, and of the body with which it does. */
class ProductLimitsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Order(1)
    @RegisterExtension
    final Stock stock = new Stock(redis);

    @Order(2)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

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
    void aValueIsAcceptedAtItsLimitAndRefusedBeyondIt(String member, String limit, String past) {
        Response taken = inventory.user().post("/products", with(member, limit));
        Response refused = inventory.user().post("/products", with(member, past));

        assertEquals(201, taken.status(), taken.text());
        assertEquals(422, refused.status(), refused.text());
        assertEquals(member, refused.json().get("errors").get(0).get("field").textValue());
        assertEquals(1, inventory.user().get("/products").json().size());
    }

    @Test
    void unitsThatComeBackMayMakeItMoreThanCanBeSet() {
        String id = stock.product("Tea", 1);
        ReservationStore.Hold hold = stock.hold(Ids.random(), new Line(id, 1));
        inventory.user().send("PUT", "/products/" + id, product("Tea", "1", "1000000000"));
        stock.reservations().release(hold).await();

        assertEquals(
                1_000_000_001,
                inventory.user().get("/products/" + id).json().get("quantity").longValue());
        assertEquals(
                1_000_000_001,
                inventory
                        .user()
                        .get("/products/" + id + "/movements")
                        .json()
                        .at("/0/quantity")
                        .longValue());
    }

    @Test
    void aBodyIsAcceptedUpToItsLimitAndRefusedBeyondIt() {
        String product = product("Tea", "1", "1");
        String padded = product + " ".repeat(RequestBodies.MAX_BODY_BYTES - product.length());

        assertEquals(201, inventory.user().post("/products", padded).status());
        assertEquals(413, inventory.user().post("/products", padded + " ").status());
    }

    @Test
    void aNameKeepsItsCharactersAndLosesTheSpacesAroundIt() {
        String name = "Grüner Tee \\\"5 €\\\" 茶 \uD83C\uDF75 </script>";

        JsonNode created = inventory
                .user()
                .post("/products", product("  " + name + "\\n", "1", "1"))
                .json();
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
}
