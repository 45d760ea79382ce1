package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.endtoend.driver.Crowd;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.Rest.Answer;
import io.quicksell.endtoend.driver.Shop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
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

        List<Answer> answers = BUYERS.ask(TRIES, buyer -> shop.placeOrder(tea, 1));

        assertSoldOut(shop, answers, List.of(tea));
    }

    @ParameterizedTest
    @EnumSource
    void ordersOverSeveralProductsSellExactlyTheUnitsThatThereAreInWhateverOrderTheirLinesStand(Door door)
            throws Exception {
        Shop shop = SYSTEM.shop(door);
        List<String> products = List.of(shop.addProduct(UNITS), shop.addProduct(UNITS), shop.addProduct(UNITS));

        List<Answer> answers = BUYERS.ask(TRIES, buyer -> placeOrder(shop, turned(products, buyer)));

        assertSoldOut(shop, answers, products);
    }

    @ParameterizedTest
    @EnumSource
    void theSameKeyAtTheSameMomentIsOneOrder(Door door) throws Exception {
        Shop shop = SYSTEM.shop(door);
        String tea = shop.addProduct(UNITS);
        Map<String, Object> order = Map.of("product_id", tea, "quantity", 2);
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

        List<Answer> answers = new Crowd(50).ask(1, twin -> shop.payment().post("/orders", order, key));

        answers.forEach(answer -> answer.expect(201));
        assertEquals(1, ids(answers).size(), answers::toString);
        assertEquals(
                49,
                answers.stream()
                        .filter(answer -> answer.header("Idempotent-Replayed").isPresent())
                        .count());
        shop.productOnceItHas(tea, UNITS - 2, 0);
        assertEquals(1, ordersOf(shop, tea));
    }

    private static void assertSoldOut(Shop shop, List<Answer> answers, List<String> products) {
        List<Answer> sold =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        assertEquals(UNITS, sold.size());
        assertEquals(UNITS, ids(sold).size());
        answers.stream().filter(answer -> answer.status() != 201).forEach(answer -> answer.expect(409));
        products.forEach(product -> shop.productOnceItHas(product, 0, 0));
        ids(sold).forEach(order -> shop.orderOnceIt(order, "completed"));
    }

    private static Answer placeOrder(Shop shop, List<String> products) {
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

    private static Set<String> ids(List<Answer> answers) {
        return answers.stream().map(answer -> answer.json().path("id").asText()).collect(Collectors.toSet());
    }

    private static long ordersOf(Shop shop, String product) {
        JsonNode newest = shop.payment().get("/orders?limit=500").expect(200).json();
        return StreamSupport.stream(newest.spliterator(), false)
                .filter(order -> order.path("product_id").asText().equals(product))
                .count();
    }
}
