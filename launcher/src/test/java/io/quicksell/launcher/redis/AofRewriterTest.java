package io.quicksell.launcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the append-only file is rewritten; it looks as often as a test says. */
class AofRewriterTest {

    private static final int GROWN_BYTES = 64 * 1024;

    @TempDir
    Path folder;

    private RedisRun redis;
    private AofRewriter rewriter;

    @BeforeEach
    void start() {
        redis = RedisRun.start(folder);
        rewriter = new AofRewriter(() -> redis.server().probe(), GROWN_BYTES);
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void atRestAFileThatHasGrownIsRewrittenOnce() {
        write(GROWN_BYTES);
        rewriter.look();
        assertEquals(0, rewrites(), "nobody knows yet that it is at rest");

        rewriter.look();

        Eventually.holds(() -> assertEquals(1, rewrites()));
        assertTrue(size() < GROWN_BYTES, "the same key was written again and again");
        rewriter.look();
        rewriter.look();
        assertEquals(1, rewrites(), "it has not grown since");
    }

    @Test
    void whatGrewBeforeAStartIsRewrittenAfterIt() {
        write(GROWN_BYTES);
        redis.close();
        start();

        rewriter.look();
        rewriter.look();

        Eventually.holds(() -> assertEquals(1, rewrites()));
    }

    @Test
    void neitherABusyServerNorASmallFileIsTroubled() {
        rewriter.look();
        rewriter.look();
        write((int) AofRewriter.BUSY_BYTES);
        rewriter.look();

        assertEquals(0, rewrites());
    }

    /** A server that is being started again is looked at later. */
    @Test
    void aServerThatIsAwayIsNoDefect() {
        redis.stopRedis();

        rewriter.look();
    }

    @Test
    void afterItHasEndedItDoesNotBegin() {
        rewriter.end();

        rewriter.begin();
    }

    private void write(int bytes) {
        String text = "x".repeat(16 * 1024);
        for (int written = 0; written < bytes; written += text.length()) {
            redis.call(Command.SET, "key", text);
        }
    }

    /** How many are done; those under way are not. */
    private int rewrites() {
        assertEquals("ok", redis.info("aof_last_bgrewrite_status"));
        boolean underWay = redis.info("aof_rewrite_in_progress").equals("1")
                || redis.info("aof_rewrite_scheduled").equals("1");
        long forks = Long.parseLong(redis.info("total_forks"));
        return (int) (underWay ? forks - 1 : forks);
    }

    private long size() {
        return Long.parseLong(redis.info("aof_current_size"));
    }
}
