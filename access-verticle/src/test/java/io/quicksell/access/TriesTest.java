package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.WrongTypes;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who may try a password, and when. */
class TriesTest extends StaffTestBase {

    private static final String ELSEWHERE = "198.51.100.9";

    @Test
    void fiveTriesAreFreeAndTheSixthHasToWait() {
        for (int i = 0; i < 5; i++) {
            assertEquals(OptionalLong.empty(), tryAs("Anna", Staff.ADDRESS));
        }
        Map<String, String> before = redis.snapshot();

        assertTrue(tryAs("Anna", Staff.ADDRESS).orElseThrow() <= Staff.COSTS.firstPauseMillis());
        assertEquals(before, redis.snapshot(), "what is refused is not counted");
    }

    @Test
    void triesAtTheSameTimeDoNotPassTogether() {
        List<Future<OptionalLong>> tries = redis.beforeAnyWrite(() -> IntStream.range(0, 1_000)
                .mapToObj(each -> staff.sessions().takeTry(new UserName("Anna"), Staff.ADDRESS))
                .toList());

        assertEquals(5, tries.stream().filter(each -> each.await().isEmpty()).count());
    }

    @Test
    void eachFurtherTryMakesThePauseTwiceAsLongUpToAMinute() {
        for (int i = 0; i < 5; i++) {
            tryAs("Anna", Staff.ADDRESS);
        }
        long pause = pause();
        for (int i = 0; i < 12; i++) {
            forgetPause();
            tryAs("Anna", Staff.ADDRESS);
            long next = pause();
            assertTrue(
                    next > 1.5 * pause && next <= 2 * pause + 1_000
                            || next > SessionStore.LONGEST_PAUSE_MILLIS - 10_000,
                    pause + " then " + next);
            pause = next;
        }
        assertTrue(pause <= SessionStore.LONGEST_PAUSE_MILLIS);
    }

    @Test
    void aStrangerElsewhereKeepsNobodyOut() {
        for (int i = 0; i < 6; i++) {
            tryAs("Anna", ELSEWHERE);
        }

        assertTrue(tryAs("Anna", ELSEWHERE).isPresent());
        assertEquals(OptionalLong.empty(), tryAs("Anna", Staff.ADDRESS));
    }

    @Test
    void anAddressThatTriesManyNamesHasToWaitForAllOfThem() {
        for (int i = 0; i < SessionStore.FREE_TRIES_OF_ADDRESS; i++) {
            assertEquals(OptionalLong.empty(), tryAs("name" + i, ELSEWHERE));
        }

        assertTrue(tryAs("another", ELSEWHERE).isPresent());
        assertEquals(OptionalLong.empty(), tryAs("another", Staff.ADDRESS));
    }

    @Test
    void whoLogsInStartsAnewAndTheAddressIsAsBefore() {
        staff.user("Anna", "clerk");
        for (int i = 0; i < 3; i++) {
            tryAs("Anna", Staff.ADDRESS);
        }
        staff.session("Anna");

        assertEquals(Map.of(), redis.hash("access:tries:192.0.2.7:anna"));
        assertEquals("2", redis.hash("access:tries:192.0.2.7").get("tries"));
        for (int i = 0; i < 2; i++) {
            staff.session("Anna");
        }
        assertEquals(Map.of(), redis.hash("access:tries:192.0.2.7"));
    }

    @Test
    void aPauseFromBeforeTheClockWasSetBackDoesNotCount() {
        redis.call(Command.HSET, "access:tries:192.0.2.7:anna", "tries", 5, "paused_until", 99_999_999_999_999L);

        assertEquals(OptionalLong.empty(), tryAs("Anna", Staff.ADDRESS));
    }

    @Test
    void theSecretThatDevicesAreKnownByIsMadeOnce() {
        String first = staff.sessions().secret().await();

        assertEquals(first, staff.sessions().secret().await());
        assertTrue(first.length() >= 64, first);
    }

    @Test
    void triesAreForgottenAfterAnHour() {
        tryAs("Anna", Staff.ADDRESS);

        for (String key : List.of("access:tries:192.0.2.7:anna", "access:tries:192.0.2.7")) {
            long left = redis.call(Command.PTTL, key).toLong();
            assertTrue(left > 0 && left <= 3_600_000, () -> key + " " + left);
        }
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis,
                List.of("access:tries:192.0.2.7:anna", "access:tries:192.0.2.7"),
                () -> tryAs("Anna", Staff.ADDRESS));
    }

    private OptionalLong tryAs(String name, String address) {
        return staff.sessions().takeTry(new UserName(name), address).await();
    }

    private long pause() {
        return tryAs("Anna", Staff.ADDRESS).orElse(0);
    }

    private void forgetPause() {
        redis.call(Command.HDEL, "access:tries:192.0.2.7:anna", "paused_until");
        redis.call(Command.DEL, "access:tries:192.0.2.7");
    }
}
