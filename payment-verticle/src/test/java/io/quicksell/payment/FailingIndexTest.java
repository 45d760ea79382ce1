package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.payment.index.Hit;
import io.quicksell.payment.index.OrderIndex;
import io.quicksell.payment.index.OrderSource;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An index that fails, is asked too much or is built for long: what it says, what it leaves alone, and how it goes on. */
class FailingIndexTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final OpenIndexes indexes = new OpenIndexes(redis);

    @Test
    void anIndexThatAnotherProcessHasIsLeftToIt() {
        String id = orders.pending();
        OrderIndex one = indexes.used("a");

        OrderIndex other = indexes.open("a", IndexedOrderStore::new, OpenIndexes.PATIENT_MILLIS);

        Eventually.holds(
                () -> assertEquals("another process has it open", other.state().get("cause")));
        assertEquals(false, other.state().get("ready"));
        Problem problem = assertThrows(Problem.class, () -> other.asNewAsNow().await());
        assertTrue(problem.getMessage().contains("another process has it open"), problem::getMessage);
        assertEquals(List.of(id), indexes.pending(one));
        assertEquals(Map.of("ready", true, "percent", 100), one.state());
    }

    @Test
    void whatFailsIsTriedEverMoreRarelyHoweverManyAskAndTheLogHasItOnce() {
        orders.pending();
        AtomicInteger tries = new AtomicInteger();
        AtomicBoolean isFailing = new AtomicBoolean(true);
        try (LogLines log = LogLines.of("io.quicksell.payment.index.Trouble")) {
            OrderIndex index = indexes.open("a", link -> new IndexedOrderStore(link) {
                @Override
                public Future<Long> count() {
                    tries.incrementAndGet();
                    return isFailing.get() ? Future.failedFuture(new IOException("played")) : super.count();
                }
            });
            Eventually.holds(() -> {
                assertThrows(Problem.class, () -> index.asNewAsNow().await());
                assertTrue(tries.get() > 0);
            });
            for (int i = 0; i < 300; i++) {
                Problem problem =
                        assertThrows(Problem.class, () -> index.asNewAsNow().await());
                assertEquals(ProblemType.UNAVAILABLE, problem.type());
            }
            assertTrue(tries.get() < 10, () -> tries + " tries");
            assertEquals(1, log.lines().size(), () -> log.lines().toString());
            assertEquals(false, index.state().get("ready"));

            isFailing.set(false);
            Eventually.succeeds(A_MINUTE, () -> index.asNewAsNow().await());
            assertEquals(Map.of("ready", true, "percent", 100), index.state());
        }
    }

    @Test
    void anErrorOfRedisLeavesTheFilesOpen() {
        String id = orders.pending();
        AtomicBoolean isFailing = new AtomicBoolean();
        OrderIndex index = indexes.open("a", link -> new IndexedOrderStore(link) {
            @Override
            public Future<String> identity() {
                return isFailing.get()
                        ? link.send(Request.cmd(Command.HMGET, PaymentKeys.SECRET, "field"))
                                .map(none -> none.toString())
                        : super.identity();
            }
        });
        assertEquals(List.of(id), indexes.pending(index));

        isFailing.set(true);
        assertThrows(Problem.class, () -> index.asNewAsNow().await());
        assertEquals(List.of(id), indexes.found(index));
    }

    /** A round that has nothing to write has nothing to wait for either. */
    @Test
    void requestsBetweenWhichNothingHappensDoNotWaitForEachOther() {
        OrderIndex index = indexes.used("a");

        long shortest = LongStream.range(0, 50)
                .map(i -> {
                    long start = System.nanoTime();
                    index.asNewAsNow().await();
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();

        assertTrue(shortest < 40_000_000, () -> shortest + " ns");
    }

    @Test
    void aSearchWhoseClientHasGoneIsNotCarriedOut() {
        OrderIndex index = indexes.used("a");

        Problem problem = assertThrows(
                Problem.class,
                () -> index.search(OpenIndexes.PENDING, () -> false)
                        .page(Hit.START, 1)
                        .await());
        assertEquals(ProblemType.UNAVAILABLE, problem.type());
        problem = assertThrows(
                Problem.class, () -> index.days(OpenIndexes.DAYS, () -> false).await());
        assertEquals(ProblemType.UNAVAILABLE, problem.type());
    }

    @Test
    void whatHasHappenedWhileItIsBuiltMayBeTrimmedBeforeItIs() {
        List<Object> entries = new CopyOnWriteArrayList<>(List.of(anEntry()));
        AtomicInteger built = new AtomicInteger();
        OrderIndex index = indexes.open(
                "a",
                link -> new LongList(
                        new IndexedOrderStore(link),
                        built,
                        page -> indexes.aside(() -> {
                            if (page == LongList.PAGES) {
                                redis.call(Command.XTRIM, OrderEvent.CREATED, "MINID", entries.get(page - 1));
                            }
                            entries.add(anEntry());
                        })));

        Eventually.succeeds(A_MINUTE, () -> index.asNewAsNow().await());
        assertEquals(1, built.get());
    }

    @Test
    void aSourceThatThrowsIsAFailureAsAnyOther() {
        AtomicInteger built = new AtomicInteger();
        OrderIndex index = indexes.open(
                "a",
                link -> new LongList(new IndexedOrderStore(link), built, page -> {
                    if (page == 1 && built.get() == 1) {
                        throw new IllegalStateException("played");
                    }
                    return Future.succeededFuture();
                }));

        Eventually.succeeds(A_MINUTE, () -> index.asNewAsNow().await());
        assertEquals(2, built.get());
    }

    private static Object anEntry() {
        return redis.call(Command.XADD, OrderEvent.CREATED, "*", "order_id", "none");
    }

    /** Many orders in several pages, and what happens when each is read. */
    private record LongList(OrderSource source, AtomicInteger built, IntFunction<Future<Void>> happening)
            implements OrderSource {

        static final int PAGES = 11;

        @Override
        public Future<String> identity() {
            return source.identity();
        }

        @Override
        public Future<Long> count() {
            built.incrementAndGet();
            return Future.succeededFuture(0L);
        }

        @Override
        public Future<List<StreamEntry>> page(EntryId behind, int limit) {
            int page = (int) behind.millis() / limit;
            return happening
                    .apply(page)
                    .map(happened -> LongStream.range(0, page == PAGES ? 0 : limit)
                            .mapToObj(i -> new EntryId(page * (long) limit + i + 1, 0))
                            .map(id -> new StreamEntry(OrderEvent.CREATED, id.toString(), Map.of("order_id", "id")))
                            .toList());
        }

        @Override
        public Future<List<Unparsed>> read(Collection<String> ids) {
            return Future.succeededFuture(List.of());
        }
    }
}
