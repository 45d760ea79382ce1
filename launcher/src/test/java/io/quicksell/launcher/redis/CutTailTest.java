package io.quicksell.launcher.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.run.StartFailure;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an append-only file whose torn tail is cut off: a copy is kept, and it is as good as before. */
class CutTailTest {

    @TempDir
    static Path home;

    private static WrittenLog log;

    @BeforeAll
    static void aLog() throws IOException {
        log = WrittenLog.on(home.resolve("written"));
    }

    @Test
    void asItWasItIsKeptForItsOwnerAlone() throws IOException {
        byte[] torn = log.cutAt(log.plain() - 20);
        Path data = WrittenLog.folderWith(home.resolve("kept"), torn);

        RedisRun.start(data).close();

        Path kept = WrittenLog.keptOf(data).get(0);
        assertArrayEquals(torn, Files.readAllBytes(kept.resolve("appendonly.aof")));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.resolve("redis.conf"))));
    }

    @Test
    void whatCannotBeKeptIsNotCutOff() throws IOException {
        byte[] torn = log.cutAt(log.plain() - 20);
        Path data = WrittenLog.folderWith(home.resolve("not-kept"), torn);
        Path notToBeCopied = Files.createSymbolicLink(data.resolve("redis/zz"), data.resolve("nowhere"));

        StartFailure refused = assertThrows(StartFailure.class, () -> RedisRun.start(data));

        assertTrue(refused.getMessage().contains("could not be cut off"), refused.getMessage());
        assertEquals(List.of(), WrittenLog.keptOf(data));
        assertArrayEquals(torn, Files.readAllBytes(data.resolve("redis/appendonly.aof")));
        Files.delete(notToBeCopied);
        RedisRun.start(data).close();
    }

    @Test
    void whatIsAcknowledgedAfterTwoTornTailsInARowSurvivesBoth() throws IOException {
        Path data = WrittenLog.folderWith(home.resolve("twice"), log.cutAt(log.plain() - 1));
        Path file = data.resolve("redis/appendonly.aof");
        for (int round = 1; round <= 2; round++) {
            try (RedisRun run = RedisRun.start(data)) {
                run.call(Command.SET, "round:" + round, round);
                awaitRewritten(run);
                run.call(Command.SET, "also:" + round, round);
                run.call(Command.SET, "torn", "x".repeat(100));
            }
            byte[] written = Files.readAllBytes(file);
            WrittenLog.folderWith(data, Arrays.copyOf(written, written.length - 50));
        }

        try (RedisRun run = RedisRun.start(data)) {
            assertEquals(
                    4,
                    run.call(Command.EXISTS, "round:1", "also:1", "round:2", "also:2")
                            .toInteger());
            assertEquals(0, run.call(Command.EXISTS, "torn").toInteger());
            assertEquals(1, run.call(Command.EXISTS, "order:1").toInteger());
            assertEquals(0, run.call(Command.EXISTS, "order:2").toInteger());
        }
        assertEquals(3, WrittenLog.keptOf(data).size());
    }

    @Test
    void aTailThatIsTornWhileTheSystemRunsIsCutOffByTheWatch() throws IOException {
        Path data = home.resolve("watched");
        try (RedisRun run = RedisRun.start(data)) {
            run.call(Command.SET, "stock", 5);
            OwnRedis.signal("STOP", run.server().pid());
            Path file = data.resolve("redis/appendonly.aof");
            Files.write(file, "*3\r\n$3\r\nSET\r\n$4\r\nto".getBytes(US_ASCII), StandardOpenOption.APPEND);
            run.killServer();

            Eventually.holds(
                    () -> assertEquals("5", run.call(Command.GET, "stock").toString()));
            assertEquals(1, WrittenLog.keptOf(data).size());
        }
    }

    private static void awaitRewritten(RedisRun run) {
        Eventually.holds(() ->
                assertTrue(run.call(Command.INFO, "persistence").toString().contains("aof_rewrite_in_progress:0")));
    }
}
