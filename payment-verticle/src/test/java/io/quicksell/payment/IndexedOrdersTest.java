package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.payment.index.IndexedOrder;
import io.quicksell.payment.index.OrderIndex;
import io.quicksell.payment.index.OrderSource;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The index beside a real Redis, and all that can happen to either: it finds what is in Redis, or says that it cannot yet. */
class IndexedOrdersTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final OpenIndexes indexes = new OpenIndexes(redis);

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
    void itLosesNothingWhenItsProcessIsKilled() throws IOException {
        OrderIndex index = indexes.open("a");
        String first = orders.pending();
        assertEquals(List.of(first), indexes.pending(index));
        indexes.closed(index);
        index = indexes.open("a");
        complete(first);
        List<String> more = several(3);
        assertEquals(reversed(more), indexes.pending(index));

        leftBehind("a", "killed");

        assertEquals(reversed(more), indexes.pending(indexes.open("killed")));
    }

    @Test
    void itIsBuiltAnewWhenItWasEmptiedOrDamaged() throws IOException {
        List<String> placed = several(2);
        indexes.closed(indexes.used("a"));
        IOUtils.rm(indexes.folder("a"));
        assertEquals(reversed(placed), indexes.pending(indexes.open("a")));

        indexes.closed(indexes.last());
        try (Stream<Path> files = Files.list(indexes.folder("a"))) {
            for (Path file : files.filter(file -> !file.endsWith("write.lock")).toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        assertEquals(reversed(placed), indexes.pending(indexes.open("a")));
    }

    @Test
    void itIsBuiltAnewWhenItsFilesVanishWhileItIsOpen() throws IOException {
        OrderIndex index = indexes.used("a");
        IOUtils.rm(indexes.folder("a"));
        List<String> placed = several(2);

        Eventually.holds(() -> assertEquals(reversed(placed), indexes.pending(index)));
    }

    /** The ids of what was lost are there again, with other contents or in another sequence. */
    @Test
    void itFollowsARedisThatWasRestoredFromABackupWhileItIsOpenAndWhileItIsNot() {
        String kept = orders.pending();
        backUp();
        OrderIndex index = indexes.open("a");
        String lost = orders.pending();
        complete(kept);
        assertEquals(List.of(lost), indexes.pending(index));
        indexes.closed(indexes.used("b"));

        restore();

        assertEquals(List.of(kept), indexes.pending(index), "open");
        assertEquals(List.of(kept), indexes.pending(indexes.open("b")), "closed meanwhile");

        String lostToo = orders.pending();
        complete(kept);
        assertEquals(List.of(lostToo), indexes.pending(index));
        indexes.closed(indexes.used("c"));
        restore();
        List<String> others = several(4);

        assertEquals(with(others, kept), indexes.pending(index), "open, and Redis has come farther since");
        assertEquals(
                with(others, kept),
                indexes.pending(indexes.open("c")),
                "closed meanwhile, and Redis has come farther since");
    }

    @Test
    void itFollowsARedisThatWasEmptied() {
        orders.pending();
        OrderIndex index = indexes.used("a");

        redis.call(Command.FLUSHALL);
        assertEquals(List.of(), indexes.pending(index));

        redis.call(Command.SET, PaymentKeys.SECRET, StoredOrders.NAMESPACE);
        String id = orders.pending();
        assertEquals(List.of(id), indexes.pending(index));
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
    void itIsNotTakenForTheIndexOfOtherDataThoughTheirStreamsAreEmptyToo() {
        orders.pending();
        IndexedOrderStore.STREAMS.forEach(stream -> redis.call(Command.DEL, stream));
        indexes.closed(indexes.used("a"));
        redis.call(Command.FLUSHALL);
        redis.call(Command.SET, PaymentKeys.SECRET, "44444444-4444-4444-8444-444444444444");

        assertEquals(List.of(), indexes.pending(indexes.open("a")));
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

    /** A failover lost what came last, and with it the state in which an order was read that had an earlier entry. */
    @Test
    void itDoesNotKeepAStateThatRedisHasLostThoughItHasAllThatWasRead() {
        AtomicBoolean isMet = new AtomicBoolean(true);
        Function<RedisLink, OrderSource> source = link -> new IndexedOrderStore(link) {
            @Override
            public Future<List<Unparsed>> read(Collection<String> ids) {
                return isMet.getAndSet(true)
                        ? super.read(ids)
                        : indexes.aside(() -> {
                                    backUp();
                                    ids.forEach(id -> complete(id));
                                })
                                .compose(done -> super.read(ids));
            }
        };
        OrderIndex index = indexes.open("a", source);
        indexes.pending(index);
        isMet.set(false);
        String id = orders.pending();
        assertEquals(List.of(), indexes.pending(index));
        restore();
        indexes.closed(index);
        assertEquals(List.of(id), indexes.pending(indexes.open("a", source)), "closed meanwhile");

        index = indexes.last();
        isMet.set(false);
        String next = orders.pending();
        assertEquals(List.of(id), indexes.pending(index));
        restore();
        assertEquals(List.of(next, id), indexes.pending(index), "open");
    }

    @Test
    void itIsBuiltAnewWhenAStreamEndsBeforeTheEndThatItHad() {
        orders.pending();
        AtomicBoolean isMet = new AtomicBoolean(true);
        OrderIndex index = indexes.open("a", link -> new IndexedOrderStore(link) {
            @Override
            public Future<String> identity() {
                return super.identity()
                        .compose(identity -> isMet.getAndSet(true)
                                ? Future.succeededFuture(identity)
                                : link.send(Request.cmd(Command.XTRIM)
                                                .arg(OrderEvent.FAILED)
                                                .arg("MAXLEN")
                                                .arg(0))
                                        .map(identity));
            }
        });
        indexes.pending(index);
        redis.call(Command.XADD, OrderEvent.FAILED, "*", "order_id", "none");
        isMet.set(false);

        assertEquals(1, indexes.pending(index).size());
    }

    @Test
    void theNoteOfOtherStreamsIsNotTakenForOneOfThese() {
        String id = orders.pending();
        OrderIndex others = new OrderIndex(
                redis.vertx(),
                indexes.folder("a"),
                List.of(OrderEvent.COMPLETED, OrderEvent.CREATED, OrderEvent.FAILED, OrderEvent.REFUNDED),
                IndexedOrderStore::new,
                OpenIndexes.PATIENT_MILLIS);
        others.open(redis.endpoint(), "test");
        indexes.pending(others);
        others.close().await();

        AtomicInteger built = new AtomicInteger();
        assertEquals(List.of(id), indexes.pending(indexes.open("a", OpenIndexes.counting(built))));
        assertEquals(1, built.get());
    }

    /** What the kernel has of the files when a process dies. */
    private void leftBehind(String name, String copy) throws IOException {
        Files.createDirectories(indexes.folder(copy));
        try (Stream<Path> files = Files.list(indexes.folder(name))) {
            files.forEach(file -> {
                try {
                    Files.copy(file, indexes.folder(copy).resolve(file.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
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
        keys("backup:*").forEach(key -> redis.call(Command.DEL, key));
        keys("*").forEach(key -> redis.call(Command.COPY, key, "backup:" + key));
    }

    private static void restore() {
        keys("*").filter(key -> !key.startsWith("backup:")).forEach(key -> redis.call(Command.DEL, key));
        keys("backup:*").forEach(key -> redis.call(Command.COPY, key, key.substring("backup:".length())));
    }

    private static Stream<String> keys(String pattern) {
        return redis.call(Command.KEYS, pattern).stream().map(Response::toString);
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
