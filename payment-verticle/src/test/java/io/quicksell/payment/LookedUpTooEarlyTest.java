package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.TransientFailure;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.EventLoop;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.Line;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.SystemUser;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An order that is not what it was when it was looked up, once something is written of it. So it is after a failover: payment has an entry of the
 * primary that is gone, the next one does not have the order, and then its client sends it again.
 */
class LookedUpTooEarlyTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    private final EventLoop loop = new EventLoop(redis.vertx());
    private final FakeGateway gateway = new FakeGateway();
    private Line line;
    private RedisLink link;
    private PaymentHandler handler;
    private String deployment;

    @BeforeEach
    void open() {
        line = Line.to(redis.vertx(), redis.endpoint().host(), redis.endpoint().port());
        link = loop.make(() -> new RedisLink(redis.vertx(), SystemUser.at("127.0.0.1", line.port()), "payment").open());
        Eventually.succeeds(() -> loop.run(link::ping).await());
        GatewayVerticle verticle = new GatewayVerticle(RunningPayment.config("", 32_000, 0), vertx -> gateway);
        deployment = redis.vertx()
                .deployVerticle(verticle, GatewayVerticle.options())
                .await();
        handler = new PaymentHandler(new OrderStore(link), verticle);
    }

    @AfterEach
    void close() {
        loop.run(link::close).await();
        redis.vertx().undeploy(deployment).await();
        line.close();
    }

    @Test
    void anOrderThatIsPlacedAfterItWasLookedUpIsNotCompletedWithoutACharge() {
        String id = Ids.random();
        StreamEntry entry = orders.delivered(OrderEvent.CREATED, id);

        Future<Void> handled = handleOnceItHasLooked(
                entry, () -> orders.placements().create(StoredOrders.wanted(id)).await());

        assertThrows(TransientFailure.class, handled::await);
        assertEquals("pending", orders.fields(id).get("status"));
        assertFalse(orders.isAcknowledged(entry));
        assertEquals(List.of(), gateway.charges());
        loop.run(() -> handler.handle(entry)).await();
        assertEquals("completed", orders.fields(id).get("status"));
        assertEquals(List.of(id), gateway.charges());
        assertTrue(orders.isAcknowledged(entry));
    }

    @Test
    void anOrderThatIsCompletedAfterItWasLookedUpIsNotRefundedWithoutTheGateway() {
        String id = orders.pending();
        StreamEntry created = orders.delivered(OrderEvent.CREATED, id);
        StreamEntry entry = orders.delivered(OrderEvent.REFUND_REQUESTED, id);

        Future<Void> handled = handleOnceItHasLooked(
                entry,
                () -> orders.store()
                        .complete(id, StoredOrders.APPROVED, created)
                        .await());

        assertThrows(TransientFailure.class, handled::await);
        assertEquals("completed", orders.fields(id).get("status"));
        assertEquals(List.of(), gateway.refunds());
        loop.run(() -> handler.handle(entry)).await();
        assertEquals("refunded", orders.fields(id).get("status"));
        assertEquals(List.of(id), gateway.refunds());
    }

    /** Lets something happen between a handler's look at its order and what it writes. */
    private Future<Void> handleOnceItHasLooked(StreamEntry entry, Runnable happening) {
        line.holdAnswers();
        Future<Void> handled = loop.run(() -> {
            Future<Void> begun = handler.handle(entry);
            link.send(Request.cmd(Command.SET)
                    .arg("looked")
                    .arg("yes")); // after its look: Redis takes one command after the other
            return begun;
        });
        Eventually.holds(() -> assertEquals("yes", String.valueOf(redis.call(Command.GET, "looked"))));
        happening.run();
        line.letGo();
        return handled;
    }
}
