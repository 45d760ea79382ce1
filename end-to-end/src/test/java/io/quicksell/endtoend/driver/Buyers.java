package io.quicksell.endtoend.driver;

import io.quicksell.testing.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** How clients run: each on a thread of its own, one order after the other, until they are told to finish; and what they have placed. */
final class Buyers implements AutoCloseable {

    private static final Duration ORDERS_LIMIT = Duration.ofSeconds(30);

    private final Set<String> orders = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final List<Future<?>> running;
    private volatile boolean finishing;

    /**
     * @param clients what each does for one order, told where to say its id if it was placed
     * @param betweenOrders how long each rests after an order
     */
    Buyers(List<Consumer<Consumer<String>>> clients, Duration betweenOrders) {
        threads = Executors.newFixedThreadPool(clients.size());
        running = clients.stream()
                .<Future<?>>map(client -> threads.submit(() -> placeOrders(client, betweenOrders)))
                .toList();
    }

    private void placeOrders(Consumer<Consumer<String>> client, Duration betweenOrders) {
        while (!finishing) {
            client.accept(orders::add);
            LockSupport.parkNanos(betweenOrders.toNanos());
        }
    }

    /** Waits until so many more orders are placed. */
    void awaitOrders(int more) {
        int goal = orders.size() + more;
        Eventually.holds(ORDERS_LIMIT, () -> {
            if (orders.size() < goal && running.stream().noneMatch(Future::isDone)) {
                throw new AssertionError("only " + orders.size() + " of " + goal + " orders were placed");
            }
        });
    }

    /**
     * Begins no more orders, and waits until it is known of each that was begun what came of it.
     *
     * @return the ids of all that were placed
     */
    Set<String> finish() throws InterruptedException {
        finishing = true;
        for (Future<?> client : running) {
            try {
                client.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause().getMessage(), e.getCause());
            }
        }
        return orders;
    }

    /** The ids of the orders that are placed so far. */
    Set<String> placed() {
        return Set.copyOf(orders);
    }

    @Override
    public void close() {
        finishing = true;
        threads.shutdownNow();
    }
}
