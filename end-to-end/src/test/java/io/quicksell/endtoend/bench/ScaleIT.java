package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.bench.Load.Measured;
import io.quicksell.endtoend.bench.Load.Windows;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.ManyProcesses;
import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.SingleRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one, two and four processes give, on a machine that does nothing else; CONTRIBUTING.md says how. Where the processors are the
 * limit, more processes accept no more orders, and the processor time of an order is what they cost.
 */
@EnabledIfSystemProperty(named = "quicksell.scale.seconds", matches = "[1-9]\\d*")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ScaleIT {

    private static final Duration EACH = Duration.ofSeconds(Integer.getInteger("quicksell.scale.seconds", 0));
    private static final Windows WINDOWS = new Windows(EACH, EACH, 1);
    private static final int CONNECTIONS = 64;
    private static final int PRODUCTS = 20;
    private static final Pattern CPU = Pattern.compile("used_cpu_(?:sys|user):([\\d.]+)");

    /** Processor time in milliseconds. */
    private record Used(double jvms, double redis) {}

    @TempDir
    private Path folder;

    private SingleRedis redis;
    private Fleet fleet;

    @BeforeEach
    void start() {
        redis = SingleRedis.start(folder);
        fleet = new Fleet(redis);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void allInOneWithSoManyInstances(int instances) throws Exception {
        fleet.with("all", """
                "inventory": {"port": 0, "instances": %1$d}, "payment": {"port": 0, "instances": %1$d}
                """.formatted(instances));
        report("all in one, instances: " + instances, List.of("all"), List.of("all"), "all");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void soManyInventoriesAndPayments(int services) throws Exception {
        ManyProcesses processes = new ManyProcesses(fleet, services, 0, 0).add("", "", "");
        report(
                "%1$d inventory, %1$d payment".formatted(services),
                processes.names(),
                processes.names("payment"),
                "inventory0");
    }

    /** Prints a row of a table in Markdown: orders/s, p50 and p99 in ms, and the processor time of an order in ms, of the JVMs and of Redis. */
    private void report(String way, List<String> processes, List<String> payments, String inventory) throws Exception {
        fleet.startAll();
        Goods goods = Goods.addedTo(fleet.process(inventory).url("inventory"), PRODUCTS);
        List<Measured<Used>> measured = placeAtEach(payments, goods, () -> used(processes));
        double perSecond = measured.stream().mapToDouble(Measured::perSecond).sum();
        double orders = perSecond * EACH.toSeconds();
        Used before = measured.get(0).before();
        Used after = measured.get(0).after();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.1f | %.1f | %.2f | %.2f |%n",
                way,
                perSecond,
                longest(measured, 50),
                longest(measured, 99),
                (after.jvms() - before.jvms()) / orders,
                (after.redis() - before.redis()) / orders);
        assertTrue(perSecond > 0);
    }

    private List<Measured<Used>> placeAtEach(List<String> payments, Goods goods, Supplier<Used> look) throws Exception {
        Load load = Load.closed(CONNECTIONS / payments.size());
        ExecutorService threads = Executors.newFixedThreadPool(payments.size());
        try {
            List<Future<List<Measured<Used>>>> loads = new ArrayList<>();
            for (String payment : payments) {
                String url = fleet.process(payment).url("payment");
                loads.add(threads.submit(() -> load.on(url, WINDOWS, orders -> goods.order(orders, 1), look)));
            }
            List<Measured<Used>> measured = new ArrayList<>();
            for (Future<List<Measured<Used>>> one : loads) {
                measured.addAll(one.get());
            }
            return measured;
        } finally {
            threads.shutdownNow();
        }
    }

    private Used used(List<String> processes) {
        try (RedisClient client = redis.connect()) {
            double ofRedis = CPU.matcher(client.send("INFO", "cpu").toString())
                    .results()
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .sum();
            long ofJvms = processes.stream()
                    .mapToLong(
                            name -> Processes.cpu(fleet.process(name).handle()).toMillis())
                    .sum();
            return new Used(ofJvms, ofRedis * 1_000);
        }
    }

    private static double longest(List<Measured<Used>> measured, double percentile) {
        return measured.stream()
                .mapToDouble(one -> one.millis(percentile))
                .max()
                .orElseThrow();
    }
}
