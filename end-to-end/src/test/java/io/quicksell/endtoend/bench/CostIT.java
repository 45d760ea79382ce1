package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.bench.Load.Measured;
import io.quicksell.endtoend.bench.Load.Windows;
import io.quicksell.endtoend.driver.Collector;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.FleetRedis;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.endtoend.driver.Rest;
import io.quicksell.endtoend.driver.SingleRedis;
import io.quicksell.endtoend.driver.WatchedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a switch costs: the rate of orders with it, as a share of that without it, on systems that run side by side and are loaded in
 * turns; CONTRIBUTING.md says how.
 */
@EnabledIfSystemProperty(named = "quicksell.cost.seconds", matches = "[1-9]\\d*")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class CostIT {

    private static final Duration EACH = Duration.ofSeconds(Integer.getInteger("quicksell.cost.seconds", 0));
    private static final Windows WARM_UP = new Windows(Duration.ZERO, Duration.ofSeconds(20), 1);
    private static final Windows LAP = new Windows(Duration.ofSeconds(1), EACH, 1);
    private static final int LAPS = 8;
    private static final Load LOAD = Load.closed(64);
    private static final int PRODUCTS = 20;
    private static final String WITHOUT = "without";

    /** A system, and what has been measured of it, lap by lap. */
    private record Candidate(String name, Fleet fleet, Goods goods, List<Measured<Void>> laps)
            implements AutoCloseable {

        static Candidate start(String name, FleetRedis redis, String section) {
            Fleet fleet = new Fleet(redis);
            fleet.with("all", "\"inventory\": {\"port\": 0}, \"payment\": {\"port\": 0}" + section)
                    .startAll();
            return new Candidate(
                    name, fleet, Goods.addedTo(fleet.process("all").url("inventory"), PRODUCTS), new ArrayList<>());
        }

        Measured<Void> place(Windows windows) throws Exception {
            return LOAD.on(fleet.process("all").url("payment"), windows, payment -> goods.order(payment, 1))
                    .get(0);
        }

        double perSecond(int lap) {
            return laps.get(lap).perSecond();
        }

        @Override
        public void close() {
            fleet.close();
        }
    }

    @TempDir
    private Path folder;

    @Test
    void metricsThatAreReadEachSecondAndTracesOfEachOrder() throws Exception {
        int port = Ports.free();
        ScheduledExecutorService scraper = Executors.newSingleThreadScheduledExecutor();
        try (Collector collector = new Collector();
                Candidate without = Candidate.start(WITHOUT, single("without"), "");
                Candidate metrics =
                        Candidate.start("metrics", single("metrics"), ", \"metrics\": {\"port\": " + port + "}");
                Candidate traces = Candidate.start(
                        "traces", single("traces"), ", \"traces\": {\"url\": \"" + collector.url() + "\"}")) {
            Rest scraped = new Rest("http://127.0.0.1:" + port);
            scraper.scheduleAtFixedRate(() -> scraped.get("/metrics").expect(200), 1, 1, TimeUnit.SECONDS);
            compare(List.of(without, metrics, traces));
        } finally {
            scraper.shutdownNow();
        }
    }

    @Test
    void replicasThatAreWaitedFor() throws Exception {
        try (Candidate without = Candidate.start(WITHOUT, watched("without", 0), "");
                Candidate one = Candidate.start("redis.replicas: 1", watched("one", 1), "")) {
            compare(List.of(without, one));
        }
    }

    private FleetRedis single(String name) throws IOException {
        return SingleRedis.start(Files.createDirectory(folder.resolve(name)));
    }

    private FleetRedis watched(String name, int awaited) throws IOException {
        return WatchedRedis.start(Files.createDirectory(folder.resolve(name)), awaited);
    }

    /** Prints rows of a table in Markdown: orders/s, the share of the first system (medians, and the range), p50 and p99 in ms. */
    private static void compare(List<Candidate> systems) throws Exception {
        for (Candidate system : systems) {
            system.place(WARM_UP);
        }
        for (int lap = 0; lap < LAPS; lap++) {
            for (Candidate system : systems) {
                system.laps().add(system.place(LAP));
            }
        }
        for (Candidate system : systems) {
            double[] shares = IntStream.range(0, LAPS)
                    .mapToDouble(
                            lap -> 100 * system.perSecond(lap) / systems.get(0).perSecond(lap))
                    .sorted()
                    .toArray();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f %% (%.0f to %.0f) | %.1f | %.1f |%n",
                    system.name(),
                    median(IntStream.range(0, LAPS)
                            .mapToDouble(system::perSecond)
                            .sorted()
                            .toArray()),
                    median(shares),
                    shares[0],
                    shares[LAPS - 1],
                    median(system.laps().stream()
                            .mapToDouble(lap -> lap.millis(50))
                            .sorted()
                            .toArray()),
                    median(system.laps().stream()
                            .mapToDouble(lap -> lap.millis(99))
                            .sorted()
                            .toArray()));
            assertTrue(median(shares) > 0);
        }
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
