package io.quicksell.inventory;

import static io.quicksell.inventory.RunningInventory.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.once.Change;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The products as a client lists them page by page, and finds them by name. */
class ProductPagesTest {

    private static final Pattern NEXT = Pattern.compile("<(/products\\?[^>]+)>; rel=\"next\"");

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Order(1)
    @RegisterExtension
    final Stock stock = new Stock(redis);

    @Order(2)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

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
        String next = next(inventory.get("/products?limit=4")).orElseThrow();
        stock.delete(ids.get(3));

        assertEquals(ids.subList(4, 8), ids(inventory.get(next)));
        assertEquals(ids.subList(4, 10), ids(inventory.get(next.replace("limit=4&", ""))));
    }

    @Test
    void aPageHasAThousandProductsAtMost() {
        create(1_001, i -> "Tea " + i);

        HttpResponse<String> page = inventory.get("/products?limit=1000");
        assertEquals(oldestFirst().subList(0, 1_000), ids(page));
        assertEquals(1, ids(inventory.get(next(page).orElseThrow())).size());
        assertEquals(422, inventory.get("/products?limit=1001").statusCode());
    }

    @Test
    void headOfAPageAnswersAsGet() {
        create(3, i -> "Tea " + i);
        HttpResponse<String> got = inventory.get("/products?limit=2");

        HttpResponse<String> head = inventory.send("HEAD", "/products?limit=2", null);
        assertEquals(next(got), next(head));
        assertEquals(
                String.valueOf(got.body().length()),
                head.headers().firstValue("Content-Length").orElse("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gr%C3%BCn", "GR%C3%9CN", "%20Gr%C3%BCn%20", "r+TEE", "r%20tee", "ner", "&limit=1"})
    void productsAreFoundByAPartOfTheirNameInAnyCase(String q) {
        String tea = stock.product("Grüner Tee", 1);
        stock.product("Milch", 1);

        assertEquals(List.of(tea), walk("/products?q=" + q.replace("&", "gr%C3%BC&")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "%25", ".", "_", "%5C", "[a-z]", "%00"})
    void whatLooksLikeAPatternIsAText(String q) {
        stock.product("Tea", 1);

        assertEquals(List.of(), ids(inventory.get("/products?q=" + q)));
    }

    @Test
    void withoutANameEveryProductIsFound() {
        create(3, i -> "Tea " + i);

        assertEquals(oldestFirst(), ids(inventory.get("/products?q=")));
    }

    @Test
    void linksKeepTheName() {
        create(40, i -> i % 4 == 0 ? "Tea & milk, 50 %" : "Rice");

        HttpResponse<String> page = inventory.get("/products?limit=3&q=tea%20%26%20milk%2C%2050%20%25");
        assertEquals(3, ids(page).size());
        assertTrue(next(page).orElseThrow().endsWith("&q=tea%20%26%20milk%2C%2050%20%25"), page.headers()::toString);
        assertEquals(10, walk(next(page).orElseThrow()).size() + 3);
        assertEquals(10, ids(inventory.get("/products?q=50%20%25")).size());
    }

    @Test
    void aRareNameIsFoundInSeveralBoundedStepsAndStreamedInOne() {
        create(10_100, i -> i == 10_099 ? "Saffron" : "Rice");
        redis.call(Command.ZADD, "products", 9_000_000_000_000L, only("saffron"));

        HttpResponse<String> first = inventory.get("/products?limit=1000&q=saffron");
        assertEquals(List.of(), ids(first));
        assertEquals(1, ids(inventory.get(next(first).orElseThrow())).size());
        assertEquals(1, walk("/products?limit=7&q=saffron").size());
    }

    @Test
    void aNameHasAtMostTwoHundredCharacters() {
        assertEquals(200, inventory.get("/products?q=" + "%C3%A4".repeat(200)).statusCode());
        assertEquals(422, inventory.get("/products?q=" + "%C3%A4".repeat(201)).statusCode());
    }

    private String only(String name) {
        List<String> found = ids(inventory.get("/products?q=" + name));
        assertEquals(1, found.size());
        return found.get(0);
    }

    private void create(int count, IntFunction<String> name) {
        Future.all(IntStream.range(0, count)
                        .mapToObj(i -> stock.products()
                                .create(
                                        Ids.random(),
                                        Change.single(),
                                        new Product.Wanted(
                                                name.apply(i), new Money(i), 0, LowStockAt.AS_THE_SHOP_SAYS)))
                        .toList())
                .await();
    }

    /** As Redis has them: the earliest first, and of one millisecond the lower id first. */
    private static List<String> oldestFirst() {
        return StreamSupport.stream(
                        redis.call(Command.ZRANGE, "products", 0, -1).spliterator(), false)
                .map(Object::toString)
                .toList();
    }

    private List<String> walk(String path) {
        List<String> seen = new ArrayList<>();
        Optional<String> page = Optional.of(path);
        while (page.isPresent()) {
            HttpResponse<String> answer = inventory.get(page.get());
            seen.addAll(ids(answer));
            page = next(answer);
        }
        return seen;
    }

    private static Optional<String> next(HttpResponse<String> answer) {
        return answer.headers().firstValue("Link").map(link -> {
            Matcher next = NEXT.matcher(link);
            assertTrue(next.matches(), link);
            return next.group(1);
        });
    }

    private static List<String> ids(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return StreamSupport.stream(json(answer).spliterator(), false)
                .map(product -> product.get("id").textValue())
                .toList();
    }
}
