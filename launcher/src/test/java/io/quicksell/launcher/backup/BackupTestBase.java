package io.quicksell.launcher.backup;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.redis.EmbeddedRedis;
import io.quicksell.launcher.redis.EmbeddedSettings;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.redis.RedisEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** A home with data folders, each of which a Redis can run on, and what is typed there. */
abstract class BackupTestBase {

    @TempDir
    Path home;

    final List<String> said = new ArrayList<>();

    /** Something that is done with a Redis. */
    @FunctionalInterface
    interface Work {
        void on(RedisWire redis) throws IOException;
    }

    /** Has the Redis of a data folder run meanwhile, as a system that has started has it. */
    void whileRunning(String data, Work work) throws IOException {
        try (DataFolder folder = DataFolder.open(home.resolve(data))) {
            EmbeddedRedis redis = new EmbeddedRedis(folder, new EmbeddedSettings("", "no", 0));
            try {
                redis.start();
                RedisEndpoint endpoint =
                        EmbeddedRedis.administrator(folder.path()).orElseThrow();
                try (RedisWire wire = RedisWire.to(endpoint)) {
                    work.on(wire);
                }
            } finally {
                redis.stop();
            }
        }
    }

    /** A shop as its scripts would leave it. */
    static void fill(RedisWire redis, int orders) throws IOException {
        redis.call("SET", StoredFormat.KEY, StoredFormat.NOW);
        redis.call("ZADD", "products", 1, "bolt");
        redis.call("HSET", "product:bolt", "quantity", 100 - orders, "held", 0, "sold", orders, "added", 100);
        for (int i = 1; i <= orders; i++) {
            redis.call("XADD", OrderEvent.CREATED, "*", "v", "1", "order_id", i);
            redis.call("INCR", "order_number");
        }
    }

    /** What is typed behind {@code ./run.sh}, in a home whose conf names that data folder. */
    void type(String data, String line) throws IOException {
        run("{\"data\": \"" + data + "\", \"inventory\": {}}", line);
    }

    void run(String conf, String line) throws IOException {
        Files.writeString(home.resolve("conf.json"), conf);
        BackupCommandLine command = new BackupCommandLine(List.of(line.split(" ")));
        command.misuse().ifPresent(misuse -> {
            throw new AssertionError(misuse);
        });
        command.run(() -> QuickSellConfig.read(home, "conf.json", Map.of()), said::add);
    }

    Path backups() {
        return home.resolve("backups");
    }

    Path onlyBackup() {
        List<Path> found = BackupFolder.backups(backups());
        if (found.size() != 1) {
            throw new AssertionError(found);
        }
        return found.get(0);
    }

    /** All that a Redis has, key by key, as Redis itself packs it. */
    static Map<String, String> dump(RedisWire redis) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Object key : redis.list("KEYS", "*")) {
            all.put(RedisWire.textOf(key), Arrays.toString((byte[]) redis.call("DUMP", key)));
        }
        return all;
    }

    /** Something that is typed. */
    @FunctionalInterface
    interface Typed {
        void run() throws IOException;
    }

    static String refusal(Typed typed) {
        return assertThrows(BackupFailure.class, typed::run).getMessage();
    }
}
