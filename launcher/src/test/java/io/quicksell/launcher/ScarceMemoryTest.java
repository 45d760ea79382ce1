package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A shop whose Redis is filled up to more than 90 % of what it may use, and gets room again. */
class ScarceMemoryTest {

    private static final String NO_PRODUCT = "123e4567-e89b-42d3-a456-426614174000";
    private static final String STOCK = "{\"delta\": 1}";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @TempDir
    Path home;

    private DataFolder folder;
    private Services services;
    private HttpUser inventory;
    private HttpUser payment;
    private String tea;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(home.resolve("shop.json"), """
                {"inventory": {"port": 0}, "payment": {"port": 0, "delayMillis": 3000}}
                """);
        QuickSellConfig config = QuickSellConfig.read(home, "shop.json", Map.of());
        folder = DataFolder.open(home.resolve("data"));
        services = new Services(Vertx.vertx(), config, folder);
        services.start(config.inventory().orElseThrow(), redis.endpoint());
        services.start(config.payment().orElseThrow(), redis.endpoint());
        inventory = new HttpUser(port("inventory"));
        payment = new HttpUser(port("payment"));
        tea = Eventually.succeeds(() -> created(inventory.post("/products", product("Tea"))));
    }

    @AfterEach
    void close() {
        redis.call(Command.CONFIG, "SET", "maxmemory", 0);
        services.stop();
        folder.close();
    }

    @Test
    void whatWasAcceptedGoesOnToItsEndAndNothingNewIsTakenUntilThereIsRoom() {
        String accepted = created(order("accepted"));
        fill();

        Eventually.holds(() -> assertRefused(payment.post("/orders", orderOf(NO_PRODUCT))));
        Eventually.holds(() -> assertRefused(inventory.post("/products/" + NO_PRODUCT + "/stock", STOCK)));
        assertRefused(order("new"));
        assertRefused(payment.post("/orders", orderOf(tea)));
        assertRefused(inventory.post("/products", product("Milk")));
        assertRefused(inventory.send("PUT", "/products/" + tea, product("Green tea")));
        assertRefused(inventory.post("/products/" + tea + "/stock", STOCK));
        assertEquals(accepted, created(order("accepted")), "the same order, once more");
        expect("completed", accepted);
        expectStock(99, 0);
        assertEquals(202, payment.post("/orders/" + accepted + "/refund", null).status());
        expect("refunded", accepted);
        expectStock(100, 0);
        assertEquals(200, payment.get("/health/ready").status());

        redis.call(Command.DEL, "filler");
        expect("completed", Eventually.succeeds(() -> created(order("new"))));
    }

    /** Mostly with a key that holds nothing of the shop. */
    private void fill() {
        redis.call(Command.SETRANGE, "filler", 30_000_000, "x");
        redis.call(Command.CONFIG, "SET", "maxmemory", redis.info("used_memory") / 92 * 100);
    }

    private Response order(String key) {
        return payment.post("/orders", orderOf(tea), "Idempotency-Key", key);
    }

    private static String orderOf(String product) {
        return "{\"product_id\": \"" + product + "\", \"quantity\": 1}";
    }

    private static String product(String name) {
        return "{\"name\": \"" + name + "\", \"price\": 2.5, \"quantity\": 100}";
    }

    private static String created(Response response) {
        assertEquals(201, response.status(), response::text);
        return response.json().get("id").asText();
    }

    private static void assertRefused(Response response) {
        assertEquals(503, response.status(), response::text);
        assertEquals("30", response.header("Retry-After"));
        assertTrue(response.json().get("detail").asText().contains("nearly full"), response::text);
    }

    private void expect(String status, String order) {
        Eventually.holds(() -> assertEquals(
                status, payment.get("/orders/" + order).json().get("status").asText()));
    }

    private void expectStock(long quantity, long held) {
        Eventually.holds(() -> {
            Response now = inventory.get("/products/" + tea);
            assertEquals(quantity, now.json().get("quantity").asLong());
            assertEquals(held, now.json().get("held").asLong());
        });
    }

    private int port(String service) {
        String url = services.urls().get(service);
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }
}
