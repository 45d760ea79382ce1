package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.redis.RedisFault;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A failover could forget an order that no replica has, so it is not charged before. */
class MoneyOnReplicasTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = RunningPayment.waitingForAReplica(redis);

    /** Inventory gives units back by that word. */
    @Test
    void thatThereIsNoSuchOrderIsNotSaidWithoutAReplica() {
        String placed = orders.pending();
        Eventually.holds(
                () -> assertEquals(200, payment.user().get("/orders/" + placed).status()));

        Response answer = payment.user().get("/orders/" + Ids.random());

        assertEquals(503, answer.status(), answer::text);
    }

    @Test
    void noMoneyMovesBeforeAReplicaKnowsWhatFor(@TempDir Path folder) {
        String completed = orders.completed();
        orders.asked(completed, "too late");
        String pending = orders.pending();
        Eventually.holds(() -> {
            assertEquals(1, redis.pending(OrderEvent.REFUND_REQUESTED, ConsumerGroups.PAYMENT));
            assertEquals(1, redis.pending(OrderEvent.CREATED, ConsumerGroups.PAYMENT));
        });
        RedisLink link = new RedisLink(redis.vertx(), redis.endpoint().with(1), "test").open();
        Eventually.succeeds(() -> link.ping().await());
        assertThrows(RedisFault.class, () -> link.replicated().await());
        assertEquals(List.of(), payment.gateway().charges());
        assertEquals(List.of(), payment.gateway().refunds());

        try (OwnRedis replica = OwnRedis.start(folder)) {
            RedisLink toReplica = new RedisLink(redis.vertx(), replica.endpoint(), "replica").open();
            Eventually.succeeds(() -> toReplica
                    .send(Request.cmd(
                            Command.REPLICAOF,
                            redis.endpoint().host(),
                            redis.endpoint().port()))
                    .await());

            payment.reached("completed", pending);
            payment.reached("refunded", completed);

            assertEquals(List.of(pending), payment.gateway().charges());
            assertEquals(List.of(completed), payment.gateway().refunds());
            toReplica.close().await();
        }
        link.close().await();
    }
}
