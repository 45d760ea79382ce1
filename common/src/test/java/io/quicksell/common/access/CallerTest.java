package io.quicksell.common.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Caller.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    @ParameterizedTest
    @ValueSource(strings = {"anna", "Änne von Ü", "a:b", "%41", "web shop", "𝄞"})
    void itIsNamedToAnotherServiceAndGrantedNothingByThat(String name) {
        Caller user = new Caller(Kind.SESSION, name, name, Scope.granted());
        Caller program = Caller.program(name + " 2", name, Set.of(Scope.OPERATE));

        assertEquals(
                Optional.of(new Caller(Kind.SESSION, name, name, Set.of())),
                Caller.parse(user.text().orElseThrow()));
        assertEquals(
                Optional.of(Caller.program(name + " 2", name, Set.of())),
                Caller.parse(program.text().orElseThrow()));
        assertTrue(user.text().orElseThrow().chars().allMatch(c -> c > ' ' && c < 127), "fit for a header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "session:anna",
                "local:a:a",
                "service:a:a",
                "nobody:a:a",
                "KEY:a:a",
                "key:a:b:c",
                "key:%0A:a",
                "key:a:%",
                "key:%E2%80%A8:a",
                "key::a",
                "key:anna:anna",
                "session:key%3Aanna:anna"
            })
    void whatNamesNobodyIsNoCaller(String text) {
        assertEquals(Optional.empty(), Caller.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u001bb", "a\u202eb", "a\u2028b"})
    void aNameCannotBreakALineOrHide(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Caller(Kind.SESSION, name, "a", Set.of()));
        assertThrows(IllegalArgumentException.class, () -> Caller.program("a", name, Set.of()));
    }

    @Test
    void aUserAProgramOfTheSameNameAndNobodyInParticularHaveKeysOfTheirOwn() {
        Caller user = new Caller(Kind.SESSION, "anonymous", "anonymous", Set.of());
        Caller program = Caller.program("anonymous", "anonymous", Set.of());

        assertEquals("anonymous", Caller.LOCAL.keySpace());
        assertNotEquals(user.keySpace(), program.keySpace());
        assertFalse(Set.of(user.keySpace(), program.keySpace()).contains("anonymous"));
        assertEquals(
                program.keySpace(),
                Caller.program("the next", "anonymous", Set.of()).keySpace());
    }

    @Test
    void whatAProgramDidIsNotWrittenLikeWhatAUserOfThatNameDid() {
        Caller program = Caller.program("anna", "anna", Set.of());

        assertEquals("key:anna", program.who());
        assertEquals("anna", program.name());
        assertThrows(IllegalArgumentException.class, () -> new Caller(Kind.KEY, "anna", "anna", Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new Caller(Kind.SESSION, "key:anna", "anna", Set.of()));
    }

    @Test
    void itMayWhatItWasGrantedAndWhateverIsOpen() {
        Caller clerk = new Caller(Kind.SESSION, "anna", "anna", Set.of(Scope.ORDERS_READ));

        assertEquals(Set.of(Scope.PUBLIC, Scope.SIGNED_IN, Scope.ORDERS_READ), rightsOf(clerk));
        assertEquals(Set.of(Scope.PUBLIC), rightsOf(Caller.NOBODY));
        assertEquals(Set.of(Scope.PUBLIC, Scope.INTERNAL, Scope.ORDERS_READ), rightsOf(Caller.SERVICE));
        assertEquals(EnumSet.complementOf(EnumSet.of(Scope.INTERNAL)), rightsOf(Caller.LOCAL));
    }

    private static Set<Scope> rightsOf(Caller caller) {
        EnumSet<Scope> rights = EnumSet.allOf(Scope.class);
        rights.removeIf(scope -> !caller.may(scope));
        return rights;
    }
}
