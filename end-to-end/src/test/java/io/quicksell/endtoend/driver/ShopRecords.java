package io.quicksell.endtoend.driver;

import static io.quicksell.endtoend.driver.RedisClient.elements;
import static io.quicksell.endtoend.driver.RedisClient.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Redis has of the shop: the fields of each product, order and reservation, by its id. */
record ShopRecords(
        Map<String, Map<String, String>> products,
        Map<String, Map<String, String>> orders,
        Map<String, Map<String, String>> reservations) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ShopRecords in(RedisClient redis) {
        return new ShopRecords(
                hashes(redis, "product:", redis.texts("ZRANGE", "products", "0", "-1")),
                hashes(redis, "order:", idsOf(redis, "order:")),
                hashes(redis, "reservation:", idsOf(redis, "reservation:")));
    }

    Map<String, Map<String, String>> completedOrders() {
        return orders.entrySet().stream()
                .filter(order -> order.getValue().get("status").equals("completed"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The units of each product in completed orders. */
    Map<String, Long> unitsCompleted() {
        Map<String, Long> units = new HashMap<>();
        for (Map<String, String> order : completedOrders().values()) {
            for (JsonNode line : json(order.get("lines"))) {
                units.merge(
                        line.path("product_id").asText(), line.path("quantity").asLong(), Long::sum);
            }
        }
        return units;
    }

    /** The units of each product in reservations of that state. */
    Map<String, Long> unitsReserved(String state) {
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

    static List<String> idsOf(RedisClient redis, String prefix) {
        List<String> ids = new ArrayList<>();
        String cursor = "0";
        do {
            List<Object> page = redis.list("SCAN", cursor, "MATCH", prefix + "*", "COUNT", "1000");
            cursor = (String) page.get(0);
            elements(page.get(1)).forEach(key -> ids.add(((String) key).substring(prefix.length())));
        } while (!cursor.equals("0"));
        return ids;
    }

    private static Map<String, Map<String, String>> hashes(RedisClient redis, String prefix, List<String> ids) {
        List<Object> replies = redis.sendAll(
                ids.stream().map(id -> List.of("HGETALL", prefix + id)).toList());
        Map<String, Map<String, String>> hashes = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            hashes.put(ids.get(i), fields(replies.get(i)));
        }
        return hashes;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
