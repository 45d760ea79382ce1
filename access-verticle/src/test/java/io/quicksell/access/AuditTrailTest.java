package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.access.SessionStore.Attempt;
import io.quicksell.common.domain.Ids;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody fills the trail, or pushes out of it what others did. */
class AuditTrailTest extends StaffTestBase {

    private static final List<String> TEN_AND_THE_HUNDREDTH = Stream.concat(
                    IntStream.rangeClosed(1, 10).mapToObj(each -> "wrong password"),
                    Stream.of("wrong password, 100 times within an hour", "wrong password, 1000 times within an hour"))
            .toList();

    @Test
    void refusalsOfAUserAreEnteredWithTheirNumberOnceThereAreMany() {
        refuse("Anna", 1_100);
        refuse("Olga", 1);

        assertEquals(TEN_AND_THE_HUNDREDTH, detailsOf("Anna"));
        assertEquals(List.of("wrong password"), detailsOf("Olga"));
        long left = redis.call(Command.PTTL, "access:times:log_in:refused:anna").toLong();
        assertTrue(left > 0 && left <= 3_600_000, () -> left + " ms");
    }

    @Test
    void namesThatDoNotExistCountAsOne() {
        refuse("", 1_100);

        assertEquals(TEN_AND_THE_HUNDREDTH, detailsOf(""));
        assertEquals(
                1,
                redis.snapshot().keySet().stream()
                        .filter(key -> key.startsWith("access:times:"))
                        .count());
    }

    @Test
    void aProgramThatLogsInAgainAndAgainLeavesNoMore() {
        staff.user("Anna", "clerk");
        for (int i = 0; i < 150; i++) {
            staff.sessions()
                    .end(new UserName("Anna"), staff.session("Anna"), false, Staff.ACT)
                    .await();
        }

        assertEquals(1 + 2 * 100, redis.call(Command.XLEN, "access:audit").toInteger());
        assertEquals(
                1,
                detailsOf("Anna").stream()
                                .filter("100 times within an hour"::equals)
                                .count()
                        / 2);
    }

    @Test
    void thereAreNeverMoreThanHalfAMillionEntries() {
        String thousand = "for i = 1, 1000 do redis.call('XADD', KEYS[1], '*', 'who', 'x') end";
        IntStream.range(0, 501).forEach(each -> redis.call(Command.EVAL, thousand, 1, "access:audit"));
        staff.user("Anna", "clerk");

        assertTrue(redis.call(Command.XLEN, "access:audit").toInteger() < 501_000);
        assertEquals("add_user", staff.lastAct().get("what"));
    }

    @Test
    void aRefusalWhoseAnswerWasLostIsEnteredOnce() {
        for (String id : List.of("try-1", "try-1", "try-2")) {
            staff.sessions()
                    .noteFailure(id, Attempt.LOG_IN, "Anna", "wrong password", Staff.ACT)
                    .await();
        }

        assertEquals(2, detailsOf("Anna").size());
    }

    private void refuse(String name, int times) {
        for (int i = 0; i < times; i++) {
            staff.sessions()
                    .noteFailure(Ids.random(), Attempt.LOG_IN, name, "wrong password", Staff.ACT)
                    .await();
        }
    }

    private List<String> detailsOf(String name) {
        return redis.stream("access:audit").stream()
                .filter(act -> name.equals(act.get("thing")))
                .map(act -> act.getOrDefault("detail", ""))
                .toList();
    }
}
