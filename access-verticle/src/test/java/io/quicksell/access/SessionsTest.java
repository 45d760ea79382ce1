package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.access.UserStore.Account;
import io.quicksell.access.UserStore.Edit;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest extends StaffTestBase {

    private static final long HOUR = 3_600_000;
    private static final Token NEW = Token.random(Token.SHOP);

    @BeforeEach
    void aClerk() {
        staff.user("Anna", "clerk");
    }

    @Test
    void aSessionHasWhatTheOtherServicesReadAndEndsAfterAnHourWithoutARequest() {
        Token token = staff.session("Anna");

        Map<String, String> session = redis.hash(TokenStore.key(token));
        assertEquals(
                List.of("session", "Anna", "orders:read"),
                List.of(session.get("kind"), session.get("who"), session.get("scopes")));
        assertEquals(12 * HOUR, Long.parseLong(session.get("until")) - Long.parseLong(session.get("seen")));
        long left = redis.call(Command.PTTL, TokenStore.key(token)).toLong();
        assertTrue(left > HOUR / 2 && left <= HOUR, () -> left + " ms");
        assertEquals("Anna", staff.lastAct().get("who"));
        assertEquals("log_in", staff.lastAct().get("what"));
    }

    @Test
    void aSessionWhoseAnswerWasLostIsOpenedOnce() {
        Account anna = staff.account("Anna");
        OptionalLong until = staff.sessions()
                .open(anna, "orders:read", NEW, Optional.empty(), Staff.ADDRESS, Staff.ACT)
                .await();
        Map<String, String> before = redis.snapshot();

        assertEquals(
                until,
                staff.sessions()
                        .open(anna, "orders:read", NEW, Optional.empty(), Staff.ADDRESS, Staff.ACT)
                        .await());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void whoWasChangedWhileThePasswordWasCheckedGetsNoSessionAndEndsNone() {
        Account before = staff.account("Anna");
        staff.user("Olga", "boss");
        Token earlier = staff.session("Olga");
        for (Edit edit : List.of(Edit.ofRole("boss"), Staff.otherPassword(), Edit.ofDisabled(true))) {
            Account known = staff.account("Anna");
            staff.change("Anna", edit);

            assertTrue(staff.sessions()
                    .open(known, "", NEW, Optional.of(earlier), Staff.ADDRESS, Staff.ACT)
                    .await()
                    .isEmpty());
        }
        assertTrue(staff.sessions()
                .open(before, "", NEW, Optional.of(earlier), Staff.ADDRESS, Staff.ACT)
                .await()
                .isEmpty());
        assertFalse(staff.isOpen(NEW));
        assertTrue(staff.isOpen(earlier), "what no session replaces goes on");
    }

    @Test
    void theSessionThatIsReplacedEndsInTheSameStep() {
        staff.user("Olga", "boss");
        Token earlier = staff.session("Olga");

        staff.sessions()
                .open(staff.account("Anna"), "", NEW, Optional.of(earlier), Staff.ADDRESS, Staff.ACT)
                .await();
        assertTrue(staff.isOpen(NEW));
        assertFalse(staff.isOpen(earlier));
        assertEquals(0, redis.call(Command.EXISTS, "access:tokens_of:olga").toInteger());
        assertEquals(
                List.of("log_in Olga", "log_out Olga", "log_in Anna"),
                redis.stream("access:audit").stream()
                        .filter(act -> act.get("what").startsWith("log_"))
                        .map(act -> act.get("what") + " " + act.get("thing"))
                        .toList());
    }

    @Test
    void theOldestSessionEndsWhereAUserHasAsManyAsThereMayBe() {
        Token oldest = staff.session("Anna");
        List<Token> others = IntStream.range(1, SessionStore.MAX_SESSIONS)
                .mapToObj(each -> staff.session("Anna"))
                .toList();
        assertTrue(staff.isOpen(oldest));

        Token newest = staff.session("Anna");
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
        Token here = staff.session("Anna");
        Token elsewhere = staff.session("Anna");

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
        List<Token> sessions = List.of(staff.session("Anna"), staff.session("Anna"), staff.session("Anna"));

        assertTrue(end(sessions.get(1), true));
        assertTrue(sessions.stream().noneMatch(staff::isOpen));
        assertEquals(0, redis.call(Command.EXISTS, "access:tokens_of:anna").toInteger());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        Account anna = staff.account("Anna");
        staff.user("Olga", "boss");
        Token earlier = staff.session("Olga");
        staff.sessions().takeTry(new UserName("Anna"), Staff.ADDRESS).await();
        WrongTypes.expectFoundFirst(
                redis,
                List.of(
                        "access:user:anna",
                        TokenStore.key(NEW),
                        "access:tokens_of:anna",
                        "access:tries:192.0.2.7:anna",
                        "access:tries:192.0.2.7",
                        "access:times:log_in:done:anna",
                        TokenStore.key(earlier),
                        "access:tokens_of:olga",
                        "access:times:log_out:done:olga",
                        "access:audit"),
                () -> staff.sessions()
                        .open(anna, "", NEW, Optional.of(earlier), Staff.ADDRESS, Staff.ACT)
                        .await());
        Token token = staff.session("Anna");
        WrongTypes.expectFoundFirst(
                redis,
                List.of(
                        TokenStore.key(token),
                        "access:tokens_of:anna",
                        "access:times:log_out:done:anna",
                        "access:audit"),
                () -> end(token, true));
        WrongTypes.expectFoundFirst(
                redis,
                List.of("access:times:log_in:refused:anna", "access:audit"),
                () -> staff.sessions()
                        .noteFailure("try-1", SessionStore.Attempt.LOG_IN, "Anna", "wrong password", Staff.ACT)
                        .await());
    }

    /** The conf may name fewer hours than when it was opened. */
    @Test
    void aSessionThatOutlastsThoseOpenedLaterIsNotLostSightOf() {
        Token longer = staff.session("Anna", 100);
        Token shorter = staff.session("Anna", 1);

        long left = redis.call(Command.PTTL, "access:tokens_of:anna").toLong();
        assertTrue(left > 99 * HOUR, () -> left + " ms");
        staff.user("Olga", "boss");
        staff.change("Anna", Edit.ofDisabled(true));
        assertFalse(staff.isOpen(longer) || staff.isOpen(shorter));
    }

    /** A clock that went forward and back again has called it ended. */
    @Test
    void aSessionThatIsLostSightOfEnds() {
        Token ended = staff.session("Anna");
        redis.call(Command.ZADD, "access:tokens_of:anna", 1, TokenStore.key(ended));

        staff.session("Anna");

        assertFalse(staff.isOpen(ended));
    }

    private boolean end(Token token, boolean everywhere) {
        return staff.sessions()
                .end(new UserName("anna"), token, everywhere, Staff.ACT)
                .await();
    }
}
