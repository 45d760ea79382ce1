package io.quicksell.inventory;

import static io.quicksell.inventory.RunningInventory.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.common.verticle.StreamsConfig;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.testing.RealRedis;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InventoryHealthTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    /** Nothing answers at port 1. */
    static final NodeSettings WITHOUT_REDIS = new NodeSettings(
            "127.0.0.1", new RedisEndpoint("127.0.0.1", 1, ""), new StreamsConfig(1_440, 60), "test", 0);

    private final RunningInventory inventory = new RunningInventory(redis);

    @AfterEach
    void stop() {
        inventory.stop();
    }

    @Test
    void withRedisItIsLiveAndReady() {
        inventory.start();

        assertEquals("UP", json(inventory.get("/health/live")).get("status").textValue());
        assertEquals(200, inventory.get("/health").statusCode());
        JsonNode ready = json(inventory.get("/health/ready"));
        assertEquals("inventory", ready.get("service").textValue());
        assertEquals("UP", ready.get("status").textValue());
        assertEquals(2, ready.get("checks").size());
        ready.get("checks")
                .forEach(check -> assertEquals("UP", check.get("status").textValue(), check::toString));
    }

    @Test
    void withoutRedisItIsLiveButNotReady() {
        inventory.deploy(WITHOUT_REDIS);

        assertEquals(200, inventory.get("/health/live").statusCode());
        HttpResponse<String> ready = inventory.get("/health/ready");
        assertEquals(503, ready.statusCode());
        assertEquals("DOWN", json(ready).get("status").textValue());
        assertEquals(503, inventory.get("/health").statusCode());
    }

    @Test
    void withoutRedisRequestsAreToldToComeAgain() {
        inventory.deploy(WITHOUT_REDIS);

        HttpResponse<String> list = inventory.get("/products");
        assertEquals(503, list.statusCode());
        assertEquals("1", list.headers().firstValue("Retry-After").orElse("none"));
        assertEquals(
                "The database does not answer just now. Nothing was changed; please try again.",
                json(list).get("detail").textValue());
        assertEquals(
                503,
                inventory
                        .post("/products", "{\"name\":\"Tea\",\"price\":1,\"quantity\":1}")
                        .statusCode());
    }
}
