package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.endtoend.driver.Books;
import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.Rest.Response;
import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Entries that no service can handle go to the dead letters, where an operator finds them, and hold up nobody. */
class PoisonIT {

    private static final Duration DEAD_LETTER_LIMIT = Duration.ofSeconds(20);
    private static final String NOBODYS_ORDER = UUID.randomUUID().toString();
    private static final String MUCH = "x".repeat(100_000);

    /** By the service whose dead letters they become: a stream, then fields and values. */
    private static final Map<String, List<List<String>>> POISON = Map.of(
            "payment",
            List.of(
                    List.of("order_created", "v", "1"),
                    List.of("order_created", "order_id", NOBODYS_ORDER),
                    List.of("order_created", "order_id", NOBODYS_ORDER, "total", "much"),
                    List.of("order_created", "order_id", NOBODYS_ORDER, "total", "-100"),
                    List.of("order_created", "order_id", NOBODYS_ORDER, "total", "100", "note", MUCH),
                    List.of("order_created", "order_id", "{}*\r\n\0", "total", "100"),
                    List.of("refund_order", "v", "1"),
                    List.of("refund_order", "order_id", NOBODYS_ORDER, "reason", MUCH)),
            "inventory",
            List.of(
                    List.of("order_completed", "v", "1"),
                    List.of("order_completed", "order_id", NOBODYS_ORDER),
                    List.of("order_completed", "order_id", NOBODYS_ORDER, "lines", "{not json"),
                    List.of("order_completed", "order_id", NOBODYS_ORDER, "lines", "null"),
                    List.of("order_completed", "order_id", NOBODYS_ORDER, "lines", "[null]"),
                    List.of("order_completed", "order_id", NOBODYS_ORDER, "lines", "[{\"quantity\": 1}]"),
                    List.of(
                            "order_completed",
                            "order_id",
                            NOBODYS_ORDER,
                            "lines",
                            "[{\"product_id\": \"tea\", \"name\": \"Tea\", \"price\": 1, \"quantity\": -3}]"),
                    List.of("order_completed", "lines", "[]", "note", MUCH)));

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell("\"delayMillis\": 200");

    @Test
    void itBecomesDeadLettersThatCanBeLookedAtTriedAgainAndRemovedWhileOrdersGoOn() throws Exception {
        QuickSellProcess system = SYSTEM.process();
        try (Clients clients = new Clients(system).awaitOrders(100);
                RedisClient redis = new RedisClient(system.data())) {
            long begin = System.nanoTime();
            Set<String> all = new HashSet<>();
            for (Map.Entry<String, List<List<String>>> service : POISON.entrySet()) {
                all.addAll(inject(redis, service.getValue()));
            }
            clients.awaitOrders(100);
            for (String service : POISON.keySet()) {
                List<JsonNode> letters = deadLetters(service);
                letters.forEach(letter -> assertTrue(all.contains(nameOf(letter)), letter::toString));
                letters.forEach(
                        letter -> assertTrue(letter.path("error").asText().length() > 5, letter::toString));
                letters.forEach(letter ->
                        triedAgainAndRemoved(service, letter.path("id").asText()));
            }
            Drill.report(
                    "%d poisoned entries became dead letters within %d ms",
                    all.size(), Drill.since(begin).toMillis());
            clients.awaitOrders(100);
            Books.check(system, clients.finish(), all);

            assertTrue(clients.tries().noneFailed(), clients::toString);
        }
    }

    private static List<String> inject(RedisClient redis, List<List<String>> entries) {
        List<String> ids = new ArrayList<>();
        for (List<String> entry : entries) {
            List<String> command = new ArrayList<>(entry);
            command.add(0, "XADD");
            command.add(2, "*");
            ids.add(entry.get(0) + " " + redis.send(command.toArray(String[]::new)));
        }
        return ids;
    }

    private static String nameOf(JsonNode letter) {
        return letter.path("stream").asText() + " " + letter.path("entry_id").asText();
    }

    private static List<JsonNode> deadLetters(String service) {
        return Eventually.succeeds(DEAD_LETTER_LIMIT, () -> {
            List<JsonNode> letters = new ArrayList<>();
            rest(service).get("/dead-letters").expect(200).json().forEach(letters::add);
            assertEquals(POISON.get(service).size(), letters.size(), letters::toString);
            return letters;
        });
    }

    private static void triedAgainAndRemoved(String service, String id) {
        Response again =
                rest(service).post("/dead-letters/" + id + "/retry", Map.of()).expect(409);
        assertEquals("application/problem+json", again.header("Content-Type").orElseThrow());
        rest(service).delete("/dead-letters/" + id).expect(204);
        rest(service).delete("/dead-letters/" + id).expect(404);
    }

    private static Rest rest(String service) {
        return new Rest(SYSTEM.process().url(service));
    }
}
