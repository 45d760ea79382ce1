package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.RequiredAccessStore;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process whose conf forgot access.mode opens no data that others use with access control. */
class ForgottenAccessTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @TempDir
    Path home;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private QuickSellConfig config;
    private QuickSell system;
    private Map<String, String> urls;

    @BeforeEach
    void create() throws IOException {
        Files.writeString(home.resolve("shop.json"), """
                {"redis": {"mode": "external", "host": "%s", "port": %d},
                 "inventory": {"port": 0}, "payment": {"port": 0}}
                """.formatted(
                        redis.endpoint().host(), redis.endpoint().port()));
        config = QuickSellConfig.read(home, "shop.json", Map.of());
        system = new QuickSell(config, DataFolder.open(home.resolve("data")));
    }

    @AfterEach
    void close() {
        system.stop();
    }

    @Test
    void itIsNotReadyUntilAccessControlIsGivenUpOnPurpose() {
        redis.call(Command.SET, RequiredAccessStore.KEY, "required");
        urls = system.start();
        CompletableFuture<Void> fit =
                CompletableFuture.runAsync(() -> system.awaitFitness(said::add), task -> new Thread(task).start());

        Eventually.holds(() -> assertEquals(
                List.of("Not ready: inventory cannot use its Redis: " + RequiredAccessStore.WHY
                        + ". Set access.mode to required in " + config.file() + ", or, to let everybody in from now on,"
                        + " stop all processes that have it so, and run ./run.sh access off."),
                said));
        assertEquals(503, status("inventory", "/products"));
        assertEquals(503, status("payment", "/orders"));
        assertEquals(503, status("payment", "/orders?limit=5&sort=total"));
        assertTrue(!fit.isDone());

        AccessPrompt.enter("access off", config, redis);
        Eventually.holds(() -> assertTrue(fit.isDone()));
        assertEquals(200, status("inventory", "/products"));
    }

    @Test
    void oneThatRunsAlreadyStopsUsingThem() {
        urls = system.start();
        Eventually.holds(() -> assertEquals(200, status("inventory", "/products")));

        redis.call(Command.SET, RequiredAccessStore.KEY, "required");
        Eventually.holds(() -> assertEquals(503, status("inventory", "/products")));
        Eventually.holds(() -> assertEquals(503, status("payment", "/orders")));
    }

    private int status(String service, String path) {
        return new HttpUser(URI.create(urls.get(service)).getPort()).get(path).status();
    }
}
