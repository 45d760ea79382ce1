package io.quicksell.launcher.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.launcher.run.DataFolder;
import io.quicksell.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C before everything is up: whatever the moment, no server process is left. */
class StopDuringStartTest {

    @TempDir
    Path home;

    private Path data;
    private DataFolder folder;
    private EmbeddedRedis redis;

    @BeforeEach
    void aDataFolder() {
        data = home.resolve("data");
        folder = DataFolder.open(data);
        redis = new EmbeddedRedis(folder, RedisRun.SETTINGS);
    }

    @Test
    void aServerThatIsLoadingIsStopped() throws IOException {
        Path log = whatTakesLongToLoad();
        byte[] before = Files.readAllBytes(log);

        CompletableFuture<Void> start = stopWhen(() -> Files.exists(data.resolve("redis.json"))
                && RedisRun.serverOf(data).probe().state() == RedisProbe.State.LOADING);

        assertThrows(CompletionException.class, start::join);
        assertEquals(List.of(), RedisRun.processesOn(data));
        assertEquals(before.length, Files.size(log));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lock",
                "bin",
                "redis.json",
                "redis",
                "redis/redis.conf",
                "log/redis-start.log",
                "redis/redis.pid"
            })
    void aStopAtAnyMomentLeavesNoServer(String fileThatIsThere) {
        CompletableFuture<Void> start = stopWhen(() -> Files.exists(data.resolve(fileThatIsThere)));

        start.handle((done, failure) -> done).join();

        assertEquals(List.of(), RedisRun.processesOn(data));
        folder.close();
        RedisRun.start(data).close();
    }

    private CompletableFuture<Void> stopWhen(BooleanSupplier moment) {
        CompletableFuture<Void> start = CompletableFuture.runAsync(redis::start, task -> new Thread(task).start());
        Eventually.holds(() -> assertEquals(true, moment.getAsBoolean()));
        redis.stop();
        return start;
    }

    /** Redis looks at its connections after every thousand commands that it loads. */
    private Path whatTakesLongToLoad() throws IOException {
        String sleep = "*3\r\n$5\r\nDEBUG\r\n$5\r\nSLEEP\r\n$6\r\n0.0002\r\n";
        Files.createDirectories(data.resolve("redis"));
        return Files.write(
                data.resolve("redis/appendonly.aof"), sleep.repeat(100_000).getBytes(US_ASCII));
    }
}
