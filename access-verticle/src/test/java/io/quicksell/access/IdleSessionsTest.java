package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that is used goes on, and its end stays where it is. */
class IdleSessionsTest extends AccessTestBase {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private Token token;
    private String key;

    @BeforeEach
    void whoLogsIn() {
        token = staff.session("Anna");
        key = TokenStore.key(token);
    }

    @Test
    void aRequestOfASessionThatWasIdleForAMinuteGivesItAnotherHour() {
        idleSince(2 * MINUTE);
        String ends = redis.hash(key).get("until");
        assertEquals(200, access.with(token.text()).get("/me").status());

        Eventually.holds(() -> assertTrue(left() > HOUR - MINUTE, () -> left() + " ms"));
        assertEquals(ends, redis.hash(key).get("until"));
    }

    @Test
    void aSessionThatWasUsedInTheLastMinuteIsNotWrittenAgain() {
        redis.call(Command.PEXPIRE, key, 10 * MINUTE);
        Map<String, String> before = redis.hash(key);
        assertEquals(200, access.with(token.text()).get("/me").status());

        assertEquals(200, access.with(staff.session("Olga").text()).get("/me").status());
        assertTrue(left() <= 10 * MINUTE);
        assertEquals(before, redis.hash(key));
    }

    @Test
    void noRequestLetsASessionLastLongerThanItsEnd() {
        idleSince(2 * MINUTE);
        redis.call(Command.HSET, key, "until", now() + 30 * MINUTE);
        assertEquals(200, access.with(token.text()).get("/me").status());

        Eventually.holds(() -> assertTrue(left() > 20 * MINUTE, () -> left() + " ms"));
        assertTrue(left() <= 30 * MINUTE);
    }

    private void idleSince(long millis) {
        redis.call(Command.HSET, key, "seen", now() - millis);
        redis.call(Command.PEXPIRE, key, 10 * MINUTE);
    }

    private long left() {
        return redis.call(Command.PTTL, key).toLong();
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
