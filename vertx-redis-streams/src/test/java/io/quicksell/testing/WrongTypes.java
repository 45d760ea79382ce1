package io.quicksell.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Redis rolls nothing back, so a script has to find a key of a wrong type before its first write. */
public final class WrongTypes {

    private WrongTypes() {}

    /** Puts a text at each of the keys in turn, and expects that the step fails because of it and has written nothing. */
    public static void expectFoundFirst(RealRedis redis, List<String> keys, Executable step) {
        for (String key : keys) {
            redis.call(Command.COPY, key, "kept:" + key);
            redis.call(Command.SET, key, "a text");
            Map<String, String> before = redis.snapshot();

            String message = assertThrows(Throwable.class, step).getMessage();
            assertTrue(
                    message.contains(key + " holds a string") || message.contains("wrong kind of value"),
                    key + " led to: " + message);
            assertEquals(before, redis.snapshot(), key);

            redis.call(Command.DEL, key);
            if (redis.call(Command.EXISTS, "kept:" + key).toInteger() == 1) {
                redis.call(Command.RENAME, "kept:" + key, key);
            }
        }
    }
}
