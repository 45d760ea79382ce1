package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.quicksell.common.testing.EventListener.Event;
import io.quicksell.common.testing.EventListener;
import io.quicksell.endtoend.driver.Clients;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.KeepAlive;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The truth at once, for everybody: what listeners hear while orders stream in, Redis dies and processes go. */
class LiveEventsIT {

    private static final int LISTENERS = 20;
    private static final int ORDERS_A_SECOND = 500;
    private static final int SECONDS = 6;
    private static final int CLERKS = 16;
    private static final int RUNS = 3;
    private static final long AT_ONCE_MILLIS = 200;
    private static final Duration EVERYTHING_HEARD = Duration.ofSeconds(30);

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell("\"delayMillis\": 500");

    @TempDir
    private Path folder;

    private final QuickSellProcess system = SYSTEM.process();

    /** A machine that is busy with something else for a moment is not what is measured here: the best of some runs counts. */
    @Test
    void aChangeIsOnEveryOpenStreamAtOnceWhileOrdersStreamIn() throws Exception {
        long[] medians = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            medians[run] = medianDelayMillis();
            if (medians[run] < AT_ONCE_MILLIS) {
                return;
            }
        }
        fail("half of them later than " + Arrays.toString(medians) + " ms");
    }

    private long medianDelayMillis() throws Exception {
        List<EventListener> listeners = IntStream.range(0, LISTENERS)
                .mapToObj(i -> EventListener.to(system.url("desk") + "/api/payment/events"))
                .toList();
        Map<String, Long> acceptedAtNanos = letOrdersStreamIn();
        listeners.forEach(listener -> awaitHeard("order_completed", acceptedAtNanos.keySet(), listener));
        long[] delays = listeners.stream()
                .flatMap(listener -> listener.events().stream())
                .filter(event -> event.name().equals("order_created"))
                .mapToLong(event -> event.atNanos() - acceptedAtNanos.get(id(event)))
                .map(nanos -> Math.max(0, nanos / 1_000_000))
                .sorted()
                .toArray();
        listeners.forEach(EventListener::close);
        Drill.report(
                "%d orders in %d s, %d listeners through the desk: heard after p50 %d ms, p99 %d ms, at most %d ms",
                acceptedAtNanos.size(),
                SECONDS,
                LISTENERS,
                delays[delays.length / 2],
                delays[delays.length * 99 / 100],
                delays[delays.length - 1]);
        assertEquals((long) LISTENERS * acceptedAtNanos.size(), delays.length);
        return delays[delays.length / 2];
    }

    /** When each order was accepted, by its id. */
    private Map<String, Long> letOrdersStreamIn() throws Exception {
        Map<String, Long> acceptedAtNanos = new ConcurrentHashMap<>();
        String tea = SYSTEM.shop().addProduct(1_000_000);
        ScheduledExecutorService clerks = Executors.newScheduledThreadPool(CLERKS);
        long periodMicros = 1_000_000L * CLERKS / ORDERS_A_SECOND;
        for (int i = 0; i < CLERKS; i++) {
            KeepAlive payment = new KeepAlive(system.url("payment"));
            clerks.scheduleAtFixedRate(
                    () -> acceptedAtNanos.put(placeOrder(payment, tea), System.nanoTime()),
                    i * periodMicros / CLERKS,
                    periodMicros,
                    TimeUnit.MICROSECONDS);
        }
        clerks.awaitTermination(SECONDS, TimeUnit.SECONDS);
        clerks.shutdown();
        assertTrue(clerks.awaitTermination(10, TimeUnit.SECONDS));
        return acceptedAtNanos;
    }

    @Test
    void aKilledRedisLeavesNoGapAndNobodyHasToLoadAnew() throws Exception {
        try (EventListener listener = EventListener.to(system.url("payment") + "/events");
                Clients clients = new Clients(system).awaitOrders(200)) {
            system.killRedis();
            Drill.untilReady(system);
            clients.awaitOrders(200);

            awaitHeard("order_completed", clients.finish(), listener);
            assertFalse(listener.hasEnded());
            assertEquals(List.of(), listener.all("reset"));
        }
    }

    @Test
    void whoComesBackAfterTheServiceWasKilledHearsWhatItMissed() {
        EventListener before = EventListener.to(system.url("inventory") + "/events");
        String tea = SYSTEM.shop().addProduct(10);
        Eventually.holds(() -> assertEquals(List.of(10L), quantitiesOf(tea, before)));
        String heardUntil = before.lastId();

        SYSTEM.shop().placeOrder(tea, 4).expect(201);
        system.kill();
        Eventually.holds(() -> assertTrue(before.hasEnded()));
        system.start();

        try (EventListener back = EventListener.to(system.url("inventory") + "/events", heardUntil)) {
            Eventually.holds(() -> assertEquals(6L, last(quantitiesOf(tea, back))));
            assertEquals(List.of(), back.all("reset"));
        }
    }

    @Test
    void whoGoesOnAtAnotherNodeHearsWhatItMissed() {
        try (Fleet fleet = new Fleet(folder)) {
            fleet.with("one", "\"inventory\": {\"port\": 0, \"paymentUrl\": \"http://127.0.0.1:1\"}")
                    .with("other", "\"inventory\": {\"port\": 0, \"paymentUrl\": \"http://127.0.0.1:1\"}");
            fleet.startAll();
            Rest one = new Rest(fleet.process("one").url("inventory"));
            EventListener first = EventListener.to(fleet.process("one").url("inventory") + "/events");
            addProduct(one, "Tea");
            Eventually.holds(() -> assertEquals(1, first.all("product_changed").size()));
            String heardUntil = first.lastId();
            addProduct(one, "Rice");
            fleet.process("one").kill();

            try (EventListener there =
                    EventListener.to(fleet.process("other").url("inventory") + "/events", heardUntil)) {
                Eventually.holds(() -> assertEquals(
                        List.of("Rice"),
                        there.all("product_changed").stream()
                                .map(product -> product.path("name").asText())
                                .toList()));
            }
        }
    }

    private static String placeOrder(KeepAlive payment, String product) {
        try {
            String answer = payment.post("/orders", "{\"product_id\": \"" + product + "\", \"quantity\": 1}")
                    .body();
            return answer.substring(7, 43);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addProduct(Rest inventory, String name) {
        inventory
                .post("/products", Map.of("name", name, "price", "1.00", "quantity", 1))
                .expect(201);
    }

    private static void awaitHeard(String name, Set<String> orders, EventListener listener) {
        Eventually.succeeds(EVERYTHING_HEARD, () -> {
            Set<String> missing = new TreeSet<>(orders);
            missing.removeAll(listener.events().stream()
                    .filter(event -> event.name().equals(name))
                    .map(LiveEventsIT::id)
                    .collect(Collectors.toSet()));
            assertTrue(missing.isEmpty(), () -> missing.size() + " of " + orders.size() + " were not heard of");
            return null;
        });
    }

    /** What is heard of one product: those of other tests may still change. */
    private static List<Long> quantitiesOf(String product, EventListener listener) {
        return listener.all("product_changed").stream()
                .filter(changed -> changed.path("id").asText().equals(product))
                .map(changed -> changed.path("quantity").asLong())
                .toList();
    }

    private static String id(Event event) {
        return event.data().path("id").asText();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
