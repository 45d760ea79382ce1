package io.quicksell.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.redis.RedisLink;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnRedisTest {

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private OwnRedis redis;
    private RedisLink link;

    @BeforeEach
    void aServer() {
        redis = OwnRedis.start(folder);
        link = new RedisLink(vertx, redis.endpoint(), "test").open();
        Eventually.succeeds(() -> link.ping().await());
    }

    @AfterEach
    void end() {
        vertx.close().await();
        redis.close();
    }

    @Test
    void whatWasAcknowledgedOutlivesAKilledServer() {
        link.send(Request.cmd(Command.SET).arg("tea").arg("7")).await();

        redis.kill();
        redis.start();

        Response tea = Eventually.succeeds(
                () -> link.send(Request.cmd(Command.GET).arg("tea")).await());
        assertEquals("7", tea.toString());
    }
}
