package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.payment.PlacementStore.Accepted;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CreateOrderTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    private static final Problem SHORT = new Problem(ProblemType.OUT_OF_STOCK, "Only 2 units in stock.")
            .with("short", List.of(Map.of("name", "Tea")));
    private static final long LONG_AGO = 1;
    private static final long FAR_AHEAD = Long.MAX_VALUE / 1_000_000;

    private final String id = Ids.random();

    @Test
    void anOrderIsWrittenPendingAndListed() {
        Order order = created(StoredOrders.wanted(id));

        assertEquals(OrderStatus.PENDING, order.status());
        assertEquals(order, orders.store().find(id).await().orElseThrow());
        String entry = redis.call(Command.XREVRANGE, OrderEvent.CREATED, "+", "-")
                .get(0)
                .get(0)
                .toString();
        assertEquals(
                Map.ofEntries(
                        Map.entry("number", "1"),
                        Map.entry("status", "pending"),
                        Map.entry("product_id", StoredOrders.TEA.productId()),
                        Map.entry("price", "250"),
                        Map.entry("quantity", "3"),
                        Map.entry("lines", StoredOrders.TEA_LINES),
                        Map.entry("fee", "150"),
                        Map.entry("total", "900"),
                        Map.entry("reference", "for the shop"),
                        Map.entry("digest", "digest"),
                        Map.entry("version", "1"),
                        Map.entry("entry", entry)),
                orders.fields(id));
        assertEquals(Map.of("v", "1", "order_id", id), orders.news(OrderEvent.CREATED, id));
    }

    @Test
    void anOrderOfSeveralLinesHasNoProductOfItsOwn() {
        Order order = created(StoredOrders.wanted(id, "digest", FAR_AHEAD, StoredOrders.TEA, StoredOrders.RICE));

        assertEquals(List.of(StoredOrders.TEA, StoredOrders.RICE), order.lines());
        assertEquals(5, order.quantity());
        assertNull(order.productId());
        assertNull(order.price());
    }

    @Test
    void aReplayFindsTheOrderAndChangesNothing() {
        Order first = created(StoredOrders.wanted(id));
        Map<String, String> before = redis.snapshot();

        Accepted.Exists again = assertInstanceOf(Accepted.Exists.class, create(StoredOrders.wanted(id)));

        assertEquals(first, again.order());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aReplayFindsTheOrderAlsoWhenItsHoldHasRunOut() {
        created(StoredOrders.wanted(id));

        assertInstanceOf(Accepted.Exists.class, create(StoredOrders.wanted(id, "digest", LONG_AGO, StoredOrders.TEA)));
    }

    @Test
    void anotherRequestForTheSameOrderIsDifferent() {
        created(StoredOrders.wanted(id));
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(
                Accepted.Different.class,
                create(StoredOrders.wanted(id, "another digest", FAR_AHEAD, StoredOrders.TEA)));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void anOrderWhoseHoldHasRunOutIsNotWritten() {
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(Accepted.Expired.class, create(StoredOrders.wanted(id, "digest", LONG_AGO, StoredOrders.TEA)));

        assertEquals(before, redis.snapshot());
    }

    @Test
    void aTryThatIsNotLaterThanARefusedOneIsRefusedWithTheSameAnswer() {
        long number = tryNumber();
        refuse(number, "digest");
        Map<String, String> before = redis.snapshot();

        for (long notLater : List.of(number - 1, number)) {
            Accepted.Refused refused = assertInstanceOf(Accepted.Refused.class, create(notLater, FAR_AHEAD));
            assertEquals(SHORT.body(null), refused.answer().body(null));
        }
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aTryThatIsLaterThanARefusedOneIsAccepted() {
        long number = tryNumber();
        refuse(number, "digest");

        assertInstanceOf(Accepted.Created.class, create(number + 1, FAR_AHEAD));
    }

    @Test
    void theRefusalOfAnotherRequestForTheSameOrderIsNoRefusalOfThisOne() {
        long number = tryNumber();
        refuse(number, "another digest");

        assertInstanceOf(Accepted.Created.class, create(number, FAR_AHEAD));
    }

    @Test
    void aTryFindsTheOrderAlsoWhenItWasRefusedMeanwhile() {
        long number = tryNumber();
        refuse(number, "digest");
        create(number + 1, FAR_AHEAD);

        assertInstanceOf(Accepted.Exists.class, create(number, FAR_AHEAD));
    }

    @Test
    void aTryOlderThanThirtySecondsCreatesNothingHoweverFreshItsHold() {
        long now = tryNumber();
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(Accepted.Expired.class, create(now - 31_000_000, FAR_AHEAD));
        assertEquals(before, redis.snapshot());
        assertInstanceOf(Accepted.Expired.class, create(now, LONG_AGO), "nor a fresh one whose hold has run out");
        assertInstanceOf(Accepted.Created.class, create(now, FAR_AHEAD));
    }

    @Test
    void everyOrderHasTheNextNumber() {
        assertEquals("1", created(StoredOrders.wanted(id)).number());
        assertEquals("2", created(StoredOrders.wanted(Ids.random())).number());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        List<String> keys = List.of(OrderEvent.CREATED);

        WrongTypes.expectFoundFirst(redis, keys, () -> create(StoredOrders.wanted(id)));
    }

    @Test
    void aLastNumberThatIsNotANumberIsFoundBeforeAnythingIsWritten() {
        redis.call(Command.SET, PaymentKeys.ORDER_NUMBER, "a text");
        Map<String, String> before = redis.snapshot();

        Throwable failure = assertThrows(Throwable.class, () -> create(StoredOrders.wanted(id)));

        assertTrue(failure.getMessage().contains("not an integer"), failure::getMessage);
        assertEquals(before, redis.snapshot());
    }

    private long tryNumber() {
        return assertInstanceOf(
                        PlacementStore.Seen.None.class,
                        orders.placements().lookUp(id, StoredOrders.NAMESPACE).await())
                .tryNumber();
    }

    private void refuse(long number, String digest) {
        orders.placements()
                .refuse(new PlacementStore.Try(id, OptionalLong.of(number), digest, StoredOrders.NAMESPACE), SHORT)
                .await();
    }

    private Accepted create(long number, long deadline) {
        return create(StoredOrders.wanted(
                new PlacementStore.Try(id, OptionalLong.of(number), "digest", StoredOrders.NAMESPACE),
                deadline,
                StoredOrders.TEA));
    }

    private Order created(PlacementStore.NewOrder wanted) {
        return assertInstanceOf(Accepted.Created.class, create(wanted)).order();
    }

    private Accepted create(PlacementStore.NewOrder wanted) {
        return orders.placements().create(wanted).await();
    }
}
