package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.streams.EntryId;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway that blocks for each charge does not charge one after the other. */
class BlockingGatewayTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int CHARGES = 50;
    private static final long EACH_MILLIS = 200;

    /** With 16 threads it is 800 at best; one after the other it would be 10,000. */
    private static final long LIMIT_MILLIS = 2_000;

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis, new BlockingGateway());

    @Test
    void fiftyChargesOfAFifthOfASecondEndWithinTwoSeconds() {
        List<String> ids = Stream.generate(Ids::random).limit(CHARGES).toList();
        Future.all(ids.stream()
                        .map(id -> orders.placements().create(StoredOrders.wanted(id)))
                        .toList())
                .await();

        Eventually.holds(() -> assertEquals(
                CHARGES, redis.call(Command.XLEN, OrderEvent.COMPLETED).toInteger()));

        long last = ids.stream()
                .map(orders::fields)
                .mapToLong(BlockingGatewayTest::waited)
                .max()
                .orElseThrow();
        assertTrue(last < LIMIT_MILLIS, () -> last + " ms");
    }

    private static long waited(Map<String, String> order) {
        return Long.parseLong(order.get("completed_at"))
                - EntryId.parse(order.get("entry")).millis();
    }

    private static final class BlockingGateway implements PaymentGateway {

        @Override
        public Future<Charge> charge(String orderId, Money amount) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EACH_MILLIS);
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            return Future.succeededFuture(Charge.approved(orderId));
        }

        @Override
        public Future<Void> refund(String orderId, Optional<String> chargeId, Money amount) {
            return Future.succeededFuture();
        }
    }
}
