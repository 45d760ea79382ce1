package io.quicksell.launcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.run.DataFolder;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power failed while the append-only file was written: what was not acknowledged is gone as a whole, everything else is there.
 */
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
                RedisFolder redis = new RedisFolder(folder, RedisRun.SETTINGS);
                RedisServer server = start(redis);
                assertEquals(expected, whatIsThere(server), "cut at " + cut);
                if (cut % KILLED_AGAIN_EVERY == 0) {
                    assertEquals("+OK", reply(server, "SET after 1"));
                    kill(redis, server);
                    server = start(redis);
                    assertEquals(":1", reply(server, "EXISTS after"), "cut at " + cut);
                    assertEquals(expected, whatIsThere(server), "cut at " + cut);
                }
                kill(redis, server);
            }
            assertEquals(isTornAt(cut) ? 1 : 0, WrittenLog.keptOf(data).size(), "cut at " + cut);
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
        assertEquals(":1", reply(server, "EXISTS order:1"));
        assertEquals(":2", reply(server, "HLEN stock"));
        String orders = reply(server, "XLEN events");
        assertEquals(orders.equals(":2") ? "2" : "1", numberIn(server, "stock reserved"));
        assertEquals(orders.equals(":2") ? "2" : "1", numberIn(server, "totals orders"));
        return List.of(
                reply(server, "EXISTS order:1 stock totals order:2"),
                reply(server, "EXISTS order:2"),
                reply(server, "EXISTS plain"));
    }

    /** A number in a hash, read with a command whose reply is one line. */
    private static String numberIn(RedisServer server, String field) throws IOException {
        return reply(server, "HINCRBY " + field + " 0").substring(1);
    }

    private static String reply(RedisServer server, String command) throws IOException {
        return server.probe().send(command);
    }

    private static void kill(RedisFolder redis, RedisServer server) {
        OwnRedis.signal("KILL", server.pid());
        Eventually.holds(() -> assertTrue(!redis.processes().isRunning(server)));
    }
}
