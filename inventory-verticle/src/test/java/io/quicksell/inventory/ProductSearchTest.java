package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The products as a client finds them by a part of their name. */
class ProductSearchTest extends ProductPagesTestBase {

    @ParameterizedTest
    @ValueSource(strings = {"gr%C3%BCn", "GR%C3%9CN", "%20Gr%C3%BCn%20", "r+TEE", "r%20tee", "ner", "&limit=1"})
    void productsAreFoundByAPartOfTheirNameInAnyCase(String q) {
        String tea = stock.product("Grüner Tee", 1);
        stock.product("Milch", 1);

        assertEquals(List.of(tea), walk("/products?q=" + q.replace("&", "gr%C3%BC&")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "%25", ".", "_", "%5C", "[a-z]"})
    void whatLooksLikeAPatternIsAText(String q) {
        stock.product("Tea", 1);

        assertEquals(List.of(), ids(inventory.user().get("/products?q=" + q)));
    }

    @Test
    void withoutANameEveryProductIsFound() {
        create(3, i -> "Tea " + i);

        assertEquals(oldestFirst(), ids(inventory.user().get("/products?q=")));
    }

    @Test
    void linksKeepTheName() {
        create(40, i -> i % 4 == 0 ? "Tea & milk, 50 %" : "Rice");

        Response page = inventory.user().get("/products?limit=3&q=tea%20%26%20milk%2C%2050%20%25");
        assertEquals(3, ids(page).size());
        assertTrue(next(page).orElseThrow().endsWith("&q=tea%20%26%20milk%2C%2050%20%25"), page.headers()::toString);
        assertEquals(10, walk(next(page).orElseThrow()).size() + 3);
        assertEquals(10, ids(inventory.user().get("/products?q=50%20%25")).size());
    }

    @Test
    void aRareNameIsFoundInSeveralBoundedStepsAndStreamedInOne() {
        create(10_100, i -> i == 10_099 ? "Saffron" : "Rice");
        redis.call(Command.ZADD, "products", 9_000_000_000_000L, only("saffron"));

        Response first = inventory.user().get("/products?limit=1000&q=saffron");
        assertEquals(List.of(), ids(first));
        assertEquals(1, ids(inventory.user().get(next(first).orElseThrow())).size());
        assertEquals(1, walk("/products?limit=7&q=saffron").size());
    }

    @Test
    void aNameHasAtMostTwoHundredCharacters() {
        assertEquals(
                200, inventory.user().get("/products?q=" + "%C3%A4".repeat(200)).status());
        assertEquals(
                422, inventory.user().get("/products?q=" + "%C3%A4".repeat(201)).status());
    }

    private String only(String name) {
        List<String> found = ids(inventory.user().get("/products?q=" + name));
        assertEquals(1, found.size());
        return found.get(0);
    }
}
