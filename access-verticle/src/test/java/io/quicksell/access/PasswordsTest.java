package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.testing.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which passwords are taken, and how they are kept and compared. */
class PasswordsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final UserName ANNA = new UserName("Anna of the Desk");

    private final EventLoop loop = new EventLoop(VERTX);

    @AfterAll
    static void closeVertx() {
        VERTX.close().await();
    }

    @Test
    void aPasswordIsKeptWithItsOwnSaltAndAsManyRoundsAsItsTimeAsksFor() {
        String kept = PasswordHash.of(Staff.PASSWORD, PasswordCosts.SHIPPED.rounds());

        assertTrue(kept.matches("pbkdf2-sha256\\$600000\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), kept);
        assertTrue(PasswordHash.matches(kept, Staff.PASSWORD));
        assertFalse(PasswordHash.matches(kept, Staff.PASSWORD + "!"));
        assertNotEquals(PasswordHash.of(Staff.PASSWORD, 1), PasswordHash.of(Staff.PASSWORD, 1));
    }

    /** Computed by another implementation: Python's hashlib.pbkdf2_hmac. */
    @Test
    void theHashIsThatOfTheStandard() {
        assertTrue(PasswordHash.matches(
                "pbkdf2-sha256$1000$c2FsdHNhbHRzYWx0c2FsdA$8vW0MnfNWdVeOkWOJxknMKKuqzaeHH3/gGPp7pzBHhI",
                "Zoë's long password"));
    }

    @Test
    void aPasswordInAnotherUnicodeFormIsTheSame() {
        assertTrue(PasswordHash.matches(PasswordHash.of("Zoe\u0308's long password", 10), "Zo\u00eb's long password"));
    }

    @Test
    void anUnknownUserIsTriedLikeAnother() {
        Passwords passwords = loop.make(() -> new Passwords(VERTX, Staff.ROUNDS));

        assertFalse(loop.run(() -> passwords.matches(Optional.empty(), "")).await());
        assertEquals(1, passwords.state().get("hashed"));
        assertTrue(loop.run(() -> passwords.matches(Optional.of(Staff.KEPT), Staff.PASSWORD))
                .await());
        assertEquals(2, passwords.state().get("hashed"));
    }

    @Test
    void aFloodOfThemIsRefusedBeforeItIsComputed() {
        Passwords passwords = loop.make(() -> new Passwords(VERTX, PasswordCosts.SHIPPED.rounds()));
        List<Future<String>> all = loop.run(() -> Future.succeededFuture(IntStream.range(0, 100)
                        .mapToObj(each -> passwords.hash(Staff.PASSWORD))
                        .toList()))
                .await();

        List<Future<String>> refused = all.stream().filter(Future::failed).toList();
        assertEquals(100 - 2 - Passwords.MAX_WAITING, refused.size());
        assertTrue(refused.stream()
                .allMatch(
                        each -> each.cause() instanceof Problem problem && problem.type() == ProblemType.UNAVAILABLE));
        assertEquals(2 + Passwords.MAX_WAITING, passwords.state().get("hashed"));
        loop.run(passwords::close).await();
    }

    @Test
    void manyTriesOfOneUserKeepNobodyElseOut() {
        Passwords passwords = loop.make(() -> new Passwords(VERTX, PasswordCosts.SHIPPED.rounds()));
        Supplier<Future<Boolean>> trial = () -> passwords.matches(Optional.empty(), Staff.PASSWORD);
        List<Future<Boolean>> annas = loop.run(() -> Future.succeededFuture(IntStream.range(0, 100)
                        .mapToObj(each -> passwords.ofUser(ANNA, trial))
                        .toList()))
                .await();
        Future<Boolean> bosss = loop.run(() -> Future.succeededFuture(passwords.ofUser(new UserName("Boss"), trial)))
                .await();

        assertEquals(
                100 - Passwords.MAX_OF_USER,
                annas.stream().filter(Future::failed).count());
        assertFalse(bosss.await());
        annas.get(0).await();
        assertFalse(loop.run(() -> passwords.ofUser(ANNA, trial)).await(), "there is room again");
        loop.run(passwords::close).await();
    }

    @ParameterizedTest
    @CsvSource({
        "elevenchars,must have 12 to 128 characters; it has 11",
        "Anna of the Desk,must not be the user's name",
        "ANNA OF THE DESK,must not be the user's name",
        "ａnna of the desk,must not be the user's name"
    })
    void aBadPasswordIsRefused(String password, String reason) {
        assertEquals(Optional.of(reason), PasswordRules.fault(password, ANNA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123qweasdzxc", "123456789qwerty", "123QWEASDZXC", "password1234"})
    void aCommonPasswordIsRefusedInAnyCase(String password) {
        assertEquals(Optional.of("must not be one of the most common passwords"), PasswordRules.fault(password, ANNA));
    }

    @Test
    void passwordsMayHaveTwelveTo128CharactersOfAnyKind() {
        assertEquals(Optional.empty(), PasswordRules.fault("twelve chars", ANNA));
        assertEquals(Optional.empty(), PasswordRules.fault("🐎".repeat(12), ANNA));
        assertEquals(Optional.empty(), PasswordRules.fault("x".repeat(128), ANNA));
        assertEquals(
                Optional.of("must have 12 to 128 characters; it has 129"), PasswordRules.fault("x".repeat(129), ANNA));
    }
}
