package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.once.Change;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of all products, without pages. */
class ProductListOverHttpTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Order(1)
    @RegisterExtension
    final Stock stock = new Stock(redis);

    @Order(2)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    @Test
    void headOfTheListDoesNotNameALengthThatGetDoesNotHave() {
        stock.product("Tea", 10);
        Response got = inventory.user().get("/products");

        Response head = inventory.user().send("HEAD", "/products", null);
        assertEquals(200, head.status());
        assertEquals(got.header("Content-Type"), head.header("Content-Type"));
        assertEquals(got.header("Content-Length"), head.header("Content-Length"));
    }

    @Test
    void anEmptyListIsAnEmptyArray() {
        Response list = inventory.user().get("/products");

        assertEquals(200, list.status());
        assertEquals("[]", list.text());
    }

    @Test
    void theListHasEveryProductOnceAndTheOldestFirst() {
        Set<String> made = new HashSet<>(Future.all(IntStream.range(0, 1_200)
                        .mapToObj(i -> stock.products()
                                .create(
                                        Ids.random(),
                                        Change.single(),
                                        new ProductData("Tea " + i, new Money(i), i, LowStockAt.SHOP_DEFAULT))
                                .map(created -> ((ProductStore.Changed.Done) created)
                                        .product()
                                        .id()))
                        .toList())
                .map(all -> all.<String>list())
                .await());

        List<JsonNode> listed = new ArrayList<>();
        inventory.user().get("/products").json().forEach(listed::add);
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

    @Test
    void aProductThatCannotBeReadHidesNoOther() {
        String damaged = stock.product("Tea", 10);
        String whole = stock.product("Rice", 10);
        redis.call(Command.HSET, "product:" + damaged, "price", "much");

        for (String list : List.of("/products", "/products?limit=10", "/products?low_stock=false")) {
            Response response = inventory.user().get(list);
            assertEquals(200, response.status(), response.text());
            assertEquals(List.of(whole), response.json().findValuesAsText("id"), list);
        }
    }

    private static String product(String name, String price, String quantity) {
        return "{\"name\":\"" + name + "\",\"price\":" + price + ",\"quantity\":" + quantity + "}";
    }
}
