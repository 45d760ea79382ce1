package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.KeepAlive;
import io.quicksell.endtoend.driver.Latencies;
import io.quicksell.endtoend.driver.LeanShop;
import io.quicksell.endtoend.driver.SteadyOrders;
import io.quicksell.endtoend.driver.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long after its response an order is on every open desk, while orders stream in at a steady rate: the shipped system all in one
 * process, the listeners behind the desk's proxy as browsers are:
 *
 * <pre>java -cp end-to-end/target/test-classes io.quicksell.endtoend.bench.EventDelay launcher/target/quicksell.jar 500</pre>
 */
public final class EventDelay {

    private static final int LISTENERS = 20;
    private static final Duration EVERYTHING_HEARD = Duration.ofSeconds(30);

    private final WayOfRunning system;
    private final int ordersPerSecond;

    private EventDelay(WayOfRunning system, int ordersPerSecond) {
        this.system = system;
        this.ordersPerSecond = ordersPerSecond;
    }

    public static void main(String[] arguments) throws Exception {
        Benchmark.expectArguments(arguments, "the path of quicksell.jar", "how many orders a second");
        int ordersPerSecond = Integer.parseInt(arguments[1]);
        Benchmark.run(
                arguments[0],
                List.of(WayOfRunning::allInOne),
                system -> new EventDelay(system, ordersPerSecond).measure());
    }

    private void measure() throws Exception {
        List<Listener> listeners = Stream.generate(() -> Listener.to(system.url("desk") + "/api/payment/events"))
                .limit(LISTENERS)
                .toList();
        long begin = System.nanoTime() + Benchmark.WARM_UP.toNanos();
        Map<String, Long> acceptedAtNanos = new SteadyOrders(Benchmark.CONNECTIONS, ordersPerSecond)
                .place(system.url("payment"), addProduct(), Benchmark.WARM_UP.plus(Benchmark.MEASURED));
        listeners.forEach(listener -> Waiting.until(
                () -> listener.heard().size() >= acceptedAtNanos.size(),
                Benchmark.BETWEEN_LOOKS,
                EVERYTHING_HEARD,
                () -> "a listener has heard of " + listener.heard().size() + " of " + acceptedAtNanos.size()
                        + " orders"));
        report(Latencies.of(listeners.stream()
                .flatMap(listener -> listener.heard().stream())
                .filter(event -> acceptedAtNanos.get(event.order()) > begin)
                .mapToLong(event -> Math.max(0, event.atNanos() - acceptedAtNanos.get(event.order())))));
    }

    private String addProduct() {
        try (KeepAlive inventory = new KeepAlive(system.url("inventory"))) {
            return LeanShop.addProduct(inventory, "Tea", 10_000_000);
        }
    }

    private void report(Latencies delays) {
        Benchmark.print(
                "%d listeners, %.0f orders/s of %d wanted: p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, at most %.0f ms",
                LISTENERS,
                delays.count() / (double) LISTENERS / Benchmark.MEASURED.toSeconds(),
                ordersPerSecond,
                delays.millis(0.5),
                delays.millis(0.9),
                delays.millis(0.99),
                delays.millis(1));
    }
}
