package io.quicksell.endtoend.driver;

import static io.quicksell.endtoend.driver.RedisClient.elements;
import static io.quicksell.endtoend.driver.RedisClient.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The books of a system that has come to rest, read from its Redis and not from what it says of itself. */
public final class Books {

    private record Group(String stream, String name) {}

    /** In the order in which news travels. */
    private static final List<Group> GROUPS = List.of(
            new Group("order_created", "payment"),
            new Group("order_completed", "inventory"),
            new Group("refund_order", "payment"),
            new Group("order_failed", "inventory"),
            new Group("order_refunded", "inventory"));

    /** Longer than a hold lasts: one that nobody needs any more is given back by the sweeper. */
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(45);

    /**
     * Each movement goes on from where the one before it ended, and the last one ends at what the product has. In one step, because a
     * system that is not at rest may be looked at too.
     */
    private static final String WRONG_LEDGERS = """
            local wrong = {}
            for _, ledger in ipairs(redis.call('KEYS', 'movements:*')) do
              local quantity = 0
              for _, entry in ipairs(redis.call('XRANGE', ledger, '-', '+')) do
                local movement = {}
                for i = 1, #entry[2], 2 do
                  movement[entry[2][i]] = tonumber(entry[2][i + 1])
                end
                quantity = quantity + movement.units
                if quantity ~= movement.quantity then
                  wrong[#wrong + 1] = entry[1] .. ' of ' .. ledger .. ' does not go on from the one before it'
                end
              end
              local product = 'product:' .. string.sub(ledger, #'movements:' + 1)
              if quantity ~= tonumber(redis.call('HGET', product, 'quantity') or 0) then
                wrong[#wrong + 1] = ledger .. ' makes ' .. quantity
              end
            end
            return wrong
            """;

    private static final int SHOWN = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RedisClient redis;
    private final Set<String> accepted;
    private final Set<String> foreign;
    private final List<String> wrong = new ArrayList<>();

    private Books(RedisClient redis, Set<String> accepted, Set<String> foreign) {
        this.redis = redis;
        this.accepted = accepted;
        this.foreign = foreign;
    }

    /** Waits until everything is at rest, and checks that nothing was lost, done twice or done by halves. */
    public static void check(QuickSellProcess system, Set<String> accepted) {
        check(system, accepted, Set.of());
    }

    /**
     * As {@link #check(QuickSellProcess, Set)}, with entries in the streams that no order stands behind.
     *
     * @param accepted the ids of all orders that clients were told of, and there are to be no others
     * @param foreign those entries, each as its stream, a blank and its id: an id alone may occur in several streams
     */
    public static void check(QuickSellProcess system, Set<String> accepted, Set<String> foreign) {
        check(() -> new RedisClient(system.data()), accepted, foreign);
    }

    /** As {@link #check(QuickSellProcess, Set, Set)}, of the system whose Redis that is. */
    static void check(Supplier<RedisClient> connect, Set<String> accepted, Set<String> foreign) {
        Eventually.succeeds(QUIET_LIMIT, () -> {
            try (RedisClient redis = connect.get()) {
                expectQuiet(redis);
                return null;
            }
        });
        try (RedisClient redis = connect.get()) {
            new Books(redis, accepted, foreign).check();
        }
    }

    /** Checks that the units of every ledger make the quantity of its product, also while orders are on their way. */
    public static void checkLedgers(QuickSellProcess system) {
        try (RedisClient redis = new RedisClient(system.data())) {
            assertEquals(List.of(), redis.texts("EVAL", WRONG_LEDGERS, "0"));
        }
    }

    private static void expectQuiet(RedisClient redis) {
        for (Group group : GROUPS) {
            String last = fields(redis.ask("XINFO", "STREAM", group.stream())).get("last-generated-id");
            Map<String, String> state = redis.list("XINFO", "GROUPS", group.stream()).stream()
                    .map(RedisClient::fields)
                    .filter(found -> found.get("name").equals(group.name()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(group + " is missing"));
            if (!state.get("pending").equals("0")
                    || !state.get("last-delivered-id").equals(last)) {
                throw new AssertionError(group + " is not at rest: " + state + ", last is " + last);
            }
        }
        if (redis.number("ZCARD", "holds") > 0) {
            throw new AssertionError("still held: " + redis.texts("ZRANGE", "holds", "0", "5"));
        }
    }

    private void check() {
        Map<String, Map<String, String>> products = hashes("product:", redis.texts("ZRANGE", "products", "0", "-1"));
        Map<String, Map<String, String>> orders = hashes("order:", redis.texts("ZRANGE", "orders", "0", "-1"));
        Map<String, Map<String, String>> reservations = reservations();

        products.forEach(this::checkProduct);
        checkSum(products, "held", units(reservations, "held"));
        checkSum(products, "sold", units(reservations, "settled"));
        checkSum(products, "sold", unitsOfCompleted(orders));
        wrong.addAll(redis.texts("EVAL", WRONG_LEDGERS, "0"));
        checkOrders(orders);
        checkNews("order_created", orders.keySet(), orders.keySet());
        checkNews("order_completed", orders.keySet(), completed(orders).keySet());
        for (String group : List.of("inventory", "payment")) {
            expect(0L, redis.number("XLEN", "dead_letters:" + group), "dead letters of " + group);
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.size() + " entries of the books are wrong:\n"
                    + String.join("\n", wrong.subList(0, Math.min(SHOWN, wrong.size()))));
        }
    }

