package io.quicksell.endtoend.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Orders that stream in at a steady rate: each is due at a moment of its own, however long those before it took. Needs nothing but
 * the JDK.
 *
 * @param clerks who place them in turn, each with a thread and a connection of its own and one request at a time
 */
public record SteadyOrders(int clerks, int perSecond) {

    /**
     * Places orders of one unit until the time is over. Every one has to be accepted.
     *
     * @return when each order was accepted, as {@link System#nanoTime()} has it, by its id
     */
    public Map<String, Long> place(String payment, String product, Duration overall)
            throws InterruptedException, ExecutionException {
        Map<String, Long> acceptedAtNanos = new ConcurrentHashMap<>();
        long between = 1_000_000_000L / perSecond;
        long begin = System.nanoTime();
        long end = begin + overall.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(clerks);
        try {
            List<Future<?>> shifts = new ArrayList<>();
            for (int i = 0; i < clerks; i++) {
                long first = begin + i * between;
                shifts.add(threads.submit(() -> {
                    try (KeepAlive connection = new KeepAlive(payment)) {
                        for (long due = first; due < end && System.nanoTime() < end; due += clerks * between) {
                            Waiting.untilNanos(due);
                            String order = LeanShop.placeOrder(connection, product);
                            acceptedAtNanos.put(order, System.nanoTime());
                        }
                    }
                }));
            }
            for (Future<?> shift : shifts) {
                shift.get();
            }
            return acceptedAtNanos;
        } finally {
            threads.shutdownNow();
        }
    }
}
