package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.access.UserStore.Account;
import io.quicksell.access.UserStore.Edit;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest extends StaffTestBase {

    private static final long HOUR = 3_600_000;

    @BeforeEach
    void aClerk() {
        staff.user("Anna", "clerk");
    }

    @Test
    void aSessionHasWhatTheOtherServicesReadAndEndsAfterAnHourWithoutARequest() {
        String token = staff.session("Anna");

        Map<String, String> session = redis.hash("access:token:" + token);
        assertEquals(
                List.of("session", "Anna", "orders:read"),
                List.of(session.get("kind"), session.get("who"), session.get("scopes")));
        assertEquals(12 * HOUR, Long.parseLong(session.get("until")) - Long.parseLong(session.get("seen")));
        long left = redis.call(Command.PTTL, "access:token:" + token).toLong();
        assertTrue(left > HOUR / 2 && left <= HOUR, () -> left + " ms");
        assertEquals(Staff.act("log_in", "Anna", "done", ""), staff.lastAct());
    }

    @Test
    void aSessionWhoseAnswerWasLostIsOpenedOnce() {
        Account anna = staff.account("Anna");
        OptionalLong until =
                staff.sessions().open(anna, "orders:read", "f00d", Staff.ACT).await();
        Map<String, String> before = redis.snapshot();

        assertEquals(
                until,
                staff.sessions().open(anna, "orders:read", "f00d", Staff.ACT).await());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void whoWasChangedWhileThePasswordWasCheckedGetsNoSession() {
        Account before = staff.account("Anna");
        staff.user("Olga", "boss");
        for (Edit edit : List.of(Edit.ofRole("boss"), Staff.otherPassword(), Edit.ofDisabled(true))) {
            Account known = staff.account("Anna");
            staff.change("Anna", edit);

            assertTrue(
                    staff.sessions().open(known, "", "f00d", Staff.ACT).await().isEmpty());
        }
        assertTrue(staff.sessions().open(before, "", "f00d", Staff.ACT).await().isEmpty());
        assertFalse(staff.isOpen("f00d"));
    }

    @Test
    void theOldestSessionEndsWhereAUserHasAsManyAsThereMayBe() {
        String oldest = staff.session("Anna");
        List<String> others = IntStream.range(1, SessionStore.MAX_SESSIONS)
                .mapToObj(each -> staff.session("Anna"))
                .toList();
        assertTrue(staff.isOpen(oldest));

        String newest = staff.session("Anna");
        assertEquals(
                SessionStore.MAX_SESSIONS,
                redis.call(Command.ZCARD, "access:tokens_of:anna").toInteger());
        assertTrue(staff.isOpen(newest));
        assertEquals(
                SessionStore.MAX_SESSIONS - 1,
                others.stream().filter(staff::isOpen).count() + (staff.isOpen(oldest) ? 1 : 0));
    }

    @Test
    void loggingOutEndsThatSessionAlone() {
        String here = staff.session("Anna");
        String elsewhere = staff.session("Anna");

        assertTrue(end(here, false));
        assertFalse(staff.isOpen(here));
        assertTrue(staff.isOpen(elsewhere));
        assertEquals(Staff.act("log_out", "Anna", "done", ""), staff.lastAct());

        Map<String, String> before = redis.snapshot();
        assertFalse(end(here, false));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void loggingOutEverywhereEndsThemAll() {
        List<String> sessions = List.of(staff.session("Anna"), staff.session("Anna"), staff.session("Anna"));

        assertTrue(end(sessions.get(1), true));
        assertTrue(sessions.stream().noneMatch(staff::isOpen));
        assertEquals(0, redis.call(Command.EXISTS, "access:tokens_of:anna").toInteger());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        Account anna = staff.account("Anna");
        staff.sessions().takeTry(new UserName("Anna"), Staff.ADDRESS).await();
        WrongTypes.expectFoundFirst(
                redis,
                List.of(
                        "access:user:anna",
                        "access:token:f00d",
                        "access:tokens_of:anna",
                        "access:tries:192.0.2.7:anna",
                        "access:tries:192.0.2.7",
                        "access:audit"),
                () -> staff.sessions().open(anna, "", "f00d", Staff.ACT).await());
        String token = staff.session("Anna");
        WrongTypes.expectFoundFirst(
                redis,
                List.of("access:token:" + token, "access:tokens_of:anna", "access:audit"),
                () -> end(token, true));
        WrongTypes.expectFoundFirst(
                redis,
                List.of("access:audit"),
                () -> staff.sessions()
                        .noteFailure(SessionStore.Attempt.LOG_IN, "Anna", Staff.ACT)
                        .await());
    }

    private boolean end(String token, boolean everywhere) {
        return staff.sessions()
                .end(new UserName("anna"), token, everywhere, Staff.ACT)
                .await();
    }
}
