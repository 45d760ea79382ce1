package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The products as a client lists them page by page. */
class ProductPagesTest extends ProductPagesTestBase {

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 23, 24, 1_000})
    void everyPageTogetherShowsEachProductOnceAndTheOldestFirst(int limit) {
        create(23, i -> "Tea " + i);

        assertEquals(oldestFirst(), walk("/products?limit=" + limit));
    }

    @Test
    void productsOfTheSameMillisecondAreNeitherLeftOutNorShownTwice() {
        create(23, i -> "Tea " + i);
        oldestFirst().forEach(id -> redis.call(Command.ZADD, "products", 1_700_000_000_000L, id));

        assertEquals(oldestFirst(), walk("/products?limit=4"));
    }

    @Test
    void aCursorWorksWhenTheProductItNamesIsDeleted() {
        create(10, i -> "Tea " + i);
        List<String> ids = oldestFirst();
        String next = next(inventory.user().get("/products?limit=4")).orElseThrow();
        stock.delete(ids.get(3));

        assertEquals(ids.subList(4, 8), ids(inventory.user().get(next)));
        assertEquals(ids.subList(4, 10), ids(inventory.user().get(next.replace("limit=4&", ""))));
    }

    @Test
    void aPageHasAThousandProductsAtMost() {
        create(1_001, i -> "Tea " + i);

        Response page = inventory.user().get("/products?limit=1000");
        assertEquals(oldestFirst().subList(0, 1_000), ids(page));
        assertEquals(1, ids(inventory.user().get(next(page).orElseThrow())).size());
        assertEquals(422, inventory.user().get("/products?limit=1001").status());
    }

    @Test
    void headOfAPageHasTheHeadersOfGet() {
        create(3, i -> "Tea " + i);
        Response got = inventory.user().get("/products?limit=2");

        Response head = inventory.user().send("HEAD", "/products?limit=2", null);
        assertEquals(next(got), next(head));
        assertEquals(String.valueOf(got.text().length()), head.header("Content-Length"));
    }
}
