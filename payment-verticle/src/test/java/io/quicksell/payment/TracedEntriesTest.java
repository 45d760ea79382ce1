package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.trace.Traces;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The events of an order that is traced say so, those of others say nothing, also where one call of a script decides for both. */
class TracedEntriesTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    private final Vertx vertx =
            Vertx.builder().withTracer(options -> new EverySecond()).build();
    private final List<String> ids = Stream.generate(Ids::random).limit(6).toList();
    private RedisLink link;

    @BeforeEach
    void connect() {
        link = onContext(() -> {
            RedisLink opened = new RedisLink(vertx, redis.endpoint(), "traced").open();
            return opened.looked().map(opened);
        });
    }

    @AfterEach
    void close() {
        link.close().await();
        vertx.close().await();
    }

    @Test
    void everySecondOrderIsTracedFromItsCreationToItsRefund() {
        PlacementStore placements = new PlacementStore(link, Meters.NONE);
        OrderStore store = new OrderStore(link);

        ofEach(id -> placements.create(StoredOrders.wanted(id)));
        expectTracesOn(OrderEvent.CREATED);
        ofEach(id -> store.complete(id, StoredOrders.APPROVED, entry(OrderEvent.CREATED)));
        expectTracesOn(OrderEvent.COMPLETED);
        ofEach(id -> store.refund(id, true, "late", true, entry(OrderEvent.REFUND_REQUESTED)));
        expectTracesOn(OrderEvent.REFUNDED);

        for (String id : ids) {
            assertFalse(orders.fields(id).containsKey(Traces.FIELD), id);
            assertEquals("for the shop", orders.fields(id).get("reference"));
        }
    }

    private void expectTracesOn(String stream) {
        for (String id : ids) {
            boolean isTraced = ids.indexOf(id) % 2 == 1;
            assertEquals(isTraced ? TRACE + "1" : null, orders.news(stream, id).get(Traces.FIELD), stream);
        }
    }

    private void ofEach(Function<String, Future<?>> step) {
        onContext(() -> Future.all(ids.stream().map(step).toList()));
    }

    private static StreamEntry entry(String stream) {
        return new StreamEntry(stream, "", Map.of());
    }

    private <T> T onContext(Supplier<Future<T>> work) {
        return Future.<T>future(promise -> vertx.runOnContext(go -> work.get().onComplete(promise)))
                .await();
    }

    /** Lets every second of what it is told of be recorded. */
    private static final class EverySecond implements VertxTracer<Object, Object> {
        private int told;

        @Override
        public <R> Object sendRequest(
                Context context,
                SpanKind kind,
                TracingPolicy policy,
                R request,
                String operation,
                BiConsumer<String, String> headers,
                TagExtractor<R> attributes) {
            if (policy != TracingPolicy.IGNORE) {
                headers.accept(Traces.FIELD, TRACE + told++ % 2);
            }
            return null;
        }
    }
}
