package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.Shop;
import io.quicksell.testing.Eventually;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A day at the desk, from the first product to the restart. */
class UsageFlowIT {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    @ParameterizedTest
    @EnumSource
    void aProductThatIsAddedIsListedAndFound(Door door) {
        Shop shop = SYSTEM.shop(door);

        JsonNode product = shop.addProduct("Green tea " + door, "12.40", 10);

        assertEquals("12.40", product.path("price").decimalValue().toPlainString());
        assertEquals(10, product.path("quantity").asLong());
        assertEquals(product, shop.product(product.path("id").asText()));
        JsonNode all = shop.inventory().get("/products").expect(200).json();
        assertTrue(StreamSupport.stream(all.spliterator(), false).anyMatch(product::equals), all::toString);
    }

    @ParameterizedTest
    @EnumSource
    void stockFallsAtOnceAndTheOrderIsCompletedTwoSecondsLater(Door door) {
        Shop shop = SYSTEM.shop(door);
        String tea = shop.addProduct(10);

        JsonNode order = shop.placeOrder(tea, 3).expect(201).json();

        assertEquals("pending", order.path("status").asText());
        assertEquals("1.50", order.path("fee").decimalValue().toPlainString());
        assertEquals("9.00", order.path("total").decimalValue().toPlainString());
        shop.productOnceItHas(tea, 7, 3);
        JsonNode completed = shop.orderOnceIt(order.path("id").asText(), "completed");
        Duration took = Duration.between(at(completed, 0), at(completed, 1));
        assertTrue(took.toMillis() >= 2_000 && took.toMillis() < 4_000, completed::toString);
        shop.productOnceItHas(tea, 7, 0);
    }

    @ParameterizedTest
    @EnumSource
    void stockReturnsWhenAnOrderIsRefunded(Door door) {
        Shop shop = SYSTEM.shop(door);
        String tea = shop.addProduct(10);
        String order = shop.placeOrder(tea, 3).expect(201).id();
        shop.orderOnceIt(order, "completed");

        shop.payment()
                .post("/orders/" + order + "/refund", Map.of("reason", "too dry"))
                .expect(202);

        assertEquals(
                "too dry", shop.orderOnceIt(order, "refunded").path("reason").asText());
        shop.productOnceItHas(tea, 10, 0);
    }

    @Test
    void aRefundSaysWhatCouldNotGoBackIntoStock() {
        Shop shop = SYSTEM.shop();
        String tea = shop.addProduct(10);
        String order = shop.placeOrder(tea, 5).expect(201).id();
        shop.orderOnceIt(order, "completed");
        shop.productOnceItHas(tea, 5, 0);
        shop.inventory().delete("/products/" + tea).expect(204);

        shop.payment().post("/orders/" + order + "/refund", Map.of()).expect(202);

        JsonNode lost = Eventually.succeeds(() -> {
            JsonNode refund =
                    shop.orderOnceIt(order, "refunded").path("history").path(2);
            assertTrue(refund.has("not_returned"), refund::toString);
            return refund.path("not_returned");
        });
        assertEquals(1, lost.size());
        assertEquals(tea, lost.path(0).path("product_id").asText());
        assertEquals(5, lost.path(0).path("quantity").asInt());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotThereCannotBeSold(Door door) {
        Shop shop = SYSTEM.shop(door);
        String tea = shop.addProduct(2);

        JsonNode refusal = shop.placeOrder(tea, 3).expect(409).json();

        assertEquals(
                "Not enough stock available. Only 2 units in stock.",
                refusal.path("detail").asText());
        shop.productOnceItHas(tea, 2, 0);
    }

    @ParameterizedTest
    @EnumSource
    void aResponseSaysWhereTheNewThingIsSeenFromTheSameDoor(Door door) {
        Shop shop = SYSTEM.shop(door);
        String tea = shop.addProduct(2);

        String location = shop.placeOrder(tea, 1).expect(201).header("Location").orElseThrow();

        String origin = shop.payment().base().replaceAll("(http://[^/]+).*", "$1");
        assertEquals(
                tea,
                new Rest(origin)
                        .get(location)
                        .expect(200)
                        .json()
                        .path("product_id")
                        .asText());
    }

    @Test
    void aStopIsQuickAndCleanAndEverythingIsThereAgainAfterwards() {
        QuickSellProcess process = SYSTEM.process();
        String tea = SYSTEM.shop().addProduct(10);
        JsonNode placed = SYSTEM.shop().placeOrder(tea, 4).expect(201).json();
        String id = placed.path("id").asText();
        JsonNode order = SYSTEM.shop().orderOnceIt(id, "completed");
        JsonNode product = SYSTEM.shop().productOnceItHas(tea, 6, 0);
        ProcessHandle redis = process.redis().orElseThrow();

        Duration took = process.stop();

        assertTrue(took.compareTo(STOP_LIMIT) < 0, took::toString);
        assertFalse(Processes.isRunning(redis));
        assertFalse(Files.exists(process.data().resolve("run.json")));

        process.start();
        assertEquals(order, SYSTEM.shop().order(id));
        assertEquals(product, SYSTEM.shop().product(tea));
        JsonNode next = SYSTEM.shop().placeOrder(tea, 1).expect(201).json();
        assertEquals(placed.path("number").asLong() + 1, next.path("number").asLong());
    }

    @Test
    void anOrderThatWasAcceptedIsCompletedThoughEverythingIsKilled() {
        QuickSellProcess process = SYSTEM.process();
        String tea = SYSTEM.shop().addProduct(10);
        JsonNode order = SYSTEM.shop().placeOrder(tea, 4).expect(201).json();

        process.kill();
        process.killRedis();
        process.start();

        SYSTEM.shop().orderOnceIt(order.path("id").asText(), "completed");
        SYSTEM.shop().productOnceItHas(tea, 6, 0);
    }

    @Test
    void aKilledSystemGoesOnWithTheRedisThatSurvivedIt() {
        QuickSellProcess process = SYSTEM.process();
        ProcessHandle redis = process.redis().orElseThrow();

        process.kill();
        assertTrue(Processes.isRunning(redis));
        process.start();

        assertEquals(redis, process.redis().orElseThrow());
        SYSTEM.shop().addProduct(1);
    }

    private static Instant at(JsonNode order, int step) {
        return Instant.parse(order.path("history").path(step).path("at").asText());
    }
}
