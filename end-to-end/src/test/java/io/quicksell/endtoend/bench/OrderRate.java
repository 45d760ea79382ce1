package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.KeepAlive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How many orders a second the shipped system takes and completes, and what an order costs in processor time, for each way of
 * running it: in heaps of 256 MiB, with every order safe on disk before it is answered. The floor is what plain HTTP does on the
 * same machine with as many connections. No part of the build:
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

    private static final List<Function<BuiltJar, WayOfRunning>> WAYS =
            List.of(WayOfRunning::allInOne, WayOfRunning::separate, WayOfRunning::clustered);
    private static final int CONNECTIONS = 64;
    private static final Duration FLOOR_WARM_UP = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int PRODUCTS = 100;
    private static final long UNITS = 1_000_000;
    private static final Pattern LOCATION = Pattern.compile("location: /products/(\\S+)");
    private static final Pattern NOT_SOLD = Pattern.compile("\"(?:quantity|held)\":(\\d+)");
    private static final Pattern HELD = Pattern.compile("\"held\":(\\d+)");

    private final WayOfRunning system;
    private final List<String> orders = new ArrayList<>();

    private OrderRate(WayOfRunning system) {
        this.system = system;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            System.err.println("The path of quicksell.jar is needed");
            System.exit(2);
        }
        BuiltJar jar = new BuiltJar(Path.of(arguments[0]).toAbsolutePath().normalize());
        System.out.printf("%d connections, each with one request at a time%n", CONNECTIONS);
        for (Function<BuiltJar, WayOfRunning> way : WAYS) {
            try (WayOfRunning system = way.apply(jar)) {
                new OrderRate(system).measure();
            }
        }
    }

    private void measure() throws Exception {
        System.out.println(system.name());
        Load.Result floor =
                new Load(CONNECTIONS, FLOOR_WARM_UP, MEASURED.dividedBy(2)).on(system.payment(), OrderRate::ping);
        System.out.println("  floor, GET /health/live  " + floor);

        addProducts();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        try {
            Callable<Spent> look = () -> new Spent(sold(), system.cpu());
            Future<Spent> before = watch.schedule(look, WARM_UP.toMillis(), TimeUnit.MILLISECONDS);
            Future<Spent> after = watch.schedule(look, WARM_UP.plus(MEASURED).toMillis(), TimeUnit.MILLISECONDS);
            Load.Result accepted = new Load(CONNECTIONS, WARM_UP, MEASURED).on(system.payment(), this::placeOrder);
            System.out.println("  accepted, POST /orders   " + accepted);
            report(after.get().since(before.get()));
            System.out.printf("  accepted is %.0f %% of the floor%n", 100 * accepted.perSecond() / floor.perSecond());
            System.out.printf("  everything completed %.1f s after the last order%n", drain().toMillis() / 1e3);
        } finally {
            watch.shutdownNow();
        }
    }

    private static void report(Spent spent) {
        System.out.printf("  completed                %,8.0f/s%n", spent.orders() / (double) MEASURED.toSeconds());
        System.out.printf(
                "  processor time           %8.2f s for 1,000 orders, Redis included%n",
                spent.cpu().toMillis() / (double) spent.orders());
    }

    private void addProducts() throws IOException {
        try (KeepAlive inventory = new KeepAlive(system.inventory())) {
            for (int i = 0; i < PRODUCTS; i++) {
                var answer = inventory.post(
                        "/products", "{\"name\": \"Tea " + i + "\", \"price\": 2.5, \"quantity\": " + UNITS + "}");
                var id = LOCATION.matcher(expect(201, answer).head());
                if (id.find()) {
                    orders.add("{\"product_id\": \"" + id.group(1) + "\", \"quantity\": 1}");
                }
            }
        }
    }

    private void placeOrder(KeepAlive payment) throws IOException {
        String order = orders.get(ThreadLocalRandom.current().nextInt(orders.size()));
        expect(201, payment.post("/orders", order));
    }

    private static void ping(KeepAlive service) throws IOException {
        expect(200, service.get("/health/live"));
    }

    private long sold() throws IOException {
        return PRODUCTS * UNITS - sum(NOT_SOLD);
    }

    /** Waits until no unit is held any more. */
    private Duration drain() throws IOException {
        long begin = System.nanoTime();
        while (sum(HELD) > 0) {
            if (System.nanoTime() - begin > DRAIN_LIMIT.toNanos()) {
                throw new AssertionError(sum(HELD) + " units are still held after " + DRAIN_LIMIT);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private long sum(Pattern members) throws IOException {
        try (KeepAlive inventory = new KeepAlive(system.inventory())) {
            String products = expect(200, inventory.get("/products")).body();
            return members.matcher(products)
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .sum();
        }
    }

    private static KeepAlive.Answer expect(int status, KeepAlive.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError(answer.toString());
        }
        return answer;
    }
}
