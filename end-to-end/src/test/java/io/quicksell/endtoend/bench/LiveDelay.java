package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Load.Windows;
import io.quicksell.endtoend.driver.SteadyOrders;
import io.quicksell.endtoend.driver.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * How long after its response an order is on every open desk, while orders stream in at a steady rate. The listeners are behind the
 * desk's proxy, as browsers are, and stay until the system ends.
 */
record LiveDelay(int connections, int ordersPerSecond) {

    static final int LISTENERS = 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration EVERYTHING_HEARD = Duration.ofSeconds(30);

    /** The delays of all listeners in nanoseconds, for each repetition. */
    List<Histogram> measure(WayOfRunning system, Goods goods, Windows windows) throws Exception {
        List<Listener> listeners = Stream.generate(() -> Listener.to(system.url("desk") + "/api/payment/events"))
                .limit(LISTENERS)
                .toList();
        List<Histogram> delays =
                Stream.generate(Load::histogram).limit(windows.repetitions()).toList();
        long begin = System.nanoTime() + windows.leadIn().toNanos();
        Map<String, Long> acceptedAtNanos = new SteadyOrders(connections, ordersPerSecond)
                .place(
                        system.url("payment"),
                        goods.any(1).get(0),
                        windows.leadIn().plus(windows.each().multipliedBy(windows.repetitions())));
        for (Listener listener : listeners) {
            awaitAll(acceptedAtNanos.size(), listener);
            for (Listener.Heard event : listener.heard()) {
                long accepted = acceptedAtNanos.get(event.order());
                int repetition =
                        (int) Math.floorDiv(accepted - begin, windows.each().toNanos());
                if (repetition >= 0 && repetition < delays.size()) {
                    delays.get(repetition).recordValue(Math.max(0, event.atNanos() - accepted));
                }
            }
        }
        return delays;
    }

    private static void awaitAll(int orders, Listener listener) {
        Waiting.until(
                () -> listener.heard().size() >= orders,
                BETWEEN_LOOKS,
                EVERYTHING_HEARD,
                () -> "a listener has heard of " + listener.heard().size() + " of " + orders + " orders");
    }
}
