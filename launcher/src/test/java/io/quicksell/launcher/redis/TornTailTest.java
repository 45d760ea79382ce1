package io.quicksell.launcher.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power went while the append-only file was written: what was not answered for is gone as a whole, everything else is there. */
class TornTailTest {

    private static final int KILLED_AGAIN_EVERY = 4;

    @TempDir
    static Path home;

    private static WrittenLog log;
    private static RedisBinary binary;

    @BeforeAll
    static void aLog() throws IOException {
        log = WrittenLog.on(home.resolve("written"));
        binary = RedisBinary.find("", home.resolve("bin"));
    }

    @Test
    void whereverItIsTornAnOrderIsThereAsAWholeOrNotAtAll() throws IOException {
        for (int cut = log.order(); cut <= log.size(); cut++) {
            Path data = WrittenLog.folderWith(home.resolve("cut-" + cut), log.cutAt(cut));
            List<String> expected = expectedAfterCutAt(cut);
            try (DataFolder folder = DataFolder.open(data)) {
                RedisFolder redis = new RedisFolder(folder, "always");
                RedisServer server = start(redis);
                assertEquals(expected, whatIsThere(server), "cut at " + cut);
                if (cut % KILLED_AGAIN_EVERY == 0) {
                    assertEquals("+OK", answer(server, "SET after 1"));
                    kill(redis, server);
                    server = start(redis);
                    assertEquals(":1", answer(server, "EXISTS after"), "cut at " + cut);
                    assertEquals(expected, whatIsThere(server), "cut at " + cut);
                }
                kill(redis, server);
            }
            assertEquals(isTornAt(cut) ? 1 : 0, kept(data).size(), "cut at " + cut);
        }
    }

    @Test
    void asItWasItIsKeptForItsOwnerAlone() throws IOException {
        byte[] torn = log.cutAt(log.plain() - 20);
        Path data = WrittenLog.folderWith(home.resolve("kept"), torn);

        RedisRun.start(data).close();

        Path kept = kept(data).get(0);
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
        assertEquals(List.of(), kept(data));
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
        assertEquals(3, kept(data).size());
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
            assertEquals(1, kept(data).size());
        }
    }

    private static RedisServer start(RedisFolder redis) {
        return Eventually.succeeds(() -> redis.run(binary, RedisServer.planned("redis 6")));
    }

    private static List<String> expectedAfterCutAt(int cut) {
        boolean hasOrder = cut >= log.plain();
        return List.of(hasOrder ? ":4" : ":3", hasOrder ? ":1" : ":0", cut == log.size() ? ":1" : ":0");
    }

    private static boolean isTornAt(int cut) {
        return cut != log.order() && cut != log.plain() && cut != log.size();
    }

    /** How many of the orders' keys there are, whether the second order's stock agrees, and whether the plain command is there. */
    private static List<String> whatIsThere(RedisServer server) throws IOException {
        assertEquals(":1", answer(server, "EXISTS order:1"));
        assertEquals(":2", answer(server, "HLEN stock"));
        String orders = answer(server, "XLEN events");
        assertEquals(orders.equals(":2") ? "2" : "1", numberIn(server, "stock reserved"));
        assertEquals(orders.equals(":2") ? "2" : "1", numberIn(server, "totals orders"));
        return List.of(
                answer(server, "EXISTS order:1 stock totals order:2"),
                answer(server, "EXISTS order:2"),
                answer(server, "EXISTS plain"));
    }

    /** A hash's number, which as it is answered for is one line. */
    private static String numberIn(RedisServer server, String field) throws IOException {
        return answer(server, "HINCRBY " + field + " 0").substring(1);
    }

    private static String answer(RedisServer server, String command) throws IOException {
        return server.probe().send(command);
    }

    private static void kill(RedisFolder redis, RedisServer server) {
        OwnRedis.signal("KILL", server.pid());
        Eventually.holds(() -> assertTrue(!redis.processes().isRunning(server)));
    }

    private static void awaitRewritten(RedisRun run) {
        Eventually.holds(() ->
                assertTrue(run.call(Command.INFO, "persistence").toString().contains("aof_rewrite_in_progress:0")));
    }

    private static List<Path> kept(Path data) {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith("redis-torn-"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
