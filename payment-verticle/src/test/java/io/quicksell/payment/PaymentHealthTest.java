package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.json.Json;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.peer.PeerRequest;
import io.quicksell.common.peer.PeerResponse;
import io.quicksell.testing.RealRedis;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How payment says how it is, and what it answers inventory. */
class PaymentHealthTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    @Test
    void itIsLiveAndReady() {
        assertEquals(
                Map.of("service", "payment", "status", "UP"),
                Json.read(payment.user().get("/health/live").text(), Map.class));
        for (String path : List.of("/health", "/health/ready")) {
            var ready = payment.user().get(path);
            assertEquals(200, ready.status(), ready::text);
            assertEquals("UP", ready.json().get("status").textValue());
            assertEquals(
                    List.of("payments", "index", "redis"),
                    ready.json().get("checks").findValuesAsText("id"));
        }
    }

    @Test
    void inventoryIsToldWhetherAnOrderExists() {
        String id = payment.placed();

        PeerResponse known = ask(id);
        assertEquals(200, known.status());
        assertEquals(id, known.json().get("id").textValue());
        assertEquals(404, ask("0b1d3f5a-1111-4222-8333-444455556666").status());
    }

    private static PeerResponse ask(String id) {
        return new Peer(redis.vertx(), "payment", "")
                .send(new PeerRequest(
                        Addresses.ORDER, HttpMethod.GET, "/orders/" + id, Json.encode(Map.of("order_id", id))))
                .await();
    }
}
