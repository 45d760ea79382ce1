package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.EntryId;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the list of all orders when somebody has cut it by hand. */
class OrderLogRepairTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    private static final Pattern SCANS = Pattern.compile("cmdstat_scan:calls=(\\d+),.*failed_calls=(\\d+)");

    private RedisLink link;
    private OrderLogRepair repair;

    @BeforeEach
    void connect() {
        link = redis.link();
        repair = new OrderLogRepair(redis.vertx(), new OrderLogStore(link));
    }

    @AfterEach
    void disconnect() {
        link.close().await();
    }

    @Test
    void aListThatIsGoneIsRestoredAsItWas() {
        List<String> ids = Stream.generate(orders::pending).limit(1_200).toList();
        List<String> entries = entries();
        redis.call(Command.DEL, OrderEvent.CREATED);
        String meanwhile = orders.pending();

        repair.repair().await();

        assertEquals(Stream.concat(ids.stream(), Stream.of(meanwhile)).toList(), listed());
        assertEquals(entries, entries().subList(0, entries.size()));
        assertEquals(-1, redis.call(Command.PTTL, OrderEvent.CREATED).toInteger(), "it does not expire");
        Eventually.holds(() -> assertEquals(List.of(PaymentKeys.RESTORATIONS), leftovers()));
    }

    @Test
    void whoWasSlowerThanAnotherLooksAgainTheNextTime() {
        List<String> ids = Stream.generate(orders::pending).limit(3).toList();
        OrderLogRepair other = new OrderLogRepair(redis.vertx(), new OrderLogStore(link));
        redis.call(Command.DEL, OrderEvent.CREATED);
        Future.all(repair.repair(), other.repair()).await();
        for (OrderLogRepair each : List.of(repair, other)) {
            redis.call(Command.DEL, OrderEvent.CREATED);
            Eventually.holds(() -> {
                each.repair().await();
                assertEquals(ids, listed());
            });
        }
    }

    @Test
    void ofTwoThatFindItCutAtOnceOneRestoresIt() {
        List<String> ids = Stream.generate(orders::pending).limit(3).toList();
        OrderLogRepair other = new OrderLogRepair(redis.vertx(), new OrderLogStore(link));
        long scansOfOne = scansDuring(repair::repair);

        assertEquals(scansOfOne, scansDuring(() -> Future.all(repair.repair(), other.repair())));
        assertEquals(ids, listed());
    }

    @Test
    void oneThatEndsHalfwayLeavesTheRestToAnotherAndOneThatWakesUpLateStops() {
        List<String> ids = Stream.generate(orders::pending).limit(3).toList();
        redis.call(Command.DEL, OrderEvent.CREATED);
        RestorationStore late = new OrderLogStore(link).restoration();
        assertTrue(late.begins().await());
        assertFalse(new OrderLogStore(link).restoration().begins().await());
        repair.repair().await();
        assertEquals(List.of(), listed(), "another one is at it");
        long lease = redis.call(Command.PTTL, PaymentKeys.RESTORING).toLong();
        assertTrue(lease > 0, () -> lease + " ms");

        redis.call(Command.SET, PaymentKeys.RESTORING, "another");
        assertThrows(Throwable.class, () -> late.run().await());
        assertEquals(List.of(), listed());
        assertEquals(List.of(PaymentKeys.RESTORING), leftovers());

        redis.call(Command.DEL, PaymentKeys.RESTORING);
        repair.repair().await();
        assertEquals(ids, listed());
    }

    @Test
    void aGroupThatIsDestroyedAfterwardsBeginsInFrontOfWhatIsPending() {
        String pending = orders.pending();
        redis.call(Command.SET, "finished:payment:" + OrderEvent.CREATED, "9999999999999-0");
        redis.call(Command.DEL, OrderEvent.CREATED);

        repair.repair().await();

        String entry = orders.fields(pending).get("entry");
        String noted = redis.call(Command.GET, "finished:payment:" + OrderEvent.CREATED)
                .toString();
        assertTrue(EntryId.parse(noted).compareTo(EntryId.parse(entry)) < 0, noted);
        assertEquals(List.of(pending), read());
    }

    @Test
    void theIndexIsOneOfOtherDataAfterwards() {
        orders.completed();
        String before = new IndexedOrderStore(link).identity().await();
        redis.call(Command.DEL, OrderEvent.CREATED);

        repair.repair().await();

        assertNotEquals(before, new IndexedOrderStore(link).identity().await());
    }

    @Test
    void oneThatWasCutIsRestoredAndWhatIsPendingIsPaidFor() {
        String completed = orders.completed();
        List<String> pending = Stream.generate(orders::pending).limit(3).toList();
        redis.call(Command.XTRIM, OrderEvent.CREATED, "MAXLEN", 1);

        repair.repair().await();

        assertEquals(Stream.concat(Stream.of(completed), pending.stream()).toList(), listed());
        assertEquals(pending, read());
    }

    @Test
    void whereNothingIsPendingNothingIsReadAgain() {
        for (int i = 0; i < 3; i++) {
            orders.completed();
        }
        redis.call(Command.DEL, OrderEvent.CREATED);

        repair.repair().await();

        assertEquals(3, listed().size());
        assertEquals(List.of(), read());
    }

    @Test
    void aWholeListStaysAsItIs() {
        orders.completed();
        orders.pending();
        Map<String, String> before = redis.snapshot();

        repair.repair().await();

        assertEquals(before, redis.snapshot());
    }

    @Test
    void whatCannotBeFoundIsLookedForOnceOnly() {
        String kept = orders.pending();
        redis.call(Command.DEL, PaymentKeys.order(orders.pending()));
        redis.call(Command.SET, PaymentKeys.order(Ids.random()), "a text");
        redis.call(Command.HSET, PaymentKeys.order(Ids.random()), "status", "pending");
        redis.call(Command.DEL, OrderEvent.CREATED);
        repair.repair().await();
        assertEquals(List.of(kept), listed());

        awaitEndOfLease();
        repair.repair().await();
        awaitEndOfLease();
        long before = scans();
        repair.repair().await();

        assertEquals(before, scans());
        assertEquals(List.of(kept), listed());
        Eventually.holds(() -> assertEquals(List.of(PaymentKeys.RESTORATIONS), leftovers()));
    }

    private static List<String> leftovers() {
        return redis.call(Command.KEYS, OrderEvent.CREATED + ":*").stream()
                .map(Object::toString)
                .toList();
    }

    private static long scansDuring(Supplier<Future<?>> repair) {
        redis.call(Command.DEL, OrderEvent.CREATED);
        awaitEndOfLease();
        long before = scans();
        repair.get().await();
        return scans() - before;
    }

    /** The last millisecond of a restoration that has ended. */
    private static void awaitEndOfLease() {
        Eventually.holds(() -> assertEquals(
                0, redis.call(Command.EXISTS, PaymentKeys.RESTORING).toInteger()));
    }

    /** How often Redis scanned: how it refuses to scan is tried by every link, too. */
    private static long scans() {
        Matcher scans = SCANS.matcher(redis.call(Command.INFO, "commandstats").toString());
        return scans.find() ? Long.parseLong(scans.group(1)) - Long.parseLong(scans.group(2)) : 0;
    }

    private static List<String> listed() {
        return redis.stream(OrderEvent.CREATED).stream()
                .filter(entry -> entry.containsKey("v"))
                .map(entry -> entry.get("order_id"))
                .toList();
    }

    private static List<String> entries() {
        List<String> ids = new ArrayList<>();
        redis.call(Command.XRANGE, OrderEvent.CREATED, "-", "+")
                .forEach(entry -> ids.add(entry.get(0).toString()));
        return ids;
    }

    /** What payment's group is given. */
    private static List<String> read() {
        List<String> ids = new ArrayList<>();
        var read = redis.call(
                Command.XREADGROUP, "GROUP", ConsumerGroups.PAYMENT, "test", "STREAMS", OrderEvent.CREATED, ">");
        if (read != null) {
            read.get(0).get(1).forEach(entry -> ids.add(entry.get(1).get(3).toString()));
        }
        return ids;
    }
}
