package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.OwnRedisTestBase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import org.junit.jupiter.api.Test;

class RedisMemoryTest extends OwnRedisTestBase {

    @Test
    void aRedisTellsWhatItUsesAndWhatItMayUse() {
        link.send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("64mb"))
                .await();

        RedisMemory memory = link.memory().await().orElseThrow();

        assertEquals(64 * 1024 * 1024, memory.maxBytes());
        assertTrue(memory.usedBytes() > 100_000, memory::toString);
        assertFalse(memory.isNearlyFull(), memory::toString);
    }

    @Test
    void fromNinetyPercentOnItIsNearlyFull() {
        assertFalse(new RedisMemory(899, 1_000).isNearlyFull());
        assertTrue(new RedisMemory(900, 1_000).isNearlyFull());
        assertTrue(new RedisMemory(1_100, 1_000).isNearlyFull());
    }

    @Test
    void withoutALimitItIsNeverNearlyFull() {
        assertEquals(0, link.memory().await().orElseThrow().maxBytes());
        assertFalse(new RedisMemory(1_000_000, 0).isNearlyFull());
    }
}
