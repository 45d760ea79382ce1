package io.quicksell.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Entrance;
import io.quicksell.common.http.LimitsConfig;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.TestNode;
import io.quicksell.common.tls.Trust;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A desk in front of two payments, of which one accepts connections and says nothing, as a stopped process does. */
class FrozenServiceTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger acceptedByFrozen = new AtomicInteger();
    private FakeService payment;
    private HttpUser user;

    @BeforeEach
    void start() {
        String frozen = "http://127.0.0.1:"
                + vertx.createNetServer()
                        .connectHandler(accepted -> acceptedByFrozen.incrementAndGet())
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort();
        payment = new FakeService(vertx);
        WebVerticle desk = new WebVerticle(
                new WebConfig(0, List.of(), List.of(), List.of(), "", "CHF"),
                Entrance.at("127.0.0.1"),
                ServiceKey.NONE,
                Trust.OF_JAVA,
                TestNode.ACCESS_OFF,
                LimitsConfig.NONE,
                List.of(frozen),
                List.of(frozen, payment.url()),
                List.of(),
                new BigDecimal("0.2"),
                Meters.NONE);
        vertx.deployVerticle(desk).await();
        user = new HttpUser(desk.port());
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aReadIsSentToTheOtherOne() {
        for (int i = 0; i < 4; i++) {
            assertEquals(200, user.get("/api/payment/orders").status());
        }
        assertEquals(4, payment.requests().size());
    }

    @Test
    void aChangeIsSentOnceAndThoseAfterItGoPastTheFrozenOne() {
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < 5; i++) {
            statuses.merge(user.post("/api/payment/orders", "{}").status(), 1, Integer::sum);
        }

        assertEquals(Map.of(200, 4, 504, 1), statuses);
        assertEquals(4, payment.requests().size());
    }

    @Test
    void whereAllAreFrozenNobodyWaitsForTenSeconds() {
        long begin = System.nanoTime();

        assertEquals(504, user.get("/api/inventory/products").status());

        long tookMillis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(tookMillis < 8_000, tookMillis + " ms");
        assertTrue(acceptedByFrozen.get() > 0);
    }
}
