package io.quicksell.inventory;

import io.quicksell.common.order.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The names of keys that inventory uses in Redis. */
public final class InventoryKeys {

    /** Sorted set of product ids by time of creation. */
    public static final String PRODUCTS = "products";

    /** Sorted set of order ids by the time at which the sweeper checks their hold. */
    public static final String HOLDS = "holds";

    /** Sorted set of order ids whose reservation ended without a sale, by time of its end. */
    public static final String FINISHED = "finished_reservations";

    /** Hash of who checks the books, and what was found. */
    public static final String BOOKS_CHECK = "books_check";

    /** Stream of product events. */
    public static final String PRODUCT_CHANGED = "product_changed";

    /** Stream of the entries that the consumer group could not handle. */
    public static final String DEAD_LETTERS = "dead_letters:inventory";

    /** What they hold; keys of other types are another program's, or another version's. */
    static final Map<String, String> TYPES = Map.of(
            PRODUCTS,
            "zset",
            HOLDS,
            "zset",
            FINISHED,
            "zset",
            BOOKS_CHECK,
            "hash",
            PRODUCT_CHANGED,
            "stream",
            DEAD_LETTERS,
            "stream");

    private InventoryKeys() {}

    public static String product(String id) {
        return "product:" + id;
    }

    public static String movements(String productId) {
        return "movements:" + productId;
    }

    public static String change(String changeId) {
        return "change:" + changeId;
    }

    public static String reservation(String orderId) {
        return "reservation:" + orderId;
    }

    /** The keys of a script that moves units: {@code first}, then product and ledger of each line. */
    static List<String> withLines(List<String> first, List<Line> lines) {
        List<String> keys = new ArrayList<>(first);
        for (Line line : lines) {
            keys.add(product(line.productId()));
            keys.add(movements(line.productId()));
        }
        return keys;
    }

    /** The arguments of a script that moves units: {@code first}, then product id and units of each line. */
    static List<String> argumentsWithLines(List<String> first, List<Line> lines) {
        List<String> arguments = new ArrayList<>(first);
        for (Line line : lines) {
            arguments.add(line.productId());
            arguments.add(String.valueOf(line.quantity()));
        }
        return arguments;
    }
}
