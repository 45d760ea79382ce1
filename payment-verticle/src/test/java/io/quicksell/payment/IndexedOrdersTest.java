package io.quicksell.payment;

import static io.quicksell.payment.index.OrderQuery.Sequence.NEWEST_FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.SearchText;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.payment.index.Hit;
import io.quicksell.payment.index.IndexedOrder;
import io.quicksell.payment.index.OrderIndex;
import io.quicksell.payment.index.OrderQuery;
import io.quicksell.payment.index.OrderSource;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The index beside a real Redis, and all that can happen to either: it finds what is in Redis, or says that it cannot yet. */
class IndexedOrdersTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int PATIENT_MILLIS = 30_000;

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @TempDir
    Path folder;

    private final List<OrderIndex> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(index -> index.close().await());
    }

    @Test
    void itIsBuiltFromTheOrdersThatAreThere() {
        List<String> placed = several(3);
        orders.completed();

        assertEquals(reversed(placed), pending(open("a")));
    }

    @Test
    void itHasWhatHappenedSinceItWasClosed() {
        OrderIndex index = open("a");
        String first = orders.pending();
        String second = orders.pending();
        assertEquals(List.of(second, first), pending(index));
        closed(index);

        complete(first);
        String third = orders.pending();

        AtomicInteger built = new AtomicInteger();
        assertEquals(List.of(third, second), pending(open("a", counting(built))));
        assertEquals(0, built.get(), "it was not built anew");
    }

    @Test
    void itLosesNothingWhenItsProcessIsKilled() throws IOException {
        OrderIndex index = open("a");
        String first = orders.pending();
        assertEquals(List.of(first), pending(index));
        closed(index);
        index = open("a");
        complete(first);
        List<String> more = several(3);
        assertEquals(reversed(more), pending(index));

        leftBehind("a", "killed");

        assertEquals(reversed(more), pending(open("killed")));
    }

    @Test
    void itIsBuiltAnewWhenItWasEmptiedOrDamaged() throws IOException {
        List<String> placed = several(2);
        closed(used("a"));
        IOUtils.rm(folder.resolve("a"));
        assertEquals(reversed(placed), pending(open("a")));

        closed(open.get(open.size() - 1));
        try (Stream<Path> files = Files.list(folder.resolve("a"))) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        assertEquals(reversed(placed), pending(open("a")));
    }

    @Test
    void itIsBuiltAnewWhenItsFilesVanishWhileItIsOpen() throws IOException {
        OrderIndex index = used("a");
        IOUtils.rm(folder.resolve("a"));
        List<String> placed = several(2);

        Eventually.holds(() -> assertEquals(reversed(placed), pending(index)));
    }

    /** The ids of what was lost are there again, with other contents or in another sequence. */
    @Test
    void itFollowsARedisThatWasRestoredFromABackupWhileItIsOpenAndWhileItIsNot() {
        String kept = orders.pending();
        backUp();
        OrderIndex index = open("a");
        String lost = orders.pending();
        complete(kept);
        assertEquals(List.of(lost), pending(index));
        closed(used("b"));

        restore();

        assertEquals(List.of(kept), pending(index), "open");
        assertEquals(List.of(kept), pending(open("b")), "closed meanwhile");

        String lostToo = orders.pending();
        complete(kept);
        assertEquals(List.of(lostToo), pending(index));
        closed(used("c"));
        restore();
        List<String> others = several(4);

        assertEquals(with(others, kept), pending(index), "open, and Redis has come farther since");
        assertEquals(with(others, kept), pending(open("c")), "closed meanwhile, and Redis has come farther since");
    }

    @Test
    void itFollowsARedisThatWasEmptied() {
        orders.pending();
        OrderIndex index = used("a");

        redis.call(Command.FLUSHALL);
        assertEquals(List.of(), pending(index));

        redis.call(Command.SET, PaymentKeys.SECRET, StoredOrders.NAMESPACE);
        String id = orders.pending();
        assertEquals(List.of(id), pending(index));
    }

    @Test
    void itIsNotTakenForTheIndexOfOtherDataThoughTheirStreamsAreEmptyToo() {
        orders.pending();
        IndexedOrderStore.STREAMS.forEach(stream -> redis.call(Command.DEL, stream));
        closed(used("a"));
        redis.call(Command.FLUSHALL);
        redis.call(Command.SET, PaymentKeys.SECRET, "44444444-4444-4444-8444-444444444444");

        assertEquals(List.of(), pending(open("a")));
    }

    @Test
    void twoNodesOfDifferentProgressFindTheSame() {
        OrderIndex one = used("a");
        for (int i = 0; i < 5; i++) {
            String id = orders.pending();
            OrderIndex other = i == 2 ? open("b") : one;
            assertEquals(pending(one), pending(other));
            assertEquals(id, pending(one).get(0));
        }
        assertEquals(5, pending(open.get(1)).size());
    }

    @Test
    void whatCannotBeReadIsLeftOutAndTheRestIsFound() {
        OrderIndex index = used("a");
        redis.call(Command.XADD, OrderEvent.CREATED, "*", "v", "1");
        redis.call(Command.XADD, OrderEvent.COMPLETED, "*", "order_id", "no id");
        redis.call(Command.SET, PaymentKeys.order("a text"), "a text");
        redis.call(Command.XADD, OrderEvent.FAILED, "*", "order_id", "a text");
        String broken = orders.pending();
        redis.call(Command.HSET, PaymentKeys.order(broken), "total", "much");
        String id = orders.pending();

        assertEquals(List.of(id), pending(index));
        assertEquals(List.of(id), pending(open("b")), "built from what is there");
    }

    @Test
    void ordersWhoseNumbersWereGivenTwiceStayTwo() {
        OrderIndex index = open("a");
        String one = orders.pending();
        assertEquals(List.of(one), pending(index));
        redis.call(Command.DEL, PaymentKeys.ORDER_NUMBER);
        String other = orders.pending();

        assertEquals(Set.of(one, other), Set.copyOf(pending(index)));
    }

    @Test
    void whileItIsBuiltItSaysHowFarItIs() {
        several(2);
        Promise<Void> gate = Promise.promise();
        OrderIndex index = open("a", link -> new Waiting(new IndexedOrderStore(link), gate.future()), 200);

        Problem problem = assertThrows(Problem.class, () -> index.asNewAsNow().await());

        assertEquals(ProblemType.UNAVAILABLE, problem.type());
        assertEquals("1", problem.headers().get("Retry-After"));
        assertTrue(problem.getMessage().startsWith("Orders are being indexed, 0 %"), problem::getMessage);
        assertEquals(Map.of("ready", false, "percent", 0), index.state());

        gate.complete();
        Eventually.holds(() -> assertEquals(2, pending(index).size()));
        assertEquals(Map.of("ready", true, "percent", 100), index.state());
    }

    @Test
    void requestsThatWaitTogetherAreServedTogether() {
        AtomicInteger rounds = new AtomicInteger();
        OrderIndex index = open(
                "a",
                link -> new IndexedOrderStore(link) {
                    @Override
                    public Future<String> identity() {
                        rounds.incrementAndGet();
                        return super.identity();
                    }
                },
                PATIENT_MILLIS);
        pending(index);
        rounds.set(0);
        String id = orders.pending();

        Future.all(IntStream.range(0, 100).mapToObj(i -> index.asNewAsNow()).toList())
                .await();

        assertTrue(rounds.get() <= 3, () -> rounds + " rounds");
        assertEquals(List.of(id), pending(index));
    }

    @Test
    void anIndexThatAnotherProcessHasIsLeftToIt() {
        String id = orders.pending();
        OrderIndex one = used("a");

        OrderIndex other = open("a", IndexedOrderStore::new, PATIENT_MILLIS);

        assertThrows(Problem.class, () -> other.asNewAsNow().await());
        assertEquals(List.of(id), pending(one));
    }

    private OrderIndex open(String name) {
        return open(name, IndexedOrderStore::new);
    }

    private OrderIndex open(String name, Function<RedisLink, OrderSource> source) {
        return open(name, source, PATIENT_MILLIS);
    }

    private OrderIndex open(String name, Function<RedisLink, OrderSource> source, int waitMillis) {
        OrderIndex index =
                new OrderIndex(redis.vertx(), folder.resolve(name), IndexedOrderStore.STREAMS, source, waitMillis);
        index.open(redis.endpoint(), "test");
        open.add(index);
        return index;
    }

    /** One that is as new as now. */
    private OrderIndex used(String name) {
        OrderIndex index = open(name);
        pending(index);
        return index;
    }

    private void closed(OrderIndex index) {
        open.remove(index);
        index.close().await();
    }

    /** What the kernel has of the files when a process dies. */
    private void leftBehind(String name, String copy) throws IOException {
        Files.createDirectories(folder.resolve(copy));
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            files.forEach(file -> {
                try {
                    Files.copy(file, folder.resolve(copy).resolve(file.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** The ids of the pending orders, once Redis is connected. */
    private static List<String> pending(OrderIndex index) {
        OrderQuery query = new OrderQuery(
                Optional.of("pending"),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                new SearchText(""),
                OptionalLong.empty(),
                NEWEST_FIRST);
        Eventually.succeeds(() -> index.asNewAsNow().await());
        return index.search(query, Hit.START, 100).await().hits().stream()
                .map(Hit::id)
                .toList();
    }

    private List<String> several(int count) {
        return IntStream.range(0, count).mapToObj(i -> orders.pending()).toList();
    }

    private void complete(String id) {
        orders.store()
                .complete(id, StoredOrders.APPROVED, orders.delivered(OrderEvent.CREATED, id))
                .await();
    }

    private static List<String> reversed(List<String> ids) {
        return IntStream.rangeClosed(1, ids.size())
                .mapToObj(i -> ids.get(ids.size() - i))
                .toList();
    }

    private static List<String> with(List<String> newer, String oldest) {
        return Stream.concat(reversed(newer).stream(), Stream.of(oldest)).toList();
    }

    private static void backUp() {
        keys("*").forEach(key -> redis.call(Command.COPY, key, "backup:" + key));
    }

    private static void restore() {
        keys("*").filter(key -> !key.startsWith("backup:")).forEach(key -> redis.call(Command.DEL, key));
        keys("backup:*").forEach(key -> redis.call(Command.COPY, key, key.substring("backup:".length())));
    }

    private static Stream<String> keys(String pattern) {
        return redis.call(Command.KEYS, pattern).stream().map(Response::toString);
    }

    private static Function<RedisLink, OrderSource> counting(AtomicInteger built) {
        return link -> new IndexedOrderStore(link) {
            @Override
            public Future<Long> count() {
                built.incrementAndGet();
                return super.count();
            }
        };
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
        public Future<List<IndexedOrder>> read(Collection<String> ids) {
            return source.read(ids);
        }
    }
}
