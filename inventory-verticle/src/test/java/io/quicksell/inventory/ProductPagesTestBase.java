package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.once.Change;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages of many products over HTTP. */
abstract class ProductPagesTestBase {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Order(1)
    @RegisterExtension
    final Stock stock = new Stock(redis);

    @Order(2)
    @RegisterExtension
    final RunningInventory inventory = new RunningInventory(redis);

    void create(int count, IntFunction<String> name) {
        Future.all(IntStream.range(0, count)
                        .mapToObj(i -> stock.products()
                                .create(
                                        Ids.random(),
                                        Change.single(),
                                        new ProductData(name.apply(i), new Money(i), 0, LowStockAt.SHOP_DEFAULT)))
                        .toList())
                .await();
    }

    /** As Redis has them: the earliest first, and of one millisecond the lower id first. */
    static List<String> oldestFirst() {
        return StreamSupport.stream(
                        redis.call(Command.ZRANGE, "products", 0, -1).spliterator(), false)
                .map(Object::toString)
                .toList();
    }

    List<String> walk(String path) {
        List<String> seen = new ArrayList<>();
        Optional<String> page = Optional.of(path);
        while (page.isPresent()) {
            Response response = inventory.user().get(page.get());
            seen.addAll(ids(response));
            page = next(response);
        }
        return seen;
    }

    static Optional<String> next(Response response) {
        Optional<String> next = response.next();
        next.ifPresent(address -> assertTrue(address.startsWith("/products?"), address));
        return next;
    }

    static List<String> ids(Response response) {
        assertEquals(200, response.status(), response.text());
        return StreamSupport.stream(response.json().spliterator(), false)
                .map(product -> product.get("id").textValue())
                .toList();
    }
}
