package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.Line;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.SystemUser;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Both services, and a Redis whose answers come late. */
class SlowRedisTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int ORDERS = 5;
    private static final int UNITS = 100;

    /** As often as a request from one service to the other is sent within its time. */
    private static final int MOST_TRIES = 4;

    @TempDir
    private Path home;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger reservations = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private Line line;
    private DataFolder folder;
    private Services services;
    private HttpUser inventory;
    private HttpUser payment;

    @BeforeEach
    void start() throws IOException {
        vertx.eventBus().addOutboundInterceptor(sent -> {
            if (sent.message().address().equals(Addresses.RESERVE)) {
                reservations.incrementAndGet();
            }
            sent.next();
        });
        Files.writeString(home.resolve("both.json"), """
            {"redis": {"mode": "external"}, "inventory": {"port": 0}, "payment": {"port": 0, "delayMillis": 0}}
            """);
        QuickSellConfig config = QuickSellConfig.read(home, "both.json", Map.of());
        folder = DataFolder.open(home.resolve("data"));
        line = Line.to(redis.vertx(), redis.endpoint().host(), redis.endpoint().port());
        services = new Services(vertx, config, folder);
        RedisEndpoint far = SystemUser.at("127.0.0.1", line.port());
        services.start(config.inventory().orElseThrow(), far);
        services.start(config.payment().orElseThrow(), far);
        inventory = user("inventory");
        payment = user("payment");
        Eventually.holds(() -> assertEquals(200, payment.get("/health/ready").status()));
        Eventually.holds(() -> assertEquals(200, inventory.get("/health/ready").status()));
    }

    @AfterEach
    void stop() {
        services.stop();
        folder.close();
        line.close();
    }

    @Test
    void ordersGoOnSlowerWhileItNeedsASecondForEachAnswer() {
        Response added = inventory.post("/products", "{\"name\": \"Tea\", \"price\": 1, \"quantity\": " + UNITS + "}");
        String tea = added.json().get("id").textValue();
        line.delay(1_000);

        List<String> orders = IntStream.range(0, ORDERS)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> placed(tea, "key-" + i), task -> new Thread(task).start()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertEquals(ORDERS, orders.stream().distinct().count());
        assertTrue(
                reservations.get() <= MOST_TRIES * requests.get(),
                () -> reservations + " requests to inventory for " + requests + " of clients");
        line.delay(0);
        orders.forEach(order -> Eventually.holds(() -> assertEquals(
                "completed",
                payment.get("/orders/" + order).json().get("status").textValue())));
        Eventually.holds(() -> {
            JsonNode product = inventory.get("/products/" + tea).json();
            assertEquals(
                    List.of(UNITS - ORDERS, 0),
                    List.of(
                            product.get("quantity").intValue(),
                            product.get("held").intValue()));
        });
    }

    /** As a client places an order: with one key until its outcome is known. A quick machine needs one request. */
    private String placed(String product, String key) {
        return Eventually.succeeds(() -> {
            requests.incrementAndGet();
            Response response = payment.post(
                    "/orders", "{\"product_id\": \"" + product + "\", \"quantity\": 1}", "Idempotency-Key", key);
            assertEquals(201, response.status(), response::text);
            return response.json().get("id").textValue();
        });
    }

    private HttpUser user(String service) {
        return new HttpUser(URI.create(services.urls().get(service)).getPort());
    }
}
