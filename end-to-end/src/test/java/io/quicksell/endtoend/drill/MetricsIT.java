package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.metrics.Metric;
import io.quicksell.endtoend.driver.AlertRules;
import io.quicksell.endtoend.driver.Books;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.MetricsTable;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.Scrape;
import io.quicksell.endtoend.driver.Shop;
import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a running system measures is what happens to it, an operator is told what an alert is for, and who reads it disturbs nobody. */
class MetricsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int SCRAPERS = 5;
    private static final long SCRAPE_EVERY_NANOS = 100_000_000;
    private static final String ALWAYS_COUNTED = "quicksell_event_loop_delay_seconds_count";
    private static final String POST_ORDERS =
            "quicksell_http_request_duration_seconds_count{service=\"payment\",route=\"/orders\",method=\"POST\",status=\"%s\"}";

    /** Of an order, a product, a node, a connection. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}|[0-9]{5}|^/tmp");

    private static final int PORT = Ports.free();
    private static final AlertRules ALERTS = AlertRules.read();

    /** Entries that a test has written, and no order has. */
    private static final Set<String> POISON = new HashSet<>();

    private static QuickSellProcess system;

    @BeforeAll
    static void start() {
        system = QuickSellProcess.partOf(BuiltJar.ofThisBuild(), List.of(), """
                "metrics": {"port": %d}, "inventory": {"port": 0}, "payment": {"port": 0, "delayMillis": 200}, "web": {"port": 0}
                """.formatted(PORT));
        system.start();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void ordersAreCountedByStatusAndTimedByRoute() {
        Shop shop = Door.EACH_SERVICE.into(system);
        String tea = shop.addProduct(4);
        Scrape before = fresh();

        List.of(1, 2).forEach(units -> shop.placeOrder(tea, 1).expect(201));
        shop.placeOrder(tea, 3).expect(409);

        eventually(before, 2, "quicksell_orders_total{status=\"placed\"}");
        eventually(before, 2, "quicksell_orders_total{status=\"completed\"}");
        eventually(before, 2, POST_ORDERS.formatted("2xx"));
        eventually(before, 1, POST_ORDERS.formatted("4xx"));
        eventually(before, 1, "quicksell_refusals_total{service=\"payment\",reason=\"out-of-stock\"}");
        eventually(
                before,
                2,
                "quicksell_gateway_request_duration_seconds_count{operation=\"charge\",outcome=\"approved\"}");
    }

    @Test
    void aFrozenRedisIsShownAndItsReturn() {
        assertFalse(isMet("QuickSellRedisAway"));

        ProcessHandle redis = system.redis().orElseThrow();
        Processes.signal("STOP", redis);
        try {
            Eventually.succeeds(SOON, () -> {
                Scrape frozen = now();
                assertTrue(ALERTS.isMet("QuickSellRedisAway", frozen));
                frozen.values("quicksell_redis_memory_used_bytes")
                        .forEach(bytes -> assertEquals(Double.NaN, bytes, "nobody knows"));
                return true;
            });
        } finally {
            Processes.signal("CONT", redis);
        }

        Eventually.succeeds(SOON, () -> {
            assertFalse(isMet("QuickSellRedisAway"));
            assertTrue(now().sum("quicksell_redis_memory_used_bytes") > 0);
            return true;
        });
    }

    @Test
    void aDeadLetterIsShownUntilItIsRemoved() throws Exception {
        Scrape before = fresh();
        try (RedisClient redis = new RedisClient(system.data())) {
            POISON.add("order_created "
                    + redis.send(
                            "XADD",
                            "order_created",
                            "*",
                            "order_id",
                            UUID.randomUUID().toString()));
        }

        Eventually.succeeds(SOON, () -> {
            assertTrue(isMet("QuickSellDeadLetters"));
            return true;
        });
        eventually(before, 5, "quicksell_failed_tries_total{group=\"payment\",fault=\"own\"}");

        Rest payment = new Rest(system.url("payment"));
        payment.get("/dead-letters")
                .expect(200)
                .json()
                .forEach(letter -> payment.delete(
                                "/dead-letters/" + letter.path("id").asText())
                        .expect(204));
        Eventually.succeeds(SOON, () -> {
            assertFalse(isMet("QuickSellDeadLetters"));
            return true;
        });
    }

    @Test
    void manyWhoReadItOftenDisturbNobody() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService scrapers = Executors.newFixedThreadPool(SCRAPERS);
        try (Clients clients = new Clients(system)) {
            List<Future<Integer>> scraping = IntStream.range(0, SCRAPERS)
                    .mapToObj(n -> scrapers.submit(() -> scrape(isOver)))
                    .toList();
            clients.awaitOrders(100);
            isOver.set(true);
            for (Future<Integer> scraper : scraping) {
                assertTrue(scraper.get() > 0);
            }

            Books.check(system, clients.finish(), POISON);
            assertTrue(clients.tries().noneFailed(), clients::toString);
        } finally {
            scrapers.shutdownNow();
        }
    }

    /** How often it read it, each time with success. */
    private static int scrape(AtomicBoolean isOver) {
        int times = 0;
        for (; !isOver.get(); times++) {
            now();
            LockSupport.parkNanos(SCRAPE_EVERY_NANOS);
        }
        return times;
    }

    @Test
    void allServicesOfTheProcessAreMeasuredAndNoneElse() {
        assertEquals(Set.of("inventory", "payment"), labels("quicksell_up", "service"));
        assertEquals(
                Set.of("inventory-0", "payment-0", "web-0"),
                labels("quicksell_event_loop_delay_seconds_count", "loop"));
        assertEquals(Set.of("inventory", "payment"), labels("quicksell_group_lag_seconds", "group"));
        for (Metric metric : Set.of(
                Metric.HOLDS,
                Metric.INDEX_BUILT,
                Metric.INDEX_DOCUMENTS,
                Metric.INDEX_LAG,
                Metric.INDEX_SIZE,
                Metric.REDIS_REPLICAS,
                Metric.REDIS_MEMORY_MAX,
                Metric.BOOKS_VIOLATED)) {
            Eventually.succeeds(SOON, () -> {
                assertTrue(now().sum(metric.exportedName()) >= 0, metric::exportedName);
                assertTrue(now().values(metric.exportedName()).findAny().isPresent(), metric::exportedName);
                return true;
            });
        }
    }

    @Test
    void everySeriesIsInTheTableAndNoLabelNamesAnybodyOrAnything() {
        Shop shop = Door.EACH_SERVICE.into(system);
        String tea = shop.addProduct(1);
        shop.orderOnceIt(shop.placeOrder(tea, 1).expect(201).id(), "completed");
        Map<String, Set<String>> known = MetricsTable.read().series();

        List<Scrape.Series> series = now().series().toList();

        assertTrue(series.size() > 100, series::toString);
        series.forEach(one -> {
            Set<String> labels = new TreeSet<>(one.labels().keySet());
            labels.remove("le");
            assertEquals(known.get(one.name()), labels, one::toString);
            one.labels().values().forEach(value -> assertFalse(ID.matcher(value).find(), one::toString));
        });
    }

    private static Set<String> labels(String name, String label) {
        return now().series()
                .filter(series -> series.name().equals(name))
                .map(series -> series.labels().get(label))
                .collect(Collectors.toSet());
    }

    private static boolean isMet(String alert) {
        return ALERTS.isMet(alert, now());
    }

    private static Scrape now() {
        return Scrape.at(PORT);
    }

    /** What it shows of now: it may show anybody what it has shown somebody else within the second before. */
    private static Scrape fresh() {
        double shown = now().sum(ALWAYS_COUNTED);
        return Eventually.succeeds(SOON, () -> {
            Scrape next = now();
            assertTrue(next.sum(ALWAYS_COUNTED) > shown);
            return next;
        });
    }

    private static void eventually(Scrape before, double more, String selector) {
        Eventually.succeeds(SOON, () -> {
            assertEquals(more, now().sum(selector) - before.sum(selector), selector);
            return true;
        });
    }
}
