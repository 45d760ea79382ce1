package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.KeepAlive;
import io.quicksell.endtoend.driver.LeanShop;
import io.quicksell.endtoend.driver.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The products of a system, which never run out. There is nothing else in the shop.
 *
 * @param inventory the address of the service
 * @param products the ids of those that are ordered
 * @param added the units of all products
 */
record Goods(String inventory, List<String> products, long added) {

    private static final long UNITS = 1_000_000_000;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);
    private static final Pattern NOT_SOLD = Pattern.compile("\"(?:quantity|held)\":(\\d+)");
    private static final Pattern HELD = Pattern.compile("\"held\":(\\d+)");

    static Goods addedTo(String inventory, int products) {
        try (KeepAlive connection = new KeepAlive(inventory)) {
            return new Goods(
                    inventory,
                    IntStream.range(0, products)
                            .mapToObj(i -> LeanShop.addProduct(connection, "Tea " + i, UNITS))
                            .toList(),
                    products * UNITS);
        }
    }

    /** The same ones, where the service has moved to another address. */
    Goods at(String url) {
        return new Goods(url, products, added);
    }

    /** As if there were only one that anybody wants. */
    Goods firstOnly() {
        return new Goods(inventory, products.subList(0, 1), added);
    }

    /** Some of them, each once. */
    List<String> any(int lines) {
        Random random = ThreadLocalRandom.current();
        if (lines == 1) {
            return List.of(products.get(random.nextInt(products.size())));
        }
        List<String> shuffled = new ArrayList<>(products);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, lines);
    }

    /** Orders one unit of each of some products. */
    void order(KeepAlive payment, int lines) {
        payment.post(
                        "/orders",
                        any(lines).stream()
                                .map(product -> "{\"product_id\":\"" + product + "\",\"quantity\":1}")
                                .collect(Collectors.joining(",", "{\"lines\":[", "]}")))
                .expect(201);
    }

    /** The units that orders have sold so far. */
    long sold() {
        return added - sum(NOT_SOLD);
    }

    /** Waits until no unit is held any more: every order is completed and settled. */
    void drain() {
        Waiting.until(
                () -> sum(HELD) == 0,
                BETWEEN_LOOKS,
                DRAIN_LIMIT,
                () -> sum(HELD) + " units are still held after " + DRAIN_LIMIT);
    }

    private long sum(Pattern member) {
        try (KeepAlive connection = new KeepAlive(inventory)) {
            return member.matcher(connection.get("/products").expect(200).body())
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .sum();
        }
    }
}
