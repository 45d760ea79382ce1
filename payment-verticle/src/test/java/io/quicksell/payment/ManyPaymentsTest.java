package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.streams.EntryId;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Payments take two seconds, and thousands of them wait at once. */
class ManyPaymentsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Logger LOG = LoggerFactory.getLogger(ManyPaymentsTest.class);
    private static final int DELAY_MILLIS = 2_000;
    private static final int ORDERS = 5_000;
    private static final int AT_ONCE = 500;
    private static final long LATE_MILLIS = 5_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis, DELAY_MILLIS);

    @Test
    void aPaymentTakesItsTime() {
        String id = payment.placed();

        payment.reached("completed", id);

        long tookMillis = waited(orders.fields(id));
        assertTrue(tookMillis >= DELAY_MILLIS, () -> tookMillis + " ms");
    }

    @Test
    void fiveThousandPaymentsWaitAtOnceAndNoneIsLate() {
        List<String> ids = Stream.generate(Ids::random).limit(ORDERS).toList();
        for (int placed = 0; placed < ORDERS; placed += AT_ONCE) {
            place(ids.subList(placed, placed + AT_ONCE));
        }

        Eventually.succeeds(LIMIT, () -> {
            int completed = redis.call(Command.XLEN, OrderEvent.COMPLETED).toInteger();
            assertEquals(ORDERS, completed);
            return completed;
        });

        assertEquals(0, redis.pending(OrderEvent.CREATED, ConsumerGroups.PAYMENT));
        long[] waited = ids.stream()
                .map(orders::fields)
                .mapToLong(ManyPaymentsTest::waited)
                .sorted()
                .toArray();
        long p99 = waited[ORDERS * 99 / 100];
        // The log of the tests shows nothing below this level.
        LOG.warn("{} payments at once: p50 {} ms, p99 {} ms", ORDERS, waited[ORDERS / 2], p99);
        assertTrue(waited[0] >= DELAY_MILLIS, () -> "only " + waited[0] + " ms");
        assertTrue(p99 < LATE_MILLIS, () -> p99 + " ms");
    }

    private void place(List<String> ids) {
        Future.all(ids.stream()
                        .map(id -> orders.placements().create(StoredOrders.wanted(id)))
                        .toList())
                .await();
    }

    private static long waited(Map<String, String> order) {
        assertEquals("completed", order.get("status"));
        return Long.parseLong(order.get("completed_at"))
                - EntryId.parse(order.get("entry")).millis();
    }
}
