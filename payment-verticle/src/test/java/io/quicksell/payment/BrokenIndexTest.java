package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.order.OrderEvent;
import io.quicksell.payment.index.OrderIndex;
import io.quicksell.payment.index.OrderSource;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.Test;

/** What becomes of the index when its files, or the data that it was made of, are lost, damaged or others. */
class BrokenIndexTest extends IndexedOrdersTestBase {

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

    @Test
    void itIsNotTakenForTheIndexOfOtherDataThoughTheirStreamsAreEmptyToo() {
        orders.pending();
        IndexedOrderStore.STREAMS.forEach(stream -> redis.call(Command.DEL, stream));
        indexes.closed(indexes.used("a"));
        redis.call(Command.FLUSHALL);
        redis.call(Command.SET, PaymentKeys.SECRET, "44444444-4444-4444-8444-444444444444");

        assertEquals(List.of(), indexes.pending(indexes.open("a")));
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
}
