package io.quicksell.endtoend.driver;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.testing.Eventually;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Clients that place one order after the other, of one line and of several, some of them for more than there is. Each order has a
 * key of its own and is repeated with it until it is placed (201) or refused (409). Meanwhile there may be no other answer than 503
 * and 504, or none at all where nobody listens.
 */
public final class Clients implements AutoCloseable {

    /**
     * One request and what came of it.
     *
     * @param status 0 where there was no answer
     * @param atNanos when it was sent, as {@link System#nanoTime()} has it
     */
    public record Tried(int status, long atNanos, Duration took) {

        public boolean wasUnderWay(long nanos) {
            return atNanos < nanos && atNanos + took.toNanos() > nanos;
        }
    }

    public static final int NO_ANSWER = 0;

    private static final Set<Integer> AGAIN = Set.of(NO_ANSWER, 503, 504);
    private static final int CLIENTS = 16;
    private static final int PLENTIFUL = 14;
    private static final int SCARCE = 6;
    private static final long PLENTY = 1_000_000;
    private static final long FEW = 60;
    private static final int MAX_LINES = 4;
    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(10);
    private static final Duration BEFORE_REPEATING = Duration.ofMillis(50);
    private static final Duration KEY_LIMIT = Duration.ofSeconds(60);
    private static final Duration ORDERS_LIMIT = Duration.ofSeconds(30);

    private final List<Supplier<Shop>> doors;
    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> products;
    private final Queue<Tried> tried = new ConcurrentLinkedQueue<>();
    private final Set<String> orders = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<?>> running;
    private volatile boolean finishing;

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
        this.doors = doors;
        Shop shop = doors.get(0).get();
        products = IntStream.range(0, PLENTIFUL + SCARCE)
                .mapToObj(i -> shop.addProduct(i < PLENTIFUL ? PLENTY : FEW))
                .toList();
        running = IntStream.range(0, CLIENTS)
                .<Future<?>>mapToObj(seed -> threads.submit(() -> order(new Random(seed))))
                .toList();
    }

    /** Waits until so many more orders are placed. */
    public Clients awaitOrders(int more) {
        int goal = orders.size() + more;
        Eventually.succeeds(ORDERS_LIMIT, () -> {
            if (orders.size() < goal && running.stream().noneMatch(Future::isDone)) {
                throw new AssertionError("only " + orders.size() + " of " + goal + " orders were placed");
            }
            return null;
        });
        return this;
    }

    /**
     * Begins no more orders, and waits until each that was begun is placed or refused.
     *
     * @return the ids of all that were placed
     */
    public Set<String> finish() throws InterruptedException {
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

    public List<Tried> tried() {
        return List.copyOf(tried);
    }

    /** How many requests had that end. */
    public long count(int status) {
        return tried.stream().filter(one -> one.status() == status).count();
    }

    /** The longest time that an answer with that status took. */
    public Duration longest(int status) {
        return tried.stream()
                .filter(one -> one.status() == status)
                .map(Tried::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int status : new int[] {201, 409, 503, 504, NO_ANSWER}) {
            parts.add((status == NO_ANSWER ? "none" : String.valueOf(status)) + ": " + count(status) + " (at most "
                    + longest(status).toMillis() + " ms)");
        }
        return String.join(", ", parts);
    }

    @Override
    public void close() {
        finishing = true;
        threads.shutdownNow();
    }

    private void order(Random random) {
        while (!finishing) {
            placeOrGiveUp(UUID.randomUUID().toString(), randomLines(random));
            LockSupport.parkNanos(BETWEEN_ORDERS.toNanos());
        }
    }

    private void placeOrGiveUp(String key, List<Map<String, Object>> lines) {
        Map<String, Object> body = lines.size() == 1 ? lines.get(0) : Map.of("lines", lines);
        long limit = System.nanoTime() + KEY_LIMIT.toNanos();
        while (AGAIN.contains(post(key, body))) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("neither placed nor refused within " + KEY_LIMIT + ": " + key);
            }
            LockSupport.parkNanos(BEFORE_REPEATING.toNanos());
        }
    }

    private int post(String key, Map<String, Object> body) {
        long begin = System.nanoTime();
        int status = NO_ANSWER;
        try {
            Shop shop = doors.get(asked.getAndIncrement() % doors.size()).get();
            Rest.Answer answer = shop.payment().post("/orders", body, Map.of("Idempotency-Key", key));
            status = answer.status();
            if (status == 201) {
                JsonNode order = answer.json();
                orders.add(order.path("id").asText());
            } else if (status != 409 && !AGAIN.contains(status)) {
                throw new AssertionError("POST /orders: " + status + " " + answer.text());
            }
        } catch (UncheckedIOException nobodyListens) {
            LockSupport.parkNanos(BEFORE_REPEATING.toNanos());
        }
        tried.add(new Tried(status, begin, Duration.ofNanos(System.nanoTime() - begin)));
        return status;
    }

    private List<Map<String, Object>> randomLines(Random random) {
        List<String> some = new ArrayList<>(products);
        Collections.shuffle(some, random);
        int lines = random.nextInt(3) == 0 ? 2 + random.nextInt(MAX_LINES - 1) : 1;
        return some.stream()
                .limit(lines)
                .<Map<String, Object>>map(product -> Map.of("product_id", product, "quantity", 1 + random.nextInt(3)))
                .toList();
    }
}
