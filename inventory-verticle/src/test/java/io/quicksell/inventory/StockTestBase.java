package io.quicksell.inventory;

import io.quicksell.common.domain.Ids;
import io.quicksell.testing.RealRedis;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The start of most tests of stock: 10 units of tea, 5 of milk, and the id of an order that does not exist yet. */
abstract class StockTestBase {

    @Order(1)
    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Order(3)
    @RegisterExtension
    final Stock stock = new Stock(redis);

    final String order = Ids.random();
    String tea;
    String milk;

    @BeforeEach
    void twoProducts() {
        tea = stock.product("Tea", 10);
        milk = stock.product("Milk", 5);
    }

    /** The keys of a script that moves units of both products. */
    List<String> keys(String... first) {
        return Stream.concat(
                        Stream.of(first),
                        Stream.of(tea, milk).flatMap(id -> Stream.of("product:" + id, "movements:" + id)))
                .toList();
    }
}
