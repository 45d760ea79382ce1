package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.common.tls.Trust;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.metrics.ProcessMetrics;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.testing.Certificate;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A shop that others reach, with TLS at each port; its certificate names another machine than this one, as that of a shop does. */
@Timeout(120)
class TlsShopTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @TempDir
    Path home;

    private Certificate certificate;
    private QuickSellConfig config;
    private DataFolder folder;
    private Services services;

    @BeforeEach
    void open() throws IOException {
        certificate = Certificate.make(home, "desk.lan");
        Files.writeString(home.resolve("shop.json"), """
                {"host": "0.0.0.0", "tls": {"certFile": "desk.lan.crt", "keyFile": "desk.lan.key", "caFile": "desk.lan.crt"},
                 "access": {"mode": "required", "port": 0}, "inventory": {"port": 0}, "payment": {"port": 0}, "web": {"port": 0}}
                """);
        config = QuickSellConfig.read(home, "shop.json", Map.of());
        folder = DataFolder.open(home.resolve("data"));
        services = new Services(Vertx.vertx(), config, folder, Tls.of(config), ProcessMetrics.OFF, Map.of());
        services.start(config.inventory().orElseThrow(), redis.endpoint());
        services.start(config.payment().orElseThrow(), redis.endpoint());
        services.start(config.accessService().orElseThrow(), redis.endpoint());
        services.start(config.web().orElseThrow());
    }

    @AfterEach
    void close() {
        services.stop();
        folder.close();
    }

    @Test
    void theDeskShowsNobodyHowTheCertificateIsAndTheServicesOnlyOperators() {
        assertEquals(0, user("desk").get("/health").json().get("checks").size());
        assertFalse(user("inventory").get("/health").json().has("checks"));
    }

    @Test
    void theDeskPassesOnOverTlsAndItsCookieIsForTlsAlone() {
        HttpUser desk = user("desk");
        Eventually.holds(() -> assertEquals(401, desk.get("/api/payment/orders").status()));
        AccessPrompt.enter("user add Anna --role manager", config, redis);

        Response opened = Eventually.succeeds(() -> {
            Response response = desk.post(
                    "/api/access/session", "{\"name\":\"anna\",\"password\":\"" + AccessPrompt.PASSWORD + "\"}");
            assertEquals(200, response.status(), response::text);
            return response;
        });

        String cookie = opened.header("Set-Cookie");
        assertTrue(cookie.startsWith("__Host-quicksell=") && cookie.endsWith("; Secure"), cookie);
        assertEquals("max-age=31536000", opened.header("Strict-Transport-Security"));
        HttpUser anna = desk.sending("Cookie", cookie.split(";", 2)[0], "Origin", desk.url(""));
        assertEquals(
                201,
                anna.post("/api/inventory/products", "{\"name\":\"Tea\",\"price\":2.5,\"quantity\":10}")
                        .status());
        assertEquals(200, anna.get("/api/payment/orders").status());
    }

    @Test
    void eachPortShowsTheCertificateAndSpeaksNothingElse() {
        for (String service : List.of("desk", "inventory", "payment", "access")) {
            String url = services.urls().get(service);
            assertTrue(url.startsWith("https://"), url);
            Response live = user(service).get("/health/live");
            assertEquals(200, live.status(), service);
            assertEquals("max-age=31536000", live.header("Strict-Transport-Security"), service);
            HttpUser plain = new HttpUser(URI.create(url).getPort());
            assertThrows(Exception.class, () -> plain.get("/health/live"), service);
        }
    }

    @Test
    void filesThatAreNoPairAreAFailureOfTheStart() throws IOException {
        Files.copy(Certificate.make(home.resolve("other"), "desk.lan").key(), home.resolve("other.key"));
        for (Map.Entry<String, String> wrong : Map.of(
                        "\"certFile\": \"none.crt\", \"keyFile\": \"desk.lan.key\"",
                        "tls.certFile: " + home.resolve("none.crt") + " cannot be read",
                        "\"certFile\": \"desk.lan.crt\", \"keyFile\": \"other.key\"",
                        "tls.keyFile: " + home.resolve("other.key") + " is not the key of the certificate in "
                                + home.resolve("desk.lan.crt"),
                        "\"caFile\": \"desk.lan.key\"",
                        "tls.caFile: " + home.resolve("desk.lan.key") + " holds no certificate in PEM form")
                .entrySet()) {
            Files.writeString(home.resolve("wrong.json"), "{\"inventory\": {}, \"tls\": {" + wrong.getKey() + "}}");
            QuickSellConfig conf = QuickSellConfig.read(home, "wrong.json", Map.of());

            assertEquals(
                    home.resolve("wrong.json") + ": " + wrong.getValue(),
                    assertThrows(StartFailure.class, () -> Tls.of(conf)).getMessage());
        }
    }

    private HttpUser user(String service) {
        int port = URI.create(services.urls().get(service)).getPort();
        return HttpUser.overTls("127.0.0.1", port, Trust.only(certificate.certificate()));
    }
}
