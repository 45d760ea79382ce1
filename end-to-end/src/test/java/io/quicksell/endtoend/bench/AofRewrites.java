package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.driver.RedisClient;
import io.quicksell.endtoend.driver.Waiting;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Lets Redis rewrite its append-only file, again and again, until it is closed. */
final class AofRewrites implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final RedisClient redis;
    private final CompletableFuture<Integer> count;
    private volatile boolean isOver;

    /**
     * @param redis a connection of its own
     */
    AofRewrites(RedisClient redis) {
        this.redis = redis;
        this.count = CompletableFuture.supplyAsync(this::repeat, task -> new Thread(task).start());
    }

    /** Rewrites it once, and returns when that is done. */
    static void once(RedisClient redis) {
        awaitNone(redis);
        redis.send("BGREWRITEAOF");
        awaitNone(redis);
    }

    /** Ends with the one that is under way; returns how many there were. */
    int end() {
        isOver = true;
        return count.join();
    }

    @Override
    public void close() {
        isOver = true;
        count.handle((done, failure) -> done).join();
        redis.close();
    }

    private int repeat() {
        int done = 0;
        for (; !isOver; done++) {
            once(redis);
        }
        return done;
    }

    private static void awaitNone(RedisClient redis) {
        Waiting.until(
                () -> isIdle(redis.send("INFO", "persistence").toString()),
                BETWEEN_LOOKS,
                LIMIT,
                () -> "Redis rewrites its append-only file for more than " + LIMIT);
    }

    private static boolean isIdle(String info) {
        return info.contains("aof_rewrite_in_progress:0") && info.contains("aof_rewrite_scheduled:0");
    }
}
