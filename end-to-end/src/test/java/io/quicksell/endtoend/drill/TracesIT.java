package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Collector;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.Shop;
import io.quicksell.endtoend.driver.TracedSpan;
import io.quicksell.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector is told of an order, in one process and in several, and what becomes of orders when it does not answer. */
class TracesIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final int ORDERS = 60;
    private static final int ROUNDS = 3;

    /** As without traces, and a second more. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** From where the order's id is known, the same everywhere. */
    private static final String SINCE_IT_IS_ACCEPTED = """
            create_order
              process order_created
                charge
                complete_order
                  process order_completed
                    settle_reservation
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Collector collector;

    @BeforeEach
    void listen() throws IOException {
        collector = new Collector();
    }

    @AfterEach
    void close() {
        collector.close();
    }

    @Test
    void anOrderOfOneProcessIsOneTraceFromTheClickToTheSettlement() {
        try (QuickSellProcess system = allInOne("")) {
            Shop desk = Door.THE_DESK.into(system);
            String order = order(desk);

            assertTree("""
                    POST /api/payment/*
                      POST
                        POST /orders
                    """ + SINCE_IT_IS_ACCEPTED.indent(6) + """
                    inventory.reserve (in this process)
                      inventory.reserve (in this process)
                        reserve_stock
                    """.indent(6), traceOf("create_order", order));

            desk.payment().post("/orders/" + order + "/refund", Map.of()).expect(202);

            assertTree("""
                    POST /api/payment/*
                      POST
                        POST /orders/{id}/refund
                          request_refund
                            process refund_order
                              refund
                              refund_order
                                process order_refunded
                                  return_reservation
                    """, traceOf("return_reservation", order));
        }
    }

    @Test
    void anOrderOfSeparateProcessesIsOneTraceToo(@TempDir Path folder) {
        int inventory = Ports.free();
        int payment = Ports.free();
        try (Fleet fleet = new Fleet(folder)) {
            fleet.with("inventory", """
                            "inventory": {"port": %d, "paymentUrl": "http://127.0.0.1:%d"}, %s
                            """.formatted(inventory, payment, traces()))
                    .with("payment", """
                            "payment": {"port": %d, "inventoryUrl": "http://127.0.0.1:%d", "delayMillis": 100}, %s
                            """.formatted(payment, inventory, traces()))
                    .with("web", """
                            "web": {"port": 0, "inventoryUrls": ["http://127.0.0.1:%d"], "paymentUrls": ["http://127.0.0.1:%d"]}, %s
                            """.formatted(inventory, payment, traces()))
                    .startAll();

            String order = order(Door.THE_DESK.into(fleet.process("web")));

            assertTree("""
                    POST /api/payment/*
                      POST
                        POST /orders
                          POST
                            POST /reservations
                              reserve_stock
                    """ + SINCE_IT_IS_ACCEPTED.indent(6), traceOf("create_order", order));
            assertEquals(
                    List.of("quicksell-inventory", "quicksell-payment", "quicksell-web"),
                    collector.spans(span -> true).stream()
                            .map(TracedSpan::service)
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    @Test
    void anOrderOfNodesOfAClusterIsOneTraceToo(@TempDir Path folder) {
        List<Integer> ports = List.of(Ports.free(), Ports.free());
        try (Fleet fleet = new Fleet(folder)) {
            fleet.with("goods", member(ports, 0, "\"inventory\": {\"port\": 0}"))
                    .with("money", member(ports, 1, "\"payment\": {\"port\": 0, \"delayMillis\": 100}"))
                    .startAll();

            String order = order(fleet.door("goods", "money").get());

            assertTree("""
                    POST /orders
                    """ + SINCE_IT_IS_ACCEPTED.indent(2) + """
                    inventory.reserve
                      inventory.reserve
                        reserve_stock
                    """.indent(2), traceOf("create_order", order));
        }
    }

    @Test
    void aTraceGoesOnThatAClientHasBegunWhateverItsFlagSaysAndNothingOfTheClientIsInIt() {
        try (QuickSellProcess system = allInOne("")) {
            Shop shop = Door.EACH_SERVICE.into(system);
            String tea = shop.addProduct(10);

            shop.payment()
                    .post(
                            "/orders",
                            Map.of("product_id", tea, "quantity", 1, "reference", "for Anna"),
                            Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-00", "tracestate", "anna=1"))
                    .expect(201);

            List<TracedSpan> trace = Eventually.succeeds(() -> {
                List<TracedSpan> found = collector.spans(span -> span.traceId().equals(TRACE));
                assertTrue(found.stream().anyMatch(span -> span.name().equals("settle_reservation")), found::toString);
                return found;
            });
            assertEquals(
                    List.of("POST /orders"),
                    trace.stream()
                            .filter(span -> span.parentId().equals(SPAN))
                            .map(TracedSpan::name)
                            .toList());
            assertFalse(trace.toString().toLowerCase(Locale.ROOT).contains("anna"), trace::toString);
        }
    }

    @Test
    void whatIsLoggedInATraceNamesIt() {
        try (QuickSellProcess system = allInOne("\"log\": {\"format\": \"json\"}")) {
            Shop shop = Door.EACH_SERVICE.into(system);
            String order = shop.placeOrder(shop.addProduct(10), 1).expect(201).id();
            try (RedisClient redis = new RedisClient(system.data())) {
                redis.send("DEL", "reservation:" + order);
            }

            String settled = traceOf("settle_unreserved", order).get(0).traceId();
            JsonNode warning = Eventually.succeeds(() -> entry(system.log(), "Order " + order + " completed without"));
            assertEquals(settled, warning.path("trace_id").asText());
            assertEquals(16, warning.path("span_id").asText().length(), warning::toString);
        }
    }

    @Test
    void aCollectorThatDoesNotAnswerCostsTheOrdersNothing() throws Exception {
        try (QuickSellProcess system = allInOne("")) {
            Shop shop = Door.EACH_SERVICE.into(system);
            String tea = shop.addProduct(10_000);
            Duration usual = fastestRound(shop, tea);
            collector.hang();
            fastestRound(shop, tea);
            collector.awaitVictim();
            Duration meanwhile = fastestRound(shop, tea);
            Eventually.holds(() -> assertTrue(system.log().contains("Traces do not reach"), system::log));
            Duration stop = system.stop();

            Drill.report("%d orders took %s, with a collector that hangs %s; stop %s", ORDERS, usual, meanwhile, stop);
            assertTrue(meanwhile.compareTo(usual.multipliedBy(3)) < 0, () -> usual + " and " + meanwhile);
            assertTrue(stop.compareTo(STOP_LIMIT) < 0, stop::toString);
            List<String> said = system.log()
                    .lines()
                    .filter(line -> line.contains(" WARN ") && line.contains("collector")
                            || line.contains("Traces do not reach"))
                    .toList();
            assertEquals(2, said.size(), system::log);
        }
    }

    /** That of the log which begins like that; each line of it is JSON. */
    private static JsonNode entry(String log, String begin) {
        return log.lines()
                .map(TracesIT::json)
                .filter(entry -> entry.path("message").asText().startsWith(begin))
                .findFirst()
                .orElseThrow(() -> new AssertionError(log));
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private static Duration fastestRound(Shop shop, String product) {
        List<Duration> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            for (int i = 0; i < ORDERS; i++) {
                shop.placeOrder(product, 1).expect(201);
            }
            rounds.add(Drill.since(begin));
        }
        return rounds.stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    private QuickSellProcess allInOne(String more) {
        QuickSellProcess system = QuickSellProcess.partOf(
                BuiltJar.ofThisBuild(), List.of(), """
                        "inventory": {"port": 0}, "payment": {"port": 0, "delayMillis": 500}, "web": {"port": 0}, %s%s
                        """.formatted(traces(), more.isEmpty() ? "" : ", " + more));
        system.start();
        return system;
    }

    private String traces() {
        return "\"traces\": {\"url\": \"" + collector.url() + "\"}";
    }

    private String member(List<Integer> ports, int own, String sections) {
        return """
                "cluster": {"members": ["127.0.0.1:%d", "127.0.0.1:%d"], "port": %d, "name": "traced"}, %s, %s
                """.formatted(ports.get(0), ports.get(1), ports.get(own), sections, traces());
    }

    /** Places one, where another one has been placed before, for which a young process may take too long, and waits until it is settled. */
    private static String order(Shop shop) {
        Map<String, Object> earlier = Map.of("product_id", shop.addProduct(10), "quantity", 1);
        Eventually.succeeds(() -> shop.placeOrder(earlier, "the-first").expect(201));
        String tea = shop.addProduct(10);
        Rest.Response placed = shop.placeOrder(tea, 1).expect(201);
        shop.orderOnceIt(placed.id(), "completed");
        shop.productOnceItHas(tea, 9, 0);
        return placed.id();
    }

    /** The spans of the trace in which a step was made for an order, once it is there. */
    private List<TracedSpan> traceOf(String step, String order) {
        return Eventually.succeeds(() -> {
            List<TracedSpan> found = collector.spans(span ->
                    span.name().equals(step) && order.equals(span.attributes().get("quicksell.order_id")));
            assertEquals(1, found.size(), () -> collector.spans(span -> true).toString());
            return collector.spans(span -> span.traceId().equals(found.get(0).traceId()));
        });
    }

    private void assertTree(String expected, List<TracedSpan> first) {
        Eventually.succeeds(() -> {
            String traceId = first.get(0).traceId();
            assertEquals(expected, tree(collector.spans(span -> span.traceId().equals(traceId)), "", ""));
            return traceId;
        });
    }

    /** The names of spans below one, each indented more than its parent, in alphabetical order; a request that was sent again is there once. */
    private static String tree(List<TracedSpan> trace, String parent, String indent) {
        return trace.stream()
                .filter(span -> span.parentId().equals(parent))
                .map(span -> indent + span.name() + "\n" + tree(trace, span.id(), indent + "  "))
                .distinct()
                .sorted()
                .collect(Collectors.joining());
    }
}
