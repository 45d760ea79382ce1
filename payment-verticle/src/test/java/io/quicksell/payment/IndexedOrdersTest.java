package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.payment.index.FoundDays;
import io.quicksell.payment.index.IndexedOrder;
import io.quicksell.payment.index.OrderIndex;
import io.quicksell.payment.index.OrderSource;
import io.quicksell.payment.index.OrdersOfDay;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The index finds what is in Redis, or says that it cannot yet. */
class IndexedOrdersTest extends IndexedOrdersTestBase {

    @Test
    void itIsBuiltFromTheOrdersThatAreThere() {
        List<String> placed = several(3);
        orders.completed();

        assertEquals(reversed(placed), indexes.pending(indexes.open("a")));
    }

    @Test
    void itHasWhatHappenedSinceItWasClosed() {
        OrderIndex index = indexes.open("a");
        String first = orders.pending();
        String second = orders.pending();
        assertEquals(List.of(second, first), indexes.pending(index));
        indexes.closed(index);

        complete(first);
        String third = orders.pending();

        AtomicInteger built = new AtomicInteger();
        assertEquals(List.of(third, second), indexes.pending(indexes.open("a", OpenIndexes.counting(built))));
        assertEquals(0, built.get(), "it was not built anew");
    }

    @Test
    void daysAreTheSameInAnIndexThatIsBuiltAnew() {
        OrderIndex index = indexes.used("a");
        orders.pending();
        orders.completed();
        orders.failed();
        orders.refunded();
        FoundDays days = days(index);
        assertEquals(List.of(4L, 4L, 1_800L), List.of(days.total(), orders(days), cents(days)));

        assertEquals(days, days(indexes.open("b")));
    }

    private static FoundDays days(OrderIndex index) {
        Eventually.succeeds(() -> index.asNewAsNow().await());
        return index.days(OpenIndexes.DAYS, () -> true).await();
    }

    /** Of one day, or of two when a test runs at midnight. */
    private static long orders(FoundDays days) {
        return days.days().stream().mapToLong(OrdersOfDay::orders).sum();
    }

    private static long cents(FoundDays days) {
        return days.days().stream().mapToLong(OrdersOfDay::totalCents).sum();
    }

    /** The data have their identity from their first order on. */
    @Test
    void oneOfNothingIsGoneOnWithWhenTheFirstOrderComes() {
        redis.call(Command.FLUSHALL);
        AtomicInteger built = new AtomicInteger();
        OrderIndex index = indexes.open("a", OpenIndexes.counting(built));
        assertEquals(List.of(), indexes.pending(index));

        redis.call(Command.SET, PaymentKeys.SECRET, StoredOrders.NAMESPACE);
        List<String> ids = several(2);
        assertEquals(reversed(ids), indexes.pending(index));
        indexes.closed(index);
        assertEquals(reversed(ids), indexes.pending(indexes.open("a", OpenIndexes.counting(built))));
        assertEquals(1, built.get());
    }

    @Test
    void noEventLoopParsesOrders() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        OrderIndex index = indexes.open("a", link -> new IndexedOrderStore(link) {
            @Override
            IndexedOrder order(String id, Response fields) {
                threads.add(Thread.currentThread().getName().replaceAll(" .*", ""));
                return super.order(id, fields);
            }
        });
        orders.pending();
        indexes.pending(index);
        orders.pending();
        indexes.pending(index);

        assertEquals(Set.of("order-index"), threads);
    }

    @Test
    void twoNodesOfDifferentProgressFindTheSame() {
        OrderIndex one = indexes.used("a");
        for (int i = 0; i < 5; i++) {
            String id = orders.pending();
            OrderIndex other = i == 2 ? indexes.open("b") : one;
            assertEquals(indexes.pending(one), indexes.pending(other));
            assertEquals(id, indexes.pending(one).get(0));
        }
        assertEquals(5, indexes.pending(indexes.last()).size());
    }

    @Test
    void whatCannotBeReadIsLeftOutAndTheRestIsFound() {
        OrderIndex index = indexes.used("a");
        redis.call(Command.XADD, OrderEvent.CREATED, "*", "v", "1");
        redis.call(Command.XADD, OrderEvent.COMPLETED, "*", "order_id", "no id");
        redis.call(Command.SET, PaymentKeys.order("a text"), "a text");
        redis.call(Command.XADD, OrderEvent.FAILED, "*", "order_id", "a text");
        String broken = orders.pending();
        redis.call(Command.HSET, PaymentKeys.order(broken), "total", "much");
        redis.call(Command.HSET, PaymentKeys.order(orders.pending()), "lines", "[{}]");
        redis.call(Command.HSET, PaymentKeys.order(orders.pending()), "lines", "[null]");
        redis.call(Command.HSET, PaymentKeys.order(orders.pending()), "status", "x".repeat(40_000));
        String id = orders.pending();

        assertEquals(List.of(id), indexes.pending(index));
        assertEquals(List.of(id), indexes.pending(indexes.open("b")), "built from what is there");
    }

    @Test
    void ordersWhoseNumbersWereGivenTwiceStayTwo() {
        OrderIndex index = indexes.open("a");
        String one = orders.pending();
        assertEquals(List.of(one), indexes.pending(index));
        redis.call(Command.DEL, PaymentKeys.ORDER_NUMBER);
        String other = orders.pending();

        assertEquals(Set.of(one, other), Set.copyOf(indexes.pending(index)));
    }

    @Test
    void whileItIsBuiltItSaysHowFarItIs() {
        several(2);
        Promise<Void> gate = Promise.promise();
        OrderIndex index = indexes.open("a", link -> new Waiting(new IndexedOrderStore(link), gate.future()), 200);

        Problem problem = assertThrows(Problem.class, () -> index.asNewAsNow().await());

        assertEquals(ProblemType.UNAVAILABLE, problem.type());
        assertEquals("1", problem.headers().get("Retry-After"));
        assertTrue(problem.getMessage().startsWith("Orders are being indexed, 0 %"), problem::getMessage);
        assertEquals(Map.of("ready", false, "percent", 0), index.state());
        assertThrows(Problem.class, () -> indexes.found(index));

        gate.complete();
        Eventually.holds(() -> assertEquals(2, indexes.pending(index).size()));
        assertEquals(Map.of("ready", true, "percent", 100), index.state());
    }

    @Test
    void requestsThatWaitTogetherAreServedTogether() {
        AtomicInteger rounds = new AtomicInteger();
        OrderIndex index = indexes.open(
                "a",
                link -> new IndexedOrderStore(link) {
                    @Override
                    public Future<String> identity() {
                        rounds.incrementAndGet();
                        return super.identity();
                    }
                },
                OpenIndexes.PATIENT_MILLIS);
        indexes.pending(index);
        rounds.set(0);
        String id = orders.pending();

        Future.all(IntStream.range(0, 100).mapToObj(i -> index.asNewAsNow()).toList())
                .await();

        assertTrue(rounds.get() <= 3, () -> rounds + " rounds");
        assertEquals(List.of(id), indexes.pending(index));
    }

    /** Lists no order before something has happened. */
    private record Waiting(OrderSource source, Future<Void> something) implements OrderSource {

        @Override
        public Future<String> identity() {
            return source.identity();
        }

        @Override
        public Future<Long> count() {
            return source.count();
        }

        @Override
        public Future<List<StreamEntry>> page(EntryId behind, int limit) {
            return something.compose(now -> source.page(behind, limit));
        }

        @Override
        public Future<List<Unparsed>> read(Collection<String> ids) {
            return source.read(ids);
        }
    }
}
