package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.order.StoredFormat;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A system is not called ready while a service cannot use the Redis that is there. */
class UnfitRedisTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @TempDir
    Path home;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private QuickSell system;

    @BeforeEach
    void create() throws IOException {
        Files.writeString(home.resolve("shop.json"), """
                {"redis": {"mode": "external", "host": "%s", "port": %d},
                 "inventory": {"port": 0}, "payment": {"port": 0}}
                """.formatted(
                        redis.endpoint().host(), redis.endpoint().port()));
        QuickSellConfig config = QuickSellConfig.read(home, "shop.json", Map.of());
        system = new QuickSell(config, DataFolder.open(home.resolve("data")));
    }

    @AfterEach
    void close() {
        if (!system.isStopping()) {
            system.stop();
        }
    }

    @Test
    void whatIsInTheWayIsSaidOnceUntilItIsPutRight() {
        redis.call(Command.SET, StoredFormat.KEY, "1");
        system.start();
        CompletableFuture<Void> fit =
                CompletableFuture.runAsync(() -> system.awaitFitness(said::add), task -> new Thread(task).start());
        Eventually.holds(() -> assertEquals(
                List.of(line("inventory", "its data are in the format 1 of another version; this one needs 2")), said));

        redis.call(Command.DEL, StoredFormat.KEY);
        redis.call(Command.ZADD, "orders", 1, "id");
        Eventually.holds(() -> assertTrue(
                said.get(said.size() - 1)
                        .startsWith("Not ready: payment cannot use its Redis: its key orders is a zset"),
                said::toString));
        assertTrue(!fit.isDone());

        redis.call(Command.DEL, "orders");
        Eventually.holds(() -> assertTrue(fit.isDone()));
        assertEquals(List.copyOf(new LinkedHashSet<>(said)), said);
    }

    @Test
    void nothingIsSaidOfOneThatCanBeUsed() {
        system.start();

        system.awaitFitness(said::add);

        assertEquals(List.of(), said);
    }

    @Test
    void aSystemThatIsStoppedMeanwhileWaitsNoLonger() {
        redis.call(Command.SET, StoredFormat.KEY, "1");
        system.start();
        CompletableFuture<Void> fit =
                CompletableFuture.runAsync(() -> system.awaitFitness(said::add), task -> new Thread(task).start());
        Eventually.holds(() -> assertEquals(1, said.size()));

        system.stop();

        Eventually.holds(() -> assertTrue(fit.isDone()));
    }

    private static String line(String service, String why) {
        return "Not ready: " + service + " cannot use its Redis: " + why
                + ". It goes on by itself when that is put right;"
                + " docs/operating.md has the ways out (A Redis of your own).";
    }
}
