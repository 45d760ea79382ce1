package io.quicksell.endtoend.driver;

import io.quicksell.endtoend.driver.Rest.Response;
import io.quicksell.endtoend.driver.Tries.Try;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Clients that place one order after the other, of one line and of several, some of them for more than there is. Each order has a
 * key of its own and is repeated with it until it is placed (201) or refused (409). Meanwhile there may be no other response than 503
 * and 504, or none at all where nobody listens.
 */
public final class Clients implements AutoCloseable {

    private static final Set<Integer> TRANSIENT = Set.of(Tries.NO_RESPONSE, 503, 504);
    private static final int CLIENTS = 16;
    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(10);
    private static final Duration BEFORE_REPEATING = Duration.ofMillis(50);
    private static final Duration KEY_LIMIT = Duration.ofSeconds(60);

    private final List<Supplier<Shop>> doors;
    private final AtomicInteger sent = new AtomicInteger();
    private final Assortment assortment;
    private final Queue<Try> tries = new ConcurrentLinkedQueue<>();
    private final Buyers buyers;

    /** Adds products and begins to order them. */
    public Clients(QuickSellProcess system) {
        this(List.of(() -> Door.EACH_SERVICE.into(system)));
    }

    /**
     * As {@link #Clients(QuickSellProcess)}, where there are several ways in.
     *
     * @param doors each request goes to the next one, a repeated one too
     */
    public Clients(List<Supplier<Shop>> doors) {
        this(doors, BETWEEN_ORDERS);
    }

    /**
     * As {@link #Clients(List)}, for runs so long that the books would not be read any more.
     *
     * @param betweenOrders how long each client rests after an order
     */
    public Clients(List<Supplier<Shop>> doors, Duration betweenOrders) {
        this.doors = doors;
        assortment = Assortment.addedTo(doors.get(0).get());
        buyers = new Buyers(
                IntStream.range(0, CLIENTS)
                        .mapToObj(Random::new)
                        .<Consumer<Consumer<String>>>map(random -> placed -> placeOrGiveUp(random, placed))
                        .toList(),
                betweenOrders);
    }

    /** Waits until so many more orders are placed. */
    public Clients awaitOrders(int more) {
        buyers.awaitOrders(more);
        return this;
    }

    /**
     * Begins no more orders, and waits until each that was begun is placed or refused.
     *
     * @return the ids of all that were placed
     */
    public Set<String> finish() throws InterruptedException {
        return buyers.finish();
    }

    /** The ids of the orders that are placed so far. */
    public Set<String> placed() {
        return buyers.placed();
    }

    /** Every request so far that has come to an end. */
    public Tries tries() {
        return new Tries(List.copyOf(tries));
    }

    /** What came of the requests so far. */
    @Override
    public String toString() {
        return tries().toString();
    }

    @Override
    public void close() {
        buyers.close();
    }

    private void placeOrGiveUp(Random random, Consumer<String> placed) {
        String key = UUID.randomUUID().toString();
        Map<String, Object> order = assortment.randomOrder(random);
        long limit = System.nanoTime() + KEY_LIMIT.toNanos();
        while (TRANSIENT.contains(place(key, order, placed))) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("neither placed nor refused within " + KEY_LIMIT + ": " + key);
            }
            LockSupport.parkNanos(BEFORE_REPEATING.toNanos());
        }
    }

    private int place(String key, Map<String, Object> order, Consumer<String> placed) {
        long begin = System.nanoTime();
        int status = Tries.NO_RESPONSE;
        try {
            Shop shop = doors.get(sent.getAndIncrement() % doors.size()).get();
            Response response = shop.placeOrder(order, key);
            status = response.status();
            if (status == 201) {
                placed.accept(response.id());
            } else if (status != 409 && !TRANSIENT.contains(status)) {
                throw new AssertionError(response.toString());
            }
        } catch (UncheckedIOException nobodyListens) {
            LockSupport.parkNanos(BEFORE_REPEATING.toNanos());
        }
        tries.add(new Try(key, status, begin, Duration.ofNanos(System.nanoTime() - begin)));
        return status;
    }
}
