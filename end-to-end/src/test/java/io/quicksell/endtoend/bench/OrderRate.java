package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.KeepAlive;
import io.quicksell.endtoend.driver.LeanShop;
import io.quicksell.endtoend.driver.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How many orders a second the shipped system takes and completes, and what an order costs in processor time, for each way of
 * running it: in heaps of 256 MiB, with every order safe on disk before its response. The floor is what plain HTTP does on the same
 * machine with as many connections:
 *
 * <pre>java -cp end-to-end/target/test-classes io.quicksell.endtoend.bench.OrderRate launcher/target/quicksell.jar</pre>
 */
public final class OrderRate {

    /** Completed orders, and what they cost. */
    private record Spent(long orders, Duration cpu) {

        Spent since(Spent earlier) {
            return new Spent(orders - earlier.orders, cpu.minus(earlier.cpu));
        }
    }

    private static final Duration FLOOR_WARM_UP = Duration.ofSeconds(5);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);
    private static final int PRODUCTS = 100;
    private static final long UNITS = 1_000_000;
    private static final Pattern NOT_SOLD = Pattern.compile("\"(?:quantity|held)\":(\\d+)");
    private static final Pattern HELD = Pattern.compile("\"held\":(\\d+)");

    private final WayOfRunning system;
    private final List<String> products;

    private OrderRate(WayOfRunning system) {
        this.system = system;
        try (KeepAlive inventory = new KeepAlive(system.url("inventory"))) {
            products = IntStream.range(0, PRODUCTS)
                    .mapToObj(i -> LeanShop.addProduct(inventory, "Tea " + i, UNITS))
                    .toList();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Benchmark.expectArguments(arguments, "the path of quicksell.jar");
        Benchmark.print("%d connections, each with one request at a time", Benchmark.CONNECTIONS);
        Benchmark.run(
                arguments[0],
                List.of(WayOfRunning::allInOne, WayOfRunning::separate, WayOfRunning::clustered),
                system -> new OrderRate(system).measure());
    }

    private void measure() throws Exception {
        Benchmark.print("%s", system.name());
        Load.Result floor = new Load(Benchmark.CONNECTIONS, FLOOR_WARM_UP, Benchmark.MEASURED.dividedBy(2))
                .on(
                        system.url("payment"),
                        service -> service.get("/health/live").expect(200));
        Benchmark.print("  floor, GET /health/live  %s", floor);

        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        try {
            Callable<Spent> look = () -> new Spent(PRODUCTS * UNITS - sum(NOT_SOLD), system.cpu());
            Future<Spent> before = watch.schedule(look, Benchmark.WARM_UP.toMillis(), TimeUnit.MILLISECONDS);
            Future<Spent> after = watch.schedule(
                    look, Benchmark.WARM_UP.plus(Benchmark.MEASURED).toMillis(), TimeUnit.MILLISECONDS);
            Load.Result accepted = new Load(Benchmark.CONNECTIONS, Benchmark.WARM_UP, Benchmark.MEASURED)
                    .on(system.url("payment"), this::placeOrder);
            Benchmark.print("  accepted, POST /orders   %s", accepted);
            report(after.get().since(before.get()));
            Benchmark.print("  accepted is %.0f %% of the floor", 100 * accepted.perSecond() / floor.perSecond());
            Benchmark.print("  everything completed %.1f s after the last order", drain().toMillis() / 1e3);
        } finally {
            watch.shutdownNow();
        }
    }

    private static void report(Spent spent) {
        Benchmark.print(
                "  completed                %,8.0f/s", spent.orders() / (double) Benchmark.MEASURED.toSeconds());
        Benchmark.print(
                "  processor time           %8.2f s for 1,000 orders, Redis included",
                spent.cpu().toMillis() / (double) spent.orders());
    }

    private void placeOrder(KeepAlive payment) {
        LeanShop.placeOrder(payment, products.get(ThreadLocalRandom.current().nextInt(products.size())));
    }

    /** Waits until no unit is held any more. */
    private Duration drain() {
        long begin = System.nanoTime();
        Waiting.until(
                () -> sum(HELD) == 0,
                Benchmark.BETWEEN_LOOKS,
                DRAIN_LIMIT,
                () -> sum(HELD) + " units are still held after " + DRAIN_LIMIT);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Over all products, of the members that the pattern finds. */
    private long sum(Pattern members) {
        try (KeepAlive inventory = new KeepAlive(system.url("inventory"))) {
            String products = inventory.get("/products").expect(200).body();
            return members.matcher(products)
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .sum();
        }
    }
}
