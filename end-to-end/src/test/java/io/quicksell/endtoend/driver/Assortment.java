package io.quicksell.endtoend.driver;

import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Products to order, most of them plentiful and some so scarce that they are soon sold out. */
record Assortment(List<String> products) {

    private static final int PLENTIFUL = 14;
    private static final int SCARCE = 6;
    private static final long PLENTY = 1_000_000;
    private static final long FEW = 60;
    private static final int MAX_LINES = 4;
    private static final Duration ADD_LIMIT = Duration.ofSeconds(30);

    /** Tries again where it fails: a process that has just started may have no connection to Redis yet. */
    static Assortment addedTo(Shop shop) {
        return new Assortment(IntStream.range(0, PLENTIFUL + SCARCE)
                .mapToObj(i -> Eventually.succeeds(ADD_LIMIT, () -> shop.addProduct(i < PLENTIFUL ? PLENTY : FEW)))
                .toList());
    }

    /** An order as it is sent: of one line mostly, of several one time in three. */
    Map<String, Object> randomOrder(Random random) {
        List<String> some = new ArrayList<>(products);
        Collections.shuffle(some, random);
        int length = random.nextInt(3) == 0 ? 2 + random.nextInt(MAX_LINES - 1) : 1;
        List<Map<String, Object>> lines = some.stream()
                .limit(length)
                .<Map<String, Object>>map(product -> Map.of("product_id", product, "quantity", 1 + random.nextInt(3)))
                .toList();
        return length == 1 ? lines.get(0) : Map.of("lines", lines);
    }
}
