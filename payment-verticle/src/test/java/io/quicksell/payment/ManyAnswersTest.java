package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway that answers all at once: more than a script takes, so they wait for their turn. */
class ManyAnswersTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int GROUPS = 10;
    private static final int AT_ONCE = 500;
    private static final int LONG_MILLIS = 600_000;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = RunningPayment.withGatewayTimeout(redis, LONG_MILLIS);

    @Test
    void eachPaymentIsCompletedAndNoneIsAskedForAgain() {
        payment.gateway().holdBack();
        for (int group = 0; group < GROUPS; group++) {
            Future.all(IntStream.range(0, AT_ONCE)
                            .mapToObj(n -> orders.placements().create(StoredOrders.wanted(Ids.random())))
                            .toList())
                    .await();
        }
        Eventually.succeeds(LIMIT, () -> {
            assertEquals(GROUPS * AT_ONCE, payment.gateway().charges().size());
            return null;
        });

        redis.beforeAnyWrite(() -> {
            payment.gateway().letGo();
            return payment.user().get("/health/live");
        });

        Eventually.succeeds(LIMIT, () -> {
            assertEquals(
                    GROUPS * AT_ONCE,
                    redis.call(Command.XLEN, OrderEvent.COMPLETED).toInteger());
            return null;
        });
        assertEquals(GROUPS * AT_ONCE, payment.gateway().charges().size());
    }
}
