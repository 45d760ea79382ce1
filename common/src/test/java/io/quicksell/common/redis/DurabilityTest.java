package io.quicksell.common.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.Eventually;
import io.quicksell.common.testing.OwnRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {

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
        set("appendonly", "yes");
        set("appendfsync", "always");
        set("maxmemory-policy", "noeviction");
    }

    @AfterEach
    void end() {
        vertx.close().await();
        redis.close();
    }

    @Test
    void aMasterThatLogsEveryWriteKeepsWhatItAnswersFor() {
        assertEquals(new Durability("master", List.of()), look());
        assertTrue(look().isMaster());
    }

    @Test
    void eachSettingThatMayLoseOrdersIsNamed() {
        set("appendfsync", "everysec");
        assertTrue(warning().startsWith("appendfsync is everysec"), warning());

        set("appendonly", "no");
        assertTrue(warning().startsWith("appendonly is off"), warning());

        set("appendonly", "yes");
        set("appendfsync", "always");
        set("maxmemory-policy", "allkeys-lru");
        assertTrue(warning().startsWith("maxmemory-policy is allkeys-lru"), warning());
    }

    @Test
    void aReplicaIsNoMaster() {
        link.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(1)).await();

        assertFalse(look().isMaster());
    }

    private Durability look() {
        return link.durability().await();
    }

    private String warning() {
        assertEquals(1, look().warnings().size());
        return look().warnings().get(0);
    }

    private void set(String setting, String value) {
        link.send(Request.cmd(Command.CONFIG).arg("SET").arg(setting).arg(value))
                .await();
    }
}
