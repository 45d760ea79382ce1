package io.quicksell.endtoend.driver;

import io.quicksell.endtoend.driver.Rest.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Clients that place one order after the other, and look at each, as a careful program does. What is 503 or 504, or has no response,
 * they send once more, with the same key, to the next of several ways in, and not before the response says. What fails again has been
 * noticed; then they go on until they know.
 */
public final class CarefulClients implements AutoCloseable {

    private static final Set<Integer> TRANSIENT = Set.of(503, 504);
    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(50);
    private static final Duration BEFORE_REPEATING = Duration.ofMillis(200);
    private static final Duration KNOWN_LIMIT = Duration.ofSeconds(60);

    /** How long a request took with its retries, and what came of its first try. */
    private record Waited(Duration took, String firstTry) {}

    private final Assortment assortment;
    private final Queue<String> noticed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger retried = new AtomicInteger();
    private final AtomicReference<Waited> longest = new AtomicReference<>(new Waited(Duration.ZERO, "nothing"));
    private final Buyers buyers;

    /**
     * Adds products and begins to order them.
     *
     * @param entrances of several kinds; each client uses those of one kind in turn, a retry the one after
     * @param ofEach how many clients there are of each kind
     */
    public CarefulClients(List<List<Supplier<Shop>>> entrances, int ofEach) {
        assortment = Assortment.addedTo(entrances.get(0).get(0).get());
        buyers = new Buyers(
                IntStream.range(0, entrances.size() * ofEach)
                        .mapToObj(n -> new Client(entrances.get(n % entrances.size()), new Random(n)))
                        .<Consumer<Consumer<String>>>map(client -> client::place)
                        .toList(),
                BETWEEN_ORDERS);
    }

    /** Waits until so many more orders are placed. */
    public CarefulClients awaitOrders(int more) {
        buyers.awaitOrders(more);
        return this;
    }

    /**
     * Begins no more orders, and waits until it is known of each that was begun what came of it.
     *
     * @return the ids of all that were placed
     */
    public Set<String> finish() throws InterruptedException {
        return buyers.finish();
    }

    /** What failed twice, in words. */
    public List<String> noticed() {
        return List.copyOf(noticed);
    }

    /** The longest that any request took, with its retries. */
    public Duration longest() {
        return longest.get().took();
    }

    @Override
    public String toString() {
        return buyers.placed().size() + " orders placed, " + retried + " requests retried, the longest took "
                + longest().toMillis() + " ms (first try: " + longest.get().firstTry() + "), " + noticed.size()
                + " failed twice";
    }

    @Override
    public void close() {
        buyers.close();
    }

    private final class Client {
        private final List<Supplier<Shop>> entrances;
        private final Random random;
        private int turn;

        private Client(List<Supplier<Shop>> entrances, Random random) {
            this.entrances = entrances;
            this.random = random;
            this.turn = random.nextInt(entrances.size());
        }

        private void place(Consumer<String> placed) {
            String key = UUID.randomUUID().toString();
            Map<String, Object> order = assortment.randomOrder(random);
            Response response = carefully(shop -> shop.placeOrder(order, key));
            if (response.status() != 409) {
                String id = response.expect(201).id();
                placed.accept(id);
                carefully(shop -> shop.payment().get("/orders/" + id)).expect(200);
            }
        }

        private Response carefully(Function<Shop, Response> request) {
            long begin = System.nanoTime();
            Optional<Response> first = once(request);
            Optional<Response> last = first;
            for (int tries = 1; !isKnown(last); tries++) {
                pause(last);
                last = once(request);
                retried.incrementAndGet();
                if (!isKnown(last) && tries == 1) {
                    noticed.add(words(first) + ", then " + words(last));
                }
                if (System.nanoTime() - begin > KNOWN_LIMIT.toNanos()) {
                    throw new AssertionError("fails for " + KNOWN_LIMIT + ": " + words(last));
                }
            }
            Waited waited = new Waited(Duration.ofNanos(System.nanoTime() - begin), words(first));
            longest.accumulateAndGet(waited, (a, b) -> a.took().compareTo(b.took()) < 0 ? b : a);
            return last.orElseThrow();
        }

        private Optional<Response> once(Function<Shop, Response> request) {
            Supplier<Shop> entrance = entrances.get(turn++ % entrances.size());
            try {
                return Optional.of(request.apply(entrance.get()));
            } catch (UncheckedIOException noResponse) {
                return Optional.empty();
            }
        }

        private static boolean isKnown(Optional<Response> response) {
            return response.filter(known -> !TRANSIENT.contains(known.status())).isPresent();
        }

        private static void pause(Optional<Response> response) {
            Duration wanted = response.flatMap(refused -> refused.header("Retry-After"))
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .orElse(BEFORE_REPEATING);
            LockSupport.parkNanos(wanted.toNanos());
        }

        private static String words(Optional<Response> response) {
            return response.map(Response::toString).orElse("no response");
        }
    }
}
