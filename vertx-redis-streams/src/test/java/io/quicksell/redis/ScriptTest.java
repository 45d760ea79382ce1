package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a script is put together, what Redis calls it, and how its reply is read. */
class ScriptTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void anIncludedFileReplacesItsLine() {
        assertEquals("""
                -- For ScriptTest and RedisLinkTest: adds to a counter and returns it.
                local function reply(count)
                  return {'counted', count}
                end
                return reply(redis.call('INCRBY', KEYS[1], ARGV[1]))""", Counted.SCRIPT.source());
    }

    @Test
    void itsSha1IsTheOneUnderWhichRedisKnowsIt() {
        assertEquals(redis.call(Command.SCRIPT, "LOAD", Counted.SCRIPT.source()).toString(), Counted.SCRIPT.sha1());
        assertEquals("test_count", Counted.SCRIPT.toString());
    }

    @Test
    void aWordIsAConstantInLowerCase() {
        assertEquals(Counted.COUNTED, Counted.SCRIPT.word("counted"));
        assertThrows(IllegalArgumentException.class, () -> Counted.SCRIPT.word("lost"));
    }

    @Test
    void nothingStartsWithoutItsFiles() {
        assertEquals("lua/test_nowhere.lua is not on the class path", refusal("test_nowhere"));
        assertEquals("lua/test_nowhere.lua is not on the class path", refusal("test_broken_include"));
    }

    @Test
    void aFieldWithoutAValueIsLeftOut() {
        redis.call(Command.HSET, "tea", "name", "price", "units", "7");

        assertEquals(Map.of(), ScriptReply.fields(redis.call(Command.HMGET, "tea", "name", "unknown")));
        assertEquals(Map.of("price", "7"), ScriptReply.fields(redis.call(Command.HMGET, "tea", "name", "units")));
    }

    private static String refusal(String name) {
        return assertThrows(IllegalStateException.class, () -> Script.load(name, Counted.class))
                .getMessage();
    }
}
