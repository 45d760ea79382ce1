package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.access.UserStore.Changed;
import io.quicksell.common.once.Change;
import io.quicksell.testing.WrongTypes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddUserTest extends StaffTestBase {

    private static final Change CHANGE = new Change("11111111-1111-4111-8111-111111111111", "digest", 60_000);

    @Test
    void aUserIsThereWithWhoAddedItAndTheAuditSaysSo() {
        User anna = staff.user("Anna", "clerk");

        assertEquals(
                List.of("Anna", "clerk", 1L, "olga"), List.of(anna.name(), anna.role(), anna.version(), anna.by()));
        assertFalse(anna.disabled());
        assertEquals(List.of(anna), staff.users().all().await());
        assertEquals(Staff.act("add_user", "Anna", "done", "role clerk"), staff.lastAct());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Zoë Strauß", "Zoe\u0308 Strauß", "ZOË STRAUSS", "zoë   strauß", "\uff3a\uff4f\u00eb Strauß"})
    void aNameInAnotherUnicodeFormIsTheSameName(String same) {
        staff.user("Zoë Strauß", "clerk");

        assertEquals("Zoë Strauß", staff.account(same).user().name());
        Changed.Taken taken = assertInstanceOf(Changed.Taken.class, staff.add(same, "manager", Change.single()));
        assertEquals("clerk", taken.user().role());
    }

    @Test
    void aRepeatedRequestAddsNobodyAndIsAnsweredAsTheFirst() {
        User first = assertInstanceOf(Changed.Done.class, staff.add("Anna", "clerk", CHANGE))
                .user();
        Map<String, String> before = redis.snapshot();

        Changed.Done repeated = assertInstanceOf(Changed.Done.class, staff.add("Anna", "clerk", CHANGE));
        assertTrue(repeated.replayed());
        assertEquals(first, repeated.user());
        assertInstanceOf(
                Changed.OtherRequest.class,
                staff.add("Anna", "manager", new Change(CHANGE.id(), "another", CHANGE.keptMillis())));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void thePasswordIsInNothingButTheUser() {
        staff.add("Anna", "clerk", CHANGE);

        redis.snapshot()
                .forEach((key, content) ->
                        assertEquals(key.equals("access:user:anna"), content.contains("pbkdf2"), key));
    }

    @Test
    void thereIsALimitToHowManyUsersThereAre() {
        List.of("a", "b", "c", "d", "f").forEach(name -> staff.user(name, "clerk"));
        Map<String, String> before = redis.snapshot();

        assertInstanceOf(Changed.Full.class, staff.add("e", "clerk", Change.single()));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis,
                List.of(
                        "access:user:anna",
                        "access:users",
                        "access:enabled",
                        "access:change:" + CHANGE.id(),
                        "access:audit"),
                () -> staff.add("Anna", "clerk", CHANGE));
    }
}
