package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.endtoend.driver.Crowd;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.Rest.Response;
import io.quicksell.endtoend.driver.Shop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More buyers than units: what is sold is what there was, to the last unit. */
class RaceIT {

    private static final int UNITS = 100;
    private static final Crowd BUYERS = new Crowd(64);
    private static final int TRIES = 4;

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell("\"delayMillis\": 100");

    @ParameterizedTest
    @EnumSource
    void exactlyTheUnitsThatThereAreAreSold(Door door) throws Exception {
        Shop shop = SYSTEM.shop(door);
        String tea = shop.addProduct(UNITS);

        List<Response> responses = BUYERS.send(TRIES, buyer -> shop.placeOrder(tea, 1));

        assertSoldOut(shop, responses, List.of(tea));
    }

    @ParameterizedTest
    @EnumSource
    void ordersOverSeveralProductsSellExactlyTheUnitsThatThereAreInWhateverOrderTheirLinesStand(Door door)
            throws Exception {
        Shop shop = SYSTEM.shop(door);
        List<String> products = List.of(shop.addProduct(UNITS), shop.addProduct(UNITS), shop.addProduct(UNITS));

        List<Response> responses = BUYERS.send(TRIES, buyer -> placeOrder(shop, turned(products, buyer)));

        assertSoldOut(shop, responses, products);
    }

    @ParameterizedTest
    @EnumSource
    void theSameKeyAtTheSameMomentIsOneOrder(Door door) throws Exception {
        Shop shop = SYSTEM.shop(door);
        String tea = shop.addProduct(UNITS);
        Map<String, Object> order = Map.of("product_id", tea, "quantity", 2);
        String key = UUID.randomUUID().toString();

        List<Response> responses = new Crowd(50).send(1, twin -> shop.placeOrder(order, key));

        responses.forEach(response -> response.expect(201));
        assertEquals(1, ids(responses).size(), responses::toString);
        assertEquals(
                49,
                responses.stream()
                        .filter(response ->
                                response.header("Idempotent-Replayed").isPresent())
                        .count());
        shop.productOnceItHas(tea, UNITS - 2, 0);
        assertEquals(1, ordersOf(shop, tea));
    }

    private static void assertSoldOut(Shop shop, List<Response> responses, List<String> products) {
        List<Response> sold =
                responses.stream().filter(response -> response.status() == 201).toList();
        assertEquals(UNITS, sold.size());
        assertEquals(UNITS, ids(sold).size());
        responses.stream().filter(response -> response.status() != 201).forEach(response -> response.expect(409));
        products.forEach(product -> shop.productOnceItHas(product, 0, 0));
        ids(sold).forEach(order -> shop.orderOnceIt(order, "completed"));
    }

    private static Response placeOrder(Shop shop, List<String> products) {
        List<Map<String, Object>> lines = products.stream()
                .<Map<String, Object>>map(product -> Map.of("product_id", product, "quantity", 1))
                .toList();
        return shop.payment().post("/orders", Map.of("lines", lines));
    }

    private static List<String> turned(List<String> products, int steps) {
        List<String> turned = new ArrayList<>(products);
        Collections.rotate(turned, steps);
        if (steps % 2 == 0) {
            Collections.reverse(turned);
        }
        return turned;
    }

    private static Set<String> ids(List<Response> responses) {
        return responses.stream().map(Response::id).collect(Collectors.toSet());
    }

    private static long ordersOf(Shop shop, String product) {
        return shop.newestOrders()
                .filter(order -> order.path("product_id").asText().equals(product))
                .count();
    }
}
