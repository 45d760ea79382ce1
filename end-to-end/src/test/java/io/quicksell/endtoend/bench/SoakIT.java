package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.endtoend.bench.Load.Windows;
import io.quicksell.endtoend.driver.Fleet;
import io.quicksell.endtoend.driver.ManyProcesses;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.WatchedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A steady load for as long as one likes, after which nothing may have grown that should not; CONTRIBUTING.md says how. On Linux. */
@EnabledIfSystemProperty(named = "quicksell.soak.minutes", matches = "[1-9]\\d*")
class SoakIT {

    private static final int MINUTES = Integer.getInteger("quicksell.soak.minutes", 0);
    private static final int PER_SECOND = Integer.getInteger("quicksell.soak.ordersPerSecond", 200);
    private static final Duration LEAD_IN = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 32;
    private static final int PRODUCTS = 20;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void nothingGrowsThatDoesNotHaveTo() throws Exception {
        WatchedRedis watched = WatchedRedis.start(folder, 1);
        try (Fleet fleet = new Fleet(watched)) {
            ManyProcesses processes =
                    new ManyProcesses(fleet, 1, 1, 0).add("\"streams\": {\"retentionMinutes\": 1}", "", "");
            fleet.startAll();
            Goods goods = Goods.addedTo(fleet.process("inventory0").url("inventory"), PRODUCTS);
            List<QuickSellProcess> all =
                    processes.names().stream().map(fleet::process).toList();
            try (RedisClient redis = watched.connect()) {
                Soak soak = new Soak(new Load(CONNECTIONS, PER_SECOND)
                        .on(
                                fleet.process("payment0").url("payment"),
                                new Windows(LEAD_IN, Duration.ofMinutes(1), MINUTES),
                                payment -> goods.order(payment, 1),
                                () -> Vitals.of(all, redis)));
                System.out.println(soak);
                assertEquals(List.of(), soak.grown());
            }
        }
    }
}
