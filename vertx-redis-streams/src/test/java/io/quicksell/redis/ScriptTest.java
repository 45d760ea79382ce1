package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScriptTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void anIncludedFileStandsWhereItsLineStood() {
        assertEquals("""
                -- For ScriptTest and RedisLinkTest: adds to a counter and tells what it is.
                local function answer(count)
                  return {'counted', count}
                end
                return answer(redis.call('INCRBY', KEYS[1], ARGV[1]))""", Counted.SCRIPT.source());
    }

    @Test
    void itsNameIsThatUnderWhichRedisKnowsIt() {
        assertEquals(redis.call(Command.SCRIPT, "LOAD", Counted.SCRIPT.source()).toString(), Counted.SCRIPT.sha1());
        assertEquals("test_count", Counted.SCRIPT.toString());
    }

    @Test
    void aWordIsAConstantInLowerCase() {
        assertEquals(Counted.COUNTED, Counted.SCRIPT.word("counted"));
        assertThrows(IllegalArgumentException.class, () -> Counted.SCRIPT.word("lost"));
    }

    @Test
    void withoutItsFilesNothingStarts() {
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