    private void checkProduct(String id, Map<String, String> product) {
        long quantity = number(product, "quantity");
        long held = number(product, "held");
        long sold = number(product, "sold");
        if (quantity < 0 || held < 0 || sold < 0 || quantity + held + sold != number(product, "added")) {
            wrong.add("product " + id + " is " + product);
        }
    }

    private void checkSum(Map<String, Map<String, String>> products, String count, Map<String, Long> units) {
        products.forEach((id, product) -> expect(
                units.getOrDefault(id, 0L), number(product, count), count + " of product " + id + " by its orders"));
    }

    /** Nobody asks for a refund and no gateway declines while clients place orders, so every order has to be completed. */
    private void checkOrders(Map<String, Map<String, String>> orders) {
        orders.forEach((id, order) -> expect("completed", order.get("status"), "status of order " + id));
        accepted.stream().filter(id -> !orders.containsKey(id)).forEach(id -> wrong.add("order " + id + " is lost"));
        orders.keySet().stream()
                .filter(id -> !accepted.contains(id))
                .forEach(id -> wrong.add("nobody was told of order " + id));
        Set<String> numbers =
                orders.values().stream().map(order -> order.get("number")).collect(Collectors.toSet());
        expect(orders.size(), numbers.size(), "different numbers of orders");
    }

    /** Each order that has come so far is told of once, and nothing else is told. */
    private void checkNews(String stream, Set<String> orders, Set<String> due) {
        Set<String> told = new HashSet<>();
        for (Object entry : redis.list("XRANGE", stream, "-", "+")) {
            String order = fields(elements(entry).get(1)).get("order_id");
            if (!foreign.contains(stream + " " + elements(entry).get(0))
                    && (!told.add(order) || !orders.contains(order))) {
                wrong.add(stream + " tells once too often of order " + order);
            }
        }
        due.stream()
                .filter(id -> !told.contains(id))
                .forEach(id -> wrong.add(stream + " does not tell of order " + id));
    }

    private static Map<String, Map<String, String>> completed(Map<String, Map<String, String>> orders) {
        return orders.entrySet().stream()
                .filter(order -> order.getValue().get("status").equals("completed"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Long> unitsOfCompleted(Map<String, Map<String, String>> orders) {
        Map<String, Long> units = new HashMap<>();
        for (Map<String, String> order : completed(orders).values()) {
            for (JsonNode line : json(order.get("lines"))) {
                units.merge(
                        line.path("product_id").asText(), line.path("quantity").asLong(), Long::sum);
            }
        }
        return units;
    }

    private static Map<String, Long> units(Map<String, Map<String, String>> reservations, String state) {
        Map<String, Long> units = new HashMap<>();
        for (Map<String, String> reservation : reservations.values()) {
            if (reservation.get("state").equals(state)) {
                for (String line : reservation.get("lines").split(",")) {
                    String[] parts = line.split(":");
                    units.merge(parts[0], Long.valueOf(parts[1]), Long::sum);
                }
            }
        }
        return units;
    }

    private Map<String, Map<String, String>> reservations() {
        String prefix = "reservation:";
        List<String> ids = new ArrayList<>();
        String cursor = "0";
        do {
            List<Object> page = redis.list("SCAN", cursor, "MATCH", prefix + "*", "COUNT", "1000");
            cursor = (String) page.get(0);
            elements(page.get(1)).forEach(key -> ids.add(((String) key).substring(prefix.length())));
        } while (!cursor.equals("0"));
        return hashes(prefix, ids);
    }

    private Map<String, Map<String, String>> hashes(String prefix, List<String> ids) {
        List<Object> answers = redis.askAll(
                ids.stream().map(id -> List.of("HGETALL", prefix + id)).toList());
        Map<String, Map<String, String>> hashes = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            hashes.put(ids.get(i), fields(answers.get(i)));
        }
        return hashes;
    }

    private void expect(Object expected, Object found, String what) {
        if (!expected.equals(found)) {
            wrong.add(what + " should be " + expected + " and is " + found);
        }
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.get(name));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
