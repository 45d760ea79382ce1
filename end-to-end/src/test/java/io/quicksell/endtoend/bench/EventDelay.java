package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.KeepAlive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How long after its answer an order is on every open desk, while orders stream in at a steady rate: the shipped system all in one
 * process, the listeners behind the desk's proxy as browsers are. No part of the build:
 *
 * <pre>java -cp end-to-end/target/test-classes io.quicksell.endtoend.bench.EventDelay launcher/target/quicksell.jar 500</pre>
 */
public final class EventDelay {

    /** That a listener heard of an order. */
    private record Heard(String order, long atNanos) {}

    private static final int LISTENERS = 20;
    private static final int CLERKS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration EVERYTHING_HEARD = Duration.ofSeconds(30);
    private static final String CREATED = "event: order_created";
    private static final int BEFORE_ID = "{\"id\":\"".length();
    private static final int ID = 36;

    private final WayOfRunning system;
    private final int ordersPerSecond;
    private final List<Queue<Heard>> heard = new ArrayList<>();
    private final Map<String, Long> acceptedAtNanos = new ConcurrentHashMap<>();

    private EventDelay(WayOfRunning system, int ordersPerSecond) {
        this.system = system;
        this.ordersPerSecond = ordersPerSecond;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("The path of quicksell.jar is needed, and how many orders a second");
            System.exit(2);
        }
        BuiltJar jar = new BuiltJar(Path.of(arguments[0]).toAbsolutePath().normalize());
        try (WayOfRunning system = WayOfRunning.allInOne(jar)) {
            new EventDelay(system, Integer.parseInt(arguments[1])).measure();
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        CountDownLatch listening = new CountDownLatch(LISTENERS);
        for (int i = 0; i < LISTENERS; i++) {
            Queue<Heard> own = new ConcurrentLinkedQueue<>();
            heard.add(own);
            Thread listener = new Thread(() -> listen(own, listening));
            listener.setDaemon(true);
            listener.start();
        }
        if (!listening.await(EVERYTHING_HEARD.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("not every listener was let in");
        }
        long begin = System.nanoTime() + WARM_UP.toNanos();
        placeOrders();
        awaitEverythingHeard();
        report(begin);
    }

    private void listen(Queue<Heard> own, CountDownLatch listening) {
        URI events = URI.create(system.processes().get(0).url("desk") + "/api/payment/events");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(events.toURL().openStream(), StandardCharsets.UTF_8))) {
            lines.readLine();
            listening.countDown();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(CREATED)) {
                    own.add(new Heard(idIn(lines.readLine().substring("data: ".length())), System.nanoTime()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void placeOrders() throws Exception {
        String order = "{\"product_id\": \"" + addProduct() + "\", \"quantity\": 1}";
        ScheduledExecutorService clerks = Executors.newScheduledThreadPool(CLERKS);
        long periodMicros = 1_000_000L * CLERKS / ordersPerSecond;
        List<Future<?>> shifts = new ArrayList<>();
        for (int i = 0; i < CLERKS; i++) {
            KeepAlive payment = new KeepAlive(system.payment());
            long first = i * periodMicros / CLERKS;
            shifts.add(clerks.scheduleAtFixedRate(
                    () -> placeOrder(payment, order), first, periodMicros, TimeUnit.MICROSECONDS));
        }
        TimeUnit.SECONDS.sleep(WARM_UP.plus(MEASURED).toSeconds());
        clerks.shutdown();
        clerks.awaitTermination(EVERYTHING_HEARD.toSeconds(), TimeUnit.SECONDS);
        for (Future<?> shift : shifts) {
            if (!shift.isCancelled()) {
                shift.get(); // a clerk that did not get its order ended early, and says why
            }
        }
    }

    private void placeOrder(KeepAlive payment, String order) {
        try {
            KeepAlive.Answer answer = payment.post("/orders", order);
            if (answer.status() != 201) {
                throw new AssertionError(answer.toString());
            }
            acceptedAtNanos.put(idIn(answer.body()), System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String addProduct() throws IOException {
        try (KeepAlive inventory = new KeepAlive(system.inventory())) {
            String product = "{\"name\": \"Tea\", \"price\": 2.5, \"quantity\": 10000000}";
            return idIn(inventory.post("/products", product).body());
        }
    }

    private void awaitEverythingHeard() throws InterruptedException {
        long end = System.nanoTime() + EVERYTHING_HEARD.toNanos();
        while (heard.stream().mapToInt(Collection::size).sum() < LISTENERS * acceptedAtNanos.size()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not every listener has heard of all " + acceptedAtNanos.size() + " orders");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void report(long begin) {
        long[] delays = heard.stream()
                .flatMap(Collection::stream)
                .filter(news -> acceptedAtNanos.get(news.order()) > begin)
                .mapToLong(news -> Math.max(0, news.atNanos() - acceptedAtNanos.get(news.order())))
                .sorted()
                .toArray();
        System.out.printf(
                "%d listeners, %.0f orders/s of %d wanted: p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, at most %.0f ms%n",
                LISTENERS,
                delays.length / (double) LISTENERS / MEASURED.toSeconds(),
                ordersPerSecond,
                millis(delays, 0.5),
                millis(delays, 0.9),
                millis(delays, 0.99),
                millis(delays, 1));
    }

    private static double millis(long[] nanos, double share) {
        return nanos[(int) Math.min(nanos.length - 1, nanos.length * share)] / 1e6;
    }

    /** Of a thing as the API shows it: it comes first. */
    private static String idIn(String json) {
        return json.substring(BEFORE_ID, BEFORE_ID + ID);
    }
}
