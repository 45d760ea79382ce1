package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Line;
import io.quicksell.common.domain.Money;
import io.quicksell.common.redis.RedisLink;
import io.quicksell.common.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReserveStockTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int HOLD_MILLIS = 30_000;

    private final String order = Ids.random();
    private ProductStore products;
    private ReservationStore reservations;
    private Product tea;

    @BeforeEach
    void aProduct() {
        RedisLink link = redis.link();
        products = new ProductStore(link);
        reservations = new ReservationStore(link);
        tea = products.create(Ids.random(), new Product.Wanted("Tea", new Money(250), 10))
                .await();
    }

    @Test
    void unitsAreHeldAndToldAtOnce() {
        Reserved.Held held = assertInstanceOf(Reserved.Held.class, reserve(3));

        assertEquals(new Money(250), held.lines().get(0).price());
        Map<String, String> product = redis.hash("product:" + tea.id());
        assertEquals("7", product.get("quantity"));
        assertEquals("3", product.get("held"));
        Map<String, String> news = last(redis.stream("product_changed"));
        assertEquals(List.of("7", "3"), List.of(news.get("quantity"), news.get("held")));
        Map<String, String> movement = last(redis.stream("movements:" + tea.id()));
        assertEquals(Map.of("kind", "reserved", "units", "-3", "quantity", "7", "order_id", order), movement);
    }

    @Test
    void aReplayHoldsLongerAndTakesNothingMore() {
        reserve(3);

        assertInstanceOf(Reserved.Held.class, reserve(3));
        assertEquals("7", redis.hash("product:" + tea.id()).get("quantity"));
    }

    @Test
    void tooManyUnitsAreRefusedAndNothingIsRemembered() {
        Reserved.Short refused = assertInstanceOf(Reserved.Short.class, reserve(11));

        assertEquals(
                new Reserved.ShortLine(tea.id(), "Tea", 11, 10), refused.lines().get(0));
        assertEquals(0, redis.call(Command.EXISTS, "reservation:" + order).toInteger());
        assertEquals("10", redis.hash("product:" + tea.id()).get("quantity"));
    }

    @Test
    void otherLinesForTheSameOrderAreRefused() {
        reserve(3);

        assertInstanceOf(Reserved.OtherLines.class, reserve(4));
    }

    @Test
    void anUnknownProductIsNamed() {
        String unknown = Ids.random();

        assertEquals(
                new Reserved.UnknownProduct(unknown),
                reservations
                        .reserve(order, List.of(new Line(tea.id(), 1), new Line(unknown, 1)), HOLD_MILLIS)
                        .await());
        assertEquals("10", redis.hash("product:" + tea.id()).get("quantity"));
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        redis.call(Command.DEL, "product_changed");
        redis.call(Command.SET, "product_changed", "not a stream");

        assertThrows(Throwable.class, () -> reserve(3));
        assertEquals("10", redis.hash("product:" + tea.id()).get("quantity"));
    }

    private Reserved reserve(long units) {
        return reservations
                .reserve(order, List.of(new Line(tea.id(), units)), HOLD_MILLIS)
                .await();
    }

    private static Map<String, String> last(List<Map<String, String>> entries) {
        return entries.get(entries.size() - 1);
    }
}
