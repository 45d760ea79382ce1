package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.Shop;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis of one's own that cannot be used at start: the system says so once, refuses at once, and heals by itself. */
class RedisAwayAtStartIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration HEALING_LIMIT = Duration.ofSeconds(15);
    private static final String PASSWORD = "open-sesame";

    @TempDir
    private Path folder;

    private OwnRedis redis;
    private QuickSellProcess system;

    @BeforeEach
    void create() {
        redis = OwnRedis.start(folder);
        system = QuickSellProcess.partOf(BuiltJar.ofThisBuild(), List.of(), """
                "redis": {"mode": "external", "port": %d, "password": "%s"},
                "inventory": {"port": 0}, "payment": {"port": 0, "delayMillis": 100}
                """.formatted(
                        redis.endpoint().port(), PASSWORD));
    }

    @AfterEach
    void close() {
        system.close();
        redis.close();
    }

    @Test
    void aPortWhereNobodyListens() {
        redis.kill();

        system.start();

        expectRefusalsAtOnce("Connection refused");
        redis.start();
        demand(PASSWORD);
        expectHealed();
    }

    @Test
    void aPasswordThatIsNotTheRightOne() {
        demand("another-word");

        system.start();

        expectRefusalsAtOnce("WRONGPASS");
        try (RedisClient client = new RedisClient(redis.endpoint().port(), "another-word")) {
            client.send("CONFIG", "SET", "requirepass", PASSWORD);
        }
        expectHealed();
    }

    @Test
    void aHostThatTakesConnectionsAndSaysNothing() throws IOException {
        redis.kill();
        try (ServerSocket silent = new ServerSocket(redis.endpoint().port(), 1, InetAddress.getLoopbackAddress())) {
            assertTrue(silent.isBound());

            system.start();

            expectRefusalsAtOnce("");
        }
        redis.start();
        demand(PASSWORD);
        expectHealed();
    }

    private void demand(String password) {
        try (RedisClient client = new RedisClient(redis.endpoint().port(), "")) {
            client.send("CONFIG", "SET", "requirepass", password);
        }
    }

    private void expectRefusalsAtOnce(String why) {
        for (String service : List.of("inventory", "payment")) {
            new Rest(system.url(service)).get("/health/live").expect(200);
            new Rest(system.url(service)).get("/health/ready").expect(503);
        }
        Map<String, Object> product = Map.of("name", "Tea", "price", 1, "quantity", 1);
        Map<String, Object> order = Map.of("product_id", "5f0c8f0e-3a86-4be5-9d8a-0f4f4e0c7a11", "quantity", 1);
        expectRefusedAtOnce(new Rest(system.url("inventory")), "/products", product);
        expectRefusedAtOnce(new Rest(system.url("payment")), "/orders", order);
        Eventually.holds(() -> assertTrue(warnings().stream().anyMatch(line -> line.contains(why)), system::logTail));
        Drill.report("Redis cannot be used at start:%n%s", String.join("\n", warnings()));
    }

    private static void expectRefusedAtOnce(Rest service, String path, Object body) {
        long begin = System.nanoTime();
        service.post(path, body).expect(503);
        Duration took = Drill.since(begin);
        assertTrue(took.compareTo(AT_ONCE) < 0, took::toString);
    }

    private void expectHealed() {
        long begin = System.nanoTime();
        Eventually.succeeds(HEALING_LIMIT, () -> {
            Drill.untilReady(system);
            return null;
        });
        Drill.report("healed within %d ms", Drill.since(begin).toMillis());
        Shop shop = Door.EACH_SERVICE.into(system);
        String tea = shop.addProduct(1);
        shop.placeOrder(tea, 1).expect(201);
        shop.productOnceItHas(tea, 0, 0);
        assertEquals(warnings().stream().distinct().toList(), warnings(), "each connection says once what is wrong");
    }

    /** What the connections warn of, each without its time and thread. */
    private List<String> warnings() {
        return system.log()
                .lines()
                .filter(line -> line.contains(" WARN ") && line.contains("has no connection to Redis: "))
                .map(line -> line.substring(line.indexOf("KeptConnection")))
                .toList();
    }
}
