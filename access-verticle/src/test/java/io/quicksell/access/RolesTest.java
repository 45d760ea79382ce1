package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the roles of a conf may do, and which ones are refused. */
class RolesTest {

    @Test
    void aRoleMayDoWhatItsScopesSayAndOneThatIsGoneNothing() {
        Roles roles =
                new Roles(Map.of("clerk", List.of("orders:place", "orders:read"), "boss", List.of("access:manage")));

        assertEquals(Set.of(Scope.ORDERS_PLACE, Scope.ORDERS_READ), roles.scopesOf("clerk"));
        assertEquals("orders:read orders:place", Roles.listed(roles.scopesOf("clerk")));
        assertEquals(Set.of(), roles.scopesOf("gone"));
        assertEquals(Set.of("boss"), roles.managing());
    }

    @Test
    void anUnknownScopeIsRefusedInWordsThatNameTheRoleAndTheScopesThatThereAre() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new Roles(Map.of("clerk", List.of("orders:eat"))))
                .getMessage();

        assertTrue(message.startsWith("roles.clerk must be scopes"), message);
        assertTrue(message.contains("orders:place"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Clerk", "a role", "1st", "a-role-with-a-name-that-is-too-long"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Roles(Map.of(name, List.of())));
    }
}
