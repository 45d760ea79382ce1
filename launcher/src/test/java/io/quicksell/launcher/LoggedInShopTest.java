package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.RequiredAccessStore;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A shop whose users are made at the prompt, and log in through the desk. */
class LoggedInShopTest {

    private static final String SESSION = "/api/access/session";
    private static final String PRODUCT = "{\"name\":\"Tea\",\"price\":2.5,\"quantity\":10}";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @TempDir
    Path home;

    private QuickSellConfig config;
    private DataFolder folder;
    private Services services;
    private HttpUser desk;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(home.resolve("shop.json"), """
                {"access": {"mode": "required", "port": 0}, "inventory": {"port": 0}, "payment": {"port": 0}, "web": {"port": 0}}
                """);
        config = QuickSellConfig.read(home, "shop.json", Map.of());
        folder = DataFolder.open(home.resolve("data"));
        services = new Services(Vertx.vertx(), config, folder);
        services.start(config.inventory().orElseThrow(), redis.endpoint());
        services.start(config.payment().orElseThrow(), redis.endpoint());
        services.start(config.accessService().orElseThrow(), redis.endpoint());
        services.start(config.web().orElseThrow());
        desk = new HttpUser(URI.create(services.urls().get("desk")).getPort());
        Eventually.holds(
                () -> assertEquals(401, desk.get("/api/inventory/products").status()));
        AccessPrompt.enter("user add Anna --role manager", config, redis);
    }

    @AfterEach
    void close() {
        services.stop();
        folder.close();
    }

    @Test
    void whoIsMadeAtThePromptLogsInAtTheDeskWorksThereAndLogsOut() {
        Response opened = loggedIn();
        assertTrue(opened.json().get("token") == null, opened::text);
        HttpUser anna = desk.sending("Cookie", cookie(opened), "Origin", desk.url(""));

        assertEquals("Anna", anna.get("/api/access/me").json().get("name").textValue());
        assertEquals(201, anna.post("/api/inventory/products", PRODUCT).status());
        assertEquals(403, anna.get("/api/access/users").status());

        Response out = anna.send("DELETE", SESSION, null);
        assertEquals(204, out.status(), out::text);
        Eventually.holds(
                () -> assertEquals(401, anna.get("/api/inventory/products").status()));
    }

    @Test
    void aLeaverWhoIsDisabledAtThePromptIsOut() {
        HttpUser anna = desk.sending("Cookie", cookie(loggedIn()), "Origin", desk.url(""));
        assertEquals(200, anna.get("/api/payment/orders").status());

        AccessPrompt.enter("user disable Anna", config, redis);
        Eventually.holds(() -> assertEquals(401, anna.get("/api/payment/orders").status()));
        assertEquals(401, logIn().status());
    }

    @Test
    void aProcessThatForgotAccessControlIsKeptAway() {
        Eventually.holds(() -> assertEquals(
                1, redis.call(Command.EXISTS, RequiredAccessStore.KEY).toInteger()));

        redis.call(Command.DEL, RequiredAccessStore.KEY);
        Eventually.holds(() -> assertEquals(
                1, redis.call(Command.EXISTS, RequiredAccessStore.KEY).toInteger()));
    }

    private Response loggedIn() {
        return Eventually.succeeds(() -> {
            Response opened = logIn();
            assertEquals(200, opened.status(), opened::text);
            return opened;
        });
    }

    private Response logIn() {
        return desk.post(SESSION, "{\"name\":\"anna\",\"password\":\"" + AccessPrompt.PASSWORD + "\"}");
    }

    private static String cookie(Response opened) {
        return opened.header("Set-Cookie").split(";", 2)[0];
    }
}
