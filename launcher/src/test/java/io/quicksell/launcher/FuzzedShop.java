package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.access.Scope;
import io.quicksell.common.testing.GivenTokens;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.fuzz.Pool;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All services of a shop with access required, in this JVM, with things in it to be asked for. */
final class FuzzedShop implements AutoCloseable {

    /** What services show each other. */
    static final String SERVICE_KEY = "a-key-of-the-fuzzed-shop-and-no-other";

    private static final String PASSWORD = "correct horse battery";
    private static final int PRODUCTS = 60;
    private static final int ORDERS = 60;

    /** So many that a campaign does not remove all of them before it has tried to repeat one. */
    private static final int DEAD_LETTERS = 40;

    private final RealRedis redis;
    private final DataFolder folder;
    private final Services services;
    private final GivenTokens given;

    FuzzedShop(RealRedis redis, Path home) throws IOException {
        Files.writeString(home.resolve("shop.json"), """
                {"serviceKey": "%s", "access": {"mode": "required", "port": 0}, "inventory": {"port": 0},
                 "payment": {"port": 0, "delayMillis": 10, "declineAbove": 100000}}
                """.formatted(SERVICE_KEY));
        QuickSellConfig config = QuickSellConfig.read(home, "shop.json", Map.of());
        this.redis = redis;
        given = new GivenTokens(redis);
        folder = DataFolder.open(home.resolve("data"));
        services = new Services(Vertx.vertx(), config, folder);
        services.start(config.inventory().orElseThrow(), redis.endpoint());
        services.start(config.payment().orElseThrow(), redis.endpoint());
        services.start(config.accessService().orElseThrow(), redis.endpoint());
        ports().keySet().forEach(this::awaitReady);
    }

    private void awaitReady(String service) {
        Eventually.holds(
                () -> assertEquals(200, user(service).get("/health/ready").status()));
    }

    /** Where the services listen, by their names. */
    Map<String, Integer> ports() {
        Map<String, Integer> ports = new TreeMap<>();
        services.urls()
                .forEach((service, url) -> ports.put(service, URI.create(url).getPort()));
        return ports;
    }

    /** Fills the shop, and says with what. What may be deleted is apart from what is asked for. */
    Pool filled() {
        List<String> products = made(
                "inventory",
                "/products",
                PRODUCTS,
                number -> "{\"name\":\"Tea %d\",\"price\":%d.5,\"quantity\":1000000}".formatted(number, number));
        List<String> kept = products.subList(0, PRODUCTS / 2);
        List<String> orders = made(
                "payment",
                "/orders",
                ORDERS,
                number -> "{\"product_id\":\"%s\",\"quantity\":1}".formatted(kept.get(number % kept.size())));
        List<String> keys = made(
                "access",
                "/keys",
                10,
                number -> "{\"client\":\"shop %d\",\"scopes\":[\"products:read\"]}".formatted(number));
        return new Pool()
                .put("/products/{id}", kept)
                .put("/products/{id}/stock", kept)
                .put("/products/{id}/movements", products)
                .put("DELETE /products/{id}", products.subList(PRODUCTS / 2, PRODUCTS))
                .put("product_id", kept)
                .put("/orders/{id}", orders)
                .put("zone", List.of("UTC", "Europe/Berlin", "America/St_Johns", "Etc/GMT+12"))
                .put("/orders/{id}/refund", orders)
                .put("/keys/{id}", keys)
                .put("/users/{name}", users())
                .put("PUT /users/{name}", List.of("\u00c9mile"))
                .put("POST /session name", List.of("Anna"))
                .put("Password", List.of(PASSWORD))
                .put("role", List.of("clerk", "manager", "viewer"))
                .put("/docs/{file}", List.of("swagger-ui.css", "nothing.css"))
                .put("DeadLetterId", deadLetters());
    }

    private List<String> users() {
        List<String> names = List.of("Anna", "Bo", "\u00c9mile");
        names.forEach(name -> assertEquals(
                201,
                user("access")
                        .post(
                                "/users",
                                "{\"name\":\"%s\",\"role\":\"clerk\",\"password\":\"%s\"}".formatted(name, PASSWORD))
                        .status()));
        return names;
    }

    /** What each service cannot handle. */
    private List<String> deadLetters() {
        for (int i = 0; i < DEAD_LETTERS; i++) {
            redis.call(Command.XADD, "order_completed", "*", "v", "1");
            redis.call(Command.XADD, "order_created", "*", "v", "1");
        }
        return Stream.of("inventory", "payment").flatMap(this::deadLetters).toList();
    }

    private Stream<String> deadLetters(String service) {
        return Eventually.succeeds(() -> {
            JsonNode letters = user(service).get("/dead-letters").json();
            assertEquals(DEAD_LETTERS, letters.size());
            return StreamSupport.stream(letters.spliterator(), false)
                    .map(letter -> letter.get("id").textValue());
        });
    }

    private List<String> made(String service, String path, int count, IntFunction<String> body) {
        HttpUser user = user(service);
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> id(user.post(path, body.apply(number))))
                .toList();
    }

    private static String id(Response made) {
        assertEquals(2, made.status() / 100, made::text);
        return made.json().get("id").textValue();
    }

    private HttpUser user(String service) {
        String token = given.key("test", "test", Scope.granted()).text();
        return new HttpUser(ports().get(service)).sending("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        services.stop();
        folder.close();
    }
}
