package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.quicksell.common.testing.EventListener;
import io.quicksell.endtoend.driver.Latencies;
import io.quicksell.endtoend.driver.SteadyOrders;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The truth at once: how soon everybody hears of a change while orders stream in. */
class LiveEventsDelayIT {

    private static final int LISTENERS = 20;
    private static final SteadyOrders ORDERS = new SteadyOrders(16, 500);
    private static final Duration OVERALL = Duration.ofSeconds(6);
    private static final int RUNS = 3;
    private static final long AT_ONCE_MILLIS = 200;

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell("\"delayMillis\": 500");

    /** A machine that is busy with something else for a moment is not what is measured here: the best of some runs counts. */
    @Test
    void aChangeIsOnEveryOpenStreamAtOnceWhileOrdersStreamIn() throws Exception {
        double[] medians = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            medians[run] = medianDelayMillis();
            if (medians[run] < AT_ONCE_MILLIS) {
                return;
            }
        }
        fail("half of them later than " + Arrays.toString(medians) + " ms");
    }

    private static double medianDelayMillis() throws Exception {
        List<EventListener> listeners = IntStream.range(0, LISTENERS)
                .mapToObj(i -> EventListener.to(SYSTEM.process().url("desk") + "/api/payment/events"))
                .toList();
        String tea = SYSTEM.shop().addProduct(1_000_000);
        Map<String, Long> acceptedAtNanos = ORDERS.place(SYSTEM.process().url("payment"), tea, OVERALL);
        listeners.forEach(listener -> Heard.awaitAll("order_completed", acceptedAtNanos.keySet(), listener));
        Latencies delays = Latencies.of(listeners.stream()
                .flatMap(listener -> Heard.named("order_created", listener))
                .mapToLong(event -> Math.max(0, event.atNanos() - acceptedAtNanos.get(Heard.id(event)))));
        listeners.forEach(EventListener::close);
        Drill.report(
                "%d orders in %d s, %d listeners through the desk: heard after p50 %.0f ms, p99 %.0f ms, at most %.0f ms",
                acceptedAtNanos.size(),
                OVERALL.toSeconds(),
                LISTENERS,
                delays.millis(0.5),
                delays.millis(0.99),
                delays.millis(1));
        assertEquals(LISTENERS * acceptedAtNanos.size(), delays.count());
        return delays.millis(0.5);
    }
}
