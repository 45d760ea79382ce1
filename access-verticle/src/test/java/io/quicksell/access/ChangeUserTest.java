package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.access.UserStore.Changed;
import io.quicksell.access.UserStore.Edit;
import io.quicksell.common.access.Token;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.testing.WrongTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeUserTest extends StaffTestBase {

    @BeforeEach
    void aClerkAndTheOneWhoManages() {
        staff.user("Anna", "clerk");
        staff.user("Olga", "boss");
    }

    static Stream<Edit> edits() {
        return Stream.of(Edit.ofRole("manager"), Edit.ofDisabled(true), Staff.otherPassword());
    }

    @ParameterizedTest
    @MethodSource("edits")
    void anotherRolePasswordOrBeingDisabledEndsAllSessionsOfThatUserAlone(Edit edit) {
        List<Token> hers = List.of(staff.session("Anna"), staff.session("Anna"));
        Token anothers = staff.session("Olga");

        User changed = done(staff.change("anna", edit));

        assertEquals(2, changed.version());
        assertTrue(hers.stream().noneMatch(staff::isOpen));
        assertTrue(staff.isOpen(anothers));
        assertEquals("change_user", staff.lastAct().get("what"));
    }

    @Test
    void theSessionInWhichThePasswordIsChangedStays() {
        Token here = staff.session("Anna");
        Token elsewhere = staff.session("Anna");

        staff.change("Anna", Staff.otherPassword().keeping(here));
        assertTrue(staff.isOpen(here));
        assertFalse(staff.isOpen(elsewhere));
        assertEquals(Staff.act("change_user", "Anna", "done", "password"), staff.lastAct());
    }

    @Test
    void whatIsThereAlreadyChangesNothingAndEndsNoSession() {
        Token session = staff.session("Anna");
        Map<String, String> before = redis.snapshot();

        assertEquals(1, done(staff.change("Anna", Edit.ofRole("clerk"))).version());
        assertEquals(before, redis.snapshot());
        assertTrue(staff.isOpen(session));
    }

    @Test
    void theAuditSaysWhatWasChanged() {
        staff.change("Anna", new Edit(Optional.of("manager"), Optional.of(true), Optional.empty(), Optional.empty()));

        assertEquals(Staff.act("change_user", "Anna", "done", "role clerk to manager, disabled"), staff.lastAct());
    }

    @Test
    void theLastWhoManagesAccessCanNeitherBeDisabledNorGetAnotherRole() {
        staff.user("Boris", "operator");
        done(staff.change("Boris", Edit.ofDisabled(true)));
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(Changed.LastToManage.class, staff.change("Olga", Edit.ofDisabled(true)));
        assertInstanceOf(Changed.LastToManage.class, staff.change("Olga", Edit.ofRole("clerk")));
        assertEquals(before, redis.snapshot());

        done(staff.change("Olga", Edit.ofRole("operator")));
        done(staff.change("Boris", Edit.ofDisabled(false)));
        done(staff.change("Olga", Edit.ofDisabled(true)));
        assertInstanceOf(Changed.LastToManage.class, staff.change("Boris", Edit.ofRole("clerk")));
    }

    @Test
    void onlyTheVersionThatTheClientKnowsIsChanged() {
        assertInstanceOf(Changed.Stale.class, change("\"7\"", Change.single()));
        assertInstanceOf(Changed.Done.class, change("\"1\"", Change.single()));
        assertInstanceOf(Changed.Stale.class, change("\"1\"", Change.single()));
    }

    @Test
    void aChangeWhoseAnswerWasLostIsRepeatedWithoutHarm() {
        Change change = Change.single();
        User first = done(change("\"1\"", change));
        Map<String, String> before = redis.snapshot();

        Changed.Done again = assertInstanceOf(Changed.Done.class, change("\"1\"", change));
        assertEquals(first, again.user());
        assertEquals(before, redis.snapshot());
    }

    @Test
    void anUnknownUserIsNotMade() {
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(Changed.Unknown.class, staff.change("Nobody", Edit.ofRole("boss")));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        staff.session("Anna");
        Change change = Change.single();
        WrongTypes.expectFoundFirst(
                redis,
                List.of(
                        "access:user:anna",
                        "access:enabled",
                        "access:tokens_of:anna",
                        "access:change:" + change.id(),
                        "access:audit"),
                () -> change("*", change));
    }

    private Changed change(String tags, Change change) {
        EntityTags versions = tags.equals("*") ? EntityTags.ANY : new EntityTags(false, List.of(tags));
        return staff.users()
                .change(new UserName("Anna"), change, versions, Edit.ofRole("manager"), Staff.MANAGING, Staff.ACT)
                .await();
    }

    private static User done(Changed changed) {
        return assertInstanceOf(Changed.Done.class, changed).user();
    }
}
