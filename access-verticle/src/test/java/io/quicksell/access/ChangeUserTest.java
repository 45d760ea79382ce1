package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.access.UserStore.Changed;
import io.quicksell.access.UserStore.Edit;
import io.quicksell.common.access.Token;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeUserTest extends StaffTestBase {

    private static final Edit LEAVING = Edit.ofDisabled(true).revokingKeys(true);

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
        staff.change(
                "Anna", new Edit(Optional.of("manager"), Optional.of(true), Optional.empty(), Optional.empty(), false));

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
    void aKeyIsFoundWhereverItStandsBesideTheOneThatHasMadeIt() {
        for (int score : List.of(2, 0)) {
            Token robot = staff.key("robot", "access:manage", "Anna");
            Token ofRobot = staff.key("another robot", "orders:read", "key:robot");
            for (Response id : redis.call(Command.ZRANGE, AccessKeys.KEYS, 0, -1)) {
                boolean isRobot =
                        redis.hash(AccessKeys.key(id.toString())).get("client").equals("robot");
                redis.call(Command.ZADD, AccessKeys.KEYS, isRobot ? 1 : score, id.toString());
            }

            assertInstanceOf(Changed.Done.class, change("*", Change.single(), LEAVING));
            assertTrue(Stream.of(robot, ofRobot).noneMatch(staff::isOpen), "keys in sequence " + score);
        }
    }

    @Test
    void theKeysOfALeaverAreRevokedInTheStepThatDisablesAndOnce() {
        Token shop = staff.key("shop", "orders:place", "Anna");
        Token robot = staff.key("robot", "orders:read access:manage", "Anna");
        Token ofRobot = staff.key("another robot", "orders:read", "key:robot");
        Token ofOlga = staff.key("till", "orders:place", "Olga");
        Change change = Change.single();

        Changed.Done disabled = assertInstanceOf(Changed.Done.class, change("\"1\"", change, LEAVING));
        assertTrue(Stream.of(shop, robot, ofRobot).noneMatch(staff::isOpen));
        assertTrue(staff.isOpen(ofOlga));
        assertEquals(
                List.of(3, List.of()),
                List.of(disabled.revokedKeys().size(), disabled.user().keys()));
        List<Map<String, String>> acts = redis.stream("access:audit");
        assertEquals(
                List.of(
                        "change_user Anna",
                        "revoke_key key:another robot",
                        "revoke_key key:robot",
                        "revoke_key key:shop"),
                acts.subList(acts.size() - 4, acts.size()).stream()
                        .map(act -> act.get("what") + " " + act.get("thing"))
                        .sorted()
                        .toList());

        Map<String, String> before = redis.snapshot();
        Changed.Done again = assertInstanceOf(Changed.Done.class, change("\"1\"", change, LEAVING));
        assertEquals(List.of(disabled.user(), disabled.revokedKeys()), List.of(again.user(), again.revokedKeys()));
        assertInstanceOf(Changed.Done.class, change("*", Change.single(), LEAVING));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void theKeysOfWhoStaysAreNotRevokedAndThoseOfALeaverAreTold() {
        Token shop = staff.key("shop", "orders:place", "Anna");

        assertNull(done(staff.change("Anna", Edit.ofRole("boss").revokingKeys(true)))
                .keys());
        Change change = Change.single();
        User disabled = done(change("*", change, Edit.ofDisabled(true)));
        assertEquals(staff.keys().all().await(), disabled.keys());
        assertEquals(disabled, done(change("*", change, Edit.ofDisabled(true))), "the same, whose answer was lost");
        assertTrue(staff.isOpen(shop));
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
        staff.key("shop", "orders:place", "Anna");
        Change change = Change.single();
        WrongTypes.expectFoundFirst(
                redis,
                List.of(
                        "access:user:anna",
                        "access:enabled",
                        "access:tokens_of:anna",
                        "access:change:" + change.id(),
                        "access:keys",
                        "access:key:" + staff.keys().all().await().get(0).id(),
                        "access:audit"),
                () -> change("*", change, LEAVING));
    }

    private Changed change(String tags, Change change) {
        return change(tags, change, Edit.ofRole("manager"));
    }

    private Changed change(String tags, Change change, Edit edit) {
        EntityTags versions = tags.equals("*") ? EntityTags.ANY : new EntityTags(false, List.of(tags));
        return staff.users()
                .change(new UserName("Anna"), change, versions, edit, Staff.MANAGING, Staff.ACT)
                .await();
    }

    private static User done(Changed changed) {
        return assertInstanceOf(Changed.Done.class, changed).user();
    }
}
