package io.quicksell.payment;

import static io.quicksell.payment.index.OrderQuery.Sequence.NEWEST_FIRST;

import io.quicksell.common.domain.SearchText;
import io.quicksell.payment.index.DayQuery;
import io.quicksell.payment.index.Hit;
import io.quicksell.payment.index.OrderIndex;
import io.quicksell.payment.index.OrderQuery;
import io.quicksell.payment.index.OrderSource;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Indexes of the orders in a Redis, each in a folder of its name, closed after the test. */
final class OpenIndexes implements BeforeEachCallback, AfterEachCallback {

    static final int PATIENT_MILLIS = 30_000;
    static final OrderQuery PENDING = new OrderQuery(
            Optional.of("pending"),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            new SearchText(""),
            OptionalLong.empty(),
            NEWEST_FIRST);

    static final DayQuery DAYS = new DayQuery(
            new OrderQuery(
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    new SearchText(""),
                    OptionalLong.empty(),
                    NEWEST_FIRST),
            ZoneId.of("UTC"),
            31,
            Set.of("failed", "refunded"));

    private final RealRedis redis;
    private final List<OrderIndex> open = new ArrayList<>();
    private Path folder;

    OpenIndexes(RealRedis redis) {
        this.redis = redis;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("order-indexes");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        open.forEach(index -> index.close().await());
        IOUtils.rm(folder);
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    OrderIndex open(String name) {
        return open(name, IndexedOrderStore::new);
    }

    OrderIndex open(String name, Function<RedisLink, OrderSource> source) {
        return open(name, source, PATIENT_MILLIS);
    }

    OrderIndex open(String name, Function<RedisLink, OrderSource> source, int waitMillis) {
        OrderIndex index = new OrderIndex(redis.vertx(), folder(name), IndexedOrderStore.STREAMS, source, waitMillis);
        index.open(redis.endpoint(), "test");
        open.add(index);
        return index;
    }

    /** One that is as new as now. */
    OrderIndex used(String name) {
        OrderIndex index = open(name);
        pending(index);
        return index;
    }

    OrderIndex last() {
        return open.get(open.size() - 1);
    }

    void closed(OrderIndex index) {
        open.remove(index);
        index.close().await();
    }

    /** The ids of the pending orders, once Redis is connected. */
    List<String> pending(OrderIndex index) {
        Eventually.succeeds(() -> index.asNewAsNow().await());
        return found(index);
    }

    /** The same in the index as it is. */
    List<String> found(OrderIndex index) {
        return index.search(PENDING, () -> true).page(Hit.START, 100).await().stream()
                .map(Hit::id)
                .toList();
    }

    static Function<RedisLink, OrderSource> counting(AtomicInteger built) {
        return link -> new IndexedOrderStore(link) {
            @Override
            public Future<Long> count() {
                built.incrementAndGet();
                return super.count();
            }
        };
    }

    /** Does what blocks while the index waits. */
    Future<Void> aside(Runnable work) {
        return Future.fromCompletionStage(
                CompletableFuture.runAsync(work), redis.vertx().getOrCreateContext());
    }
}
