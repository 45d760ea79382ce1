package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.common.testing.TestNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP, units are held and released only for the service that sends the key, and for nobody where there is no key. */
class ReservationKeyTest extends StockTestBase {

    private static final String KEY = TestNode.KEY.text();

    private final RunningInventory inventory = new RunningInventory(redis);

    @AfterEach
    void stop() {
        inventory.stop();
    }

    @Test
    void withoutAKeyInTheConfThereIsNoRoute() {
        inventory.deploy(TestNode.on(redis.endpoint(), ServiceKey.NONE));

        assertEquals(404, reserve("Bearer " + KEY).status());
        assertEquals(404, reserve("Bearer ").status());
        assertEquals(404, release("Bearer " + KEY).status());
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Basic <key>",
                "<key>",
                "Bearer <key>x",
                "Bearer x<key>",
                "Bearer a-key-of-the-tests"
            })
    void aWrongKeyIs401AndHoldsNothing(String authorization) {
        inventory.deploy(TestNode.on(redis.endpoint()));
        String header = authorization.replace("<key>", KEY);

        for (Response response : List.of(reserve(header), release(header))) {
            assertEquals(401, response.status(), response::text);
            assertEquals("Bearer", response.header("WWW-Authenticate"));
        }
        assertEquals(new Stock.Counts(10, 0, 0), stock.counts(tea));
    }

    @Test
    void noKeyAtAllIs401() {
        inventory.deploy(TestNode.on(redis.endpoint()));

        assertEquals(401, reserve(null).status());
        assertEquals(401, release(null).status());
    }

    @Test
    void theRightKeyHolds() {
        inventory.start();

        assertEquals(200, reserve("Bearer " + KEY).status());
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
    }

    private Response reserve(String authorization) {
        String body = Json.text(Map.of("order_id", order, "lines", List.of(Map.of("product_id", tea, "quantity", 3))));
        return inventory.user().post("/reservations", body, ServiceKey.HEADER, authorization);
    }

    private Response release(String authorization) {
        return inventory
                .user()
                .send(
                        "DELETE",
                        "/reservations/" + order + "?deadline=2026-11-28T11:16:34.668Z",
                        null,
                        ServiceKey.HEADER,
                        authorization);
    }
}
