package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.OwnRedisTestBase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which settings of a Redis may lose what it acknowledged. */
class DurabilityTest extends OwnRedisTestBase {

    @Test
    void aMasterThatLogsEveryWriteKeepsWhatItAcknowledges() {
        assertEquals(new Durability("master", 0, 0, List.of()), look());
        assertTrue(look().isMaster());
    }

    @Test
    void eachSettingThatMayLoseWritesIsNamed() {
        set("appendfsync", "everysec");
        assertTrue(warning().startsWith("appendfsync is everysec"), warning());

        set("appendonly", "no");
        assertTrue(warning().startsWith("appendonly is off"), warning());
    }

    @Test
    void aReplicaIsNotAMaster() {
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
