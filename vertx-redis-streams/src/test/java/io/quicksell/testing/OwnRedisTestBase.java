package io.quicksell.testing;

import io.quicksell.redis.RedisLink;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a Redis of its own, and a link to it. */
public abstract class OwnRedisTestBase {

    @TempDir
    protected Path folder;

    protected final Vertx vertx = Vertx.vertx();
    protected OwnRedis redis;
    protected RedisLink link;

    @BeforeEach
    void aServerAndALink() {
        redis = OwnRedis.start(folder);
        link = new RedisLink(vertx, redis.endpoint(), "test").open();
        Eventually.succeeds(() -> link.ping().await());
    }

    @AfterEach
    void end() {
        vertx.close().await();
        redis.close();
    }
}
