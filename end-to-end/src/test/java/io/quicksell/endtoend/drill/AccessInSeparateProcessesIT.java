package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.common.tls.Trust;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.testing.Certificate;
import io.quicksell.testing.Eventually;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service, a desk and access, a process each, with HTTPS between them and users who log in: access may go. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AccessInSeparateProcessesIT {

    private static final String PASSWORD = "correct horse battery";
    private static final String SESSION = "/api/access/session";
    private static final String PRODUCTS = "/api/inventory/products";
    private static final String ORDERS = "/api/payment/orders";
    private static final int UNITS = 50;

    /** Less than any limit of a connect or of a response. */
    private static final Duration AT_ONCE = Duration.ofMillis(1_500);

    @TempDir
    private Path folder;

    private final Set<String> orders = new HashSet<>();
    private Certificate certificate;
    private Fleet fleet;
    private HttpUser desk;

    @BeforeEach
    void start() {
        certificate = Certificate.make(folder.resolve("tls"), "localhost");
        fleet = new Fleet(folder);
        int inventory = Ports.free();
        int payment = Ports.free();
        int access = Ports.free();
        with("inventory", """
                "access": {"mode": "required"}, "inventory": {"port": %d, "paymentUrl": "%s"}
                """.formatted(inventory, url(payment)));
        with("payment", """
                "access": {"mode": "required"}, "payment": {"port": %d, "inventoryUrl": "%s", "delayMillis": 100}
                """.formatted(payment, url(inventory)));
        with("access", """
                "access": {"mode": "required", "port": %d}
                """.formatted(access));
        with("web", """
                "access": {"mode": "required"},
                "web": {"port": 0, "inventoryUrls": ["%s"], "paymentUrls": ["%s"], "accessUrls": ["%s"]}
                """.formatted(url(inventory), url(payment), url(access)));
        fleet.startAll();
        fleet.process("access").addUser("Anna", "manager", PASSWORD);
        fleet.process("access").addUser("Bert", "clerk", PASSWORD);
        desk = user("web", "desk");
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void whileAccessIsAwayWhoIsInGoesOnAndWhoIsToBeOutIsOut() {
        HttpUser anna = loggedIn("Anna");
        HttpUser bert = loggedIn("Bert");
        HttpUser program = user("payment", "payment")
                .sending(
                        "Authorization",
                        "Bearer " + fleet.process("access").addKey("web shop", "orders:place,orders:read"));
        String tea = created(anna.post(PRODUCTS, product()));
        place(anna, ORDERS, tea);
        place(bert, ORDERS, tea);
        place(program, "/orders", tea);

        fleet.process("access").kill();
        place(anna, ORDERS, tea);
        place(program, "/orders", tea);
        place(anna, ORDERS, created(anna.post(PRODUCTS, product())));
        expectToWait("Anna");
        fleet.process("payment").disableUser("Bert");
        Eventually.holds(() -> assertEquals(401, bert.get(ORDERS).status()));
        String last = place(anna, ORDERS, tea);

        long begin = System.nanoTime();
        fleet.start("access");
        place(loggedIn("Anna"), ORDERS, tea);
        Drill.report(
                "access is back, with a log-in and an order, after %d ms",
                Drill.since(begin).toMillis());
        assertEquals(401, logIn("Bert").status());
        assertEquals("Anna", anna.get("/api/access/me").json().path("name").asText());
        assertEquals(
                "Anna", anna.get(ORDERS + "/" + last).json().path("placed_by").asText());
        fleet.checkBooks(orders);
    }

    private void with(String process, String sections) {
        fleet.with(process, """
                "tls": {"certFile": "%1$s", "keyFile": "%2$s", "caFile": "%1$s"}, %3$s
                """.formatted(
                        Prompt.slashed(certificate.certificate()), Prompt.slashed(certificate.key()), sections));
    }

    private HttpUser user(String process, String service) {
        int port = URI.create(fleet.process(process).url(service)).getPort();
        return HttpUser.overTls("localhost", port, Trust.in(certificate.certificate()));
    }

    private HttpUser loggedIn(String name) {
        Response opened = Eventually.succeeds(() -> {
            Response response = logIn(name);
            assertEquals(200, response.status(), response::text);
            return response;
        });
        return desk.sending("Cookie", opened.header("Set-Cookie").split(";", 2)[0], "Origin", desk.url(""));
    }

    private Response logIn(String name) {
        return desk.post(SESSION, "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, PASSWORD));
    }

    private void expectToWait(String name) {
        long begin = System.nanoTime();
        Response refused = logIn(name);
        Duration took = Drill.since(begin);
        assertEquals(503, refused.status(), refused::text);
        assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0, refused::text);
        assertTrue(took.compareTo(AT_ONCE) < 0, took::toString);
    }

    private String place(HttpUser user, String path, String product) {
        String id = created(user.post(path, "{\"product_id\": \"%s\", \"quantity\": 1}".formatted(product)));
        orders.add(id);
        return id;
    }

    private static String created(Response response) {
        assertEquals(201, response.status(), response::text);
        return response.json().path("id").asText();
    }

    private static String product() {
        return "{\"name\": \"Tea\", \"price\": 2.5, \"quantity\": %d}".formatted(UNITS);
    }

    private static String url(int port) {
        return "https://localhost:" + port;
    }
}
