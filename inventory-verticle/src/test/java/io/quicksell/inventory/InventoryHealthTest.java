package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.common.testing.TestNode;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The health of inventory with Redis and without it. */
class InventoryHealthTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    /** Nothing listens at port 1. */
    static final NodeSettings WITHOUT_REDIS = TestNode.on(new RedisEndpoint("127.0.0.1", 1, ""));

    private final RunningInventory inventory = new RunningInventory(redis);

    @AfterEach
    void stop() {
        inventory.stop();
    }

    @Test
    void withRedisItIsLiveAndReady() {
        inventory.start();

        assertEquals(
                "UP", inventory.user().get("/health/live").json().get("status").textValue());
        assertEquals(200, inventory.user().get("/health").status());
        JsonNode ready = inventory.user().get("/health/ready").json();
        assertEquals("inventory", ready.get("service").textValue());
        assertEquals("UP", ready.get("status").textValue());
        assertEquals(2, ready.get("checks").size());
        ready.get("checks")
                .forEach(check -> assertEquals("UP", check.get("status").textValue(), check::toString));
    }

    @Test
    void withoutRedisItIsLiveButNotReady() {
        inventory.deploy(WITHOUT_REDIS);

        assertEquals(200, inventory.user().get("/health/live").status());
        Response ready = inventory.user().get("/health/ready");
        assertEquals(503, ready.status());
        assertEquals("DOWN", ready.json().get("status").textValue());
        assertEquals(503, inventory.user().get("/health").status());
    }

    @Test
    void withoutRedisRequestsAreRefusedWithATimeToRetry() {
        inventory.deploy(WITHOUT_REDIS);

        Response list = inventory.user().get("/products");
        assertEquals(503, list.status());
        assertEquals("1", list.header("Retry-After"));
        assertEquals(
                "The database does not answer just now. Nothing was changed; please try again.",
                list.json().get("detail").textValue());
        assertEquals(
                503,
                inventory
                        .user()
                        .post("/products", "{\"name\":\"Tea\",\"price\":1,\"quantity\":1}")
                        .status());
    }
}
