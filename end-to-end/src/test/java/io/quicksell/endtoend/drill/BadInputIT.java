package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.Rest.Response;
import io.quicksell.endtoend.driver.Shop;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent, the response says what is wrong with it, nothing is written, and nothing breaks. */
class BadInputIT {

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    private static String known;

    @BeforeAll
    static void addAProduct() {
        known = SYSTEM.shop().addProduct(5);
    }

    static Stream<Arguments> inventoryRefuses() {
        return atEachDoor(BadInventoryRequests.ALL);
    }

    @ParameterizedTest
    @MethodSource
    void inventoryRefuses(BadRequest bad, Door door) {
        assertRefused(bad, SYSTEM.shop(door).inventory());
    }

    static Stream<Arguments> paymentRefuses() {
        return atEachDoor(BadPaymentRequests.ALL);
    }

    @ParameterizedTest
    @MethodSource
    void paymentRefuses(BadRequest bad, Door door) {
        assertRefused(bad, SYSTEM.shop(door).payment());
    }

    private static Stream<Arguments> atEachDoor(List<BadRequest> requests) {
        return requests.stream().flatMap(bad -> Stream.of(Door.values()).map(door -> Arguments.of(bad, door)));
    }

    private static void assertRefused(BadRequest bad, Rest service) {
        String before = everything();

        Response response = bad.sendTo(service, known).expect(bad.status());

        assertEquals("application/problem+json", response.header("Content-Type").orElse("none"));
        JsonNode problem = response.json();
        assertEquals(bad.status(), problem.path("status").asInt());
        assertTrue(problem.path("type").asText().startsWith("urn:quicksell:problem:"), response::text);
        List.of("title", "detail")
                .forEach(member -> assertFalse(problem.path(member).asText().isBlank(), response::text));
        assertEquals(
                response.header("X-Request-Id").orElse("none"),
                problem.path("request_id").asText());
        assertEquals(bad.status() == 405, response.header("Allow").isPresent());
        assertEquals(before, everything());
        assertFalse(SYSTEM.process().log().contains("\tat "), "a stack trace is in the log");
    }

    private static String everything() {
        Shop shop = SYSTEM.shop();
        return shop.inventory().get("/products").expect(200).text()
                + shop.payment().get("/orders").expect(200).text();
    }
}
