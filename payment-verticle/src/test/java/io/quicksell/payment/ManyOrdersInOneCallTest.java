package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.payment.PlacementStore.Accepted;
import io.quicksell.payment.PlacementStore.NewOrder;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders that are accepted or completed in one call come out as if each had come alone, one after the other. */
class ManyOrdersInOneCallTest {

    private static final long FAR_AHEAD = Long.MAX_VALUE / 1_000_000;

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    private final List<String> ids =
            IntStream.range(0, 6).mapToObj(n -> Ids.random()).toList();

    @Test
    void numbersGoUpByWhatIsCreatedNotByWhatIsAskedFor() {
        List<Accepted> outcomes = create(
                wanted(0, "digest", FAR_AHEAD),
                wanted(1, "digest", 1),
                wanted(2, "digest", FAR_AHEAD),
                wanted(2, "digest", FAR_AHEAD),
                wanted(2, "another", FAR_AHEAD),
                wanted(3, "digest", FAR_AHEAD));

        assertEquals(
                List.of(
                        Accepted.Created.class,
                        Accepted.Expired.class,
                        Accepted.Created.class,
                        Accepted.Exists.class,
                        Accepted.Different.class,
                        Accepted.Created.class),
                outcomes.stream().map(Object::getClass).toList());
        assertEquals(((Accepted.Created) outcomes.get(2)).order(), ((Accepted.Exists) outcomes.get(3)).order());
        List<String> placed = List.of(ids.get(0), ids.get(2), ids.get(3));
        assertEquals(
                List.of("2", "3", "4"),
                placed.stream().map(id -> orders.fields(id).get("number")).toList());
        for (String id : placed) {
            orders.news(OrderEvent.CREATED, id);
        }
        assertEquals(4, redis.stream(OrderEvent.CREATED).size());
    }

    @Test
    void whatIsBrokenHarmsOnlyItsOwnOrder() {
        redis.call(Command.SET, PaymentKeys.order(ids.get(1)), "a text");
        redis.call(Command.SET, PaymentKeys.refusal(ids.get(2), "digest"), "a text");
        List<Future<Accepted>> outcomes = ask(
                wanted(0, "digest", FAR_AHEAD),
                wanted(1, "digest", FAR_AHEAD),
                StoredOrders.wanted(
                        new PlacementStore.Try(
                                ids.get(2), OptionalLong.of(Long.MAX_VALUE), "digest", StoredOrders.NAMESPACE),
                        FAR_AHEAD,
                        StoredOrders.TEA),
                wanted(3, "digest", FAR_AHEAD));

        assertThrows(Throwable.class, outcomes.get(1)::await);
        assertThrows(Throwable.class, outcomes.get(2)::await);
        assertEquals("2", numberOf(outcomes.get(0).await()));
        assertEquals("3", numberOf(outcomes.get(3).await()));
        assertTrue(orders.fields(ids.get(2)).isEmpty());
    }

    @Test
    void eachPaymentEndsOnceAndAllEntriesAreAcknowledged() {
        List<String> placed = Stream.generate(orders::pending).limit(4).toList();
        redis.call(Command.HSET, PaymentKeys.order(placed.get(3)), "version", "none");
        List<StreamEntry> entries = Stream.of(placed.get(0), placed.get(1), placed.get(0), placed.get(2), placed.get(3))
                .map(id -> orders.delivered(OrderEvent.CREATED, id))
                .toList();
        StreamEntry strange = orders.delivered(OrderEvent.CREATED, ids.get(5));
        List<Future<Void>> outcomes = redis.beforeAnyWrite(() -> {
            orders.store()
                    .complete(ids.get(4), StoredOrders.APPROVED, new StreamEntry(OrderEvent.CREATED, "", Map.of()));
            return Stream.concat(entries.stream(), Stream.of(strange))
                    .map(entry -> orders.store()
                            .complete(
                                    entry.field("order_id"),
                                    entry == entries.get(1) ? StoredOrders.DECLINED : StoredOrders.APPROVED,
                                    entry))
                    .toList();
        });

        outcomes.subList(0, 4).forEach(each -> each.await());
        assertThrows(Throwable.class, outcomes.get(4)::await);
        assertThrows(Throwable.class, outcomes.get(5)::await);
        assertEquals(
                List.of("completed", "failed", "completed", "pending"),
                placed.stream().map(id -> orders.fields(id).get("status")).toList());
        orders.news(OrderEvent.COMPLETED, placed.get(0));
        orders.news(OrderEvent.COMPLETED, placed.get(2));
        assertEquals(
                StoredOrders.DECLINE_REASON,
                orders.news(OrderEvent.FAILED, placed.get(1)).get("reason"));
        assertEquals(
                List.of(true, true, true, true, false),
                entries.stream().map(orders::isAcknowledged).toList());
        redis.call(Command.HSET, PaymentKeys.order(placed.get(3)), "version", "1");
    }

    private List<Accepted> create(NewOrder... wanted) {
        return ask(wanted).stream().map(each -> each.await()).toList();
    }

    /** The first order is placed by a call that is under way while these are asked for, so that these go as one call. */
    private List<Future<Accepted>> ask(NewOrder... wanted) {
        return redis.beforeAnyWrite(() -> {
            orders.placements().create(wanted(4, "digest", FAR_AHEAD));
            return Stream.of(wanted).map(orders.placements()::create).toList();
        });
    }

    private NewOrder wanted(int n, String digest, long deadline) {
        return StoredOrders.wanted(ids.get(n), digest, deadline, StoredOrders.TEA);
    }

    private static String numberOf(Accepted outcome) {
        return assertInstanceOf(Accepted.Created.class, outcome).order().number();
    }
}
