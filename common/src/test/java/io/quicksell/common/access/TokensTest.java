package io.quicksell.common.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long it is remembered whose a token is. */
class TokensTest {

    private static final Caller ANNA = new Caller(Caller.Kind.SESSION, "anna", "anna", Set.of());

    /** The clock turns round during the test, as one may that counts from anywhere. */
    private long nanos = Long.MAX_VALUE - 1_000;

    private final List<Token> lookedUp = new ArrayList<>();
    private final List<Token> lookedAt = new ArrayList<>();
    private final Tokens tokens = new Tokens(this::lookUp, this::look, () -> nanos);
    private final Token token = Token.random(Token.SHOP);
    private Optional<Caller> kept = Optional.of(ANNA);

    @Test
    void forAMomentItIsNotLookedUpAgain() {
        assertEquals(Optional.of(ANNA), callerOf(token));
        kept = Optional.empty();
        pass(Tokens.KNOWN_MILLIS - 1);

        assertEquals(Optional.of(ANNA), callerOf(token));
        assertEquals(List.of(token), lookedUp);
        pass(1);
        assertEquals(Optional.empty(), callerOf(token));
        assertEquals(Optional.empty(), callerOf(token));
        assertEquals(3, lookedUp.size(), "one that counts no more is not remembered");
        assertTrue(Tokens.KNOWN_MILLIS <= 500);
    }

    @Test
    void onlySoManyAreRemembered() {
        List<Token> many = Stream.generate(() -> Token.random(Token.SHOP))
                .limit(Tokens.MAX_KNOWN)
                .toList();
        callerOf(token);
        many.forEach(this::callerOf);
        lookedUp.clear();

        many.forEach(this::callerOf);
        assertEquals(List.of(), lookedUp);
        callerOf(token);
        assertEquals(List.of(token), lookedUp);
    }

    @Test
    void oneOfAnotherShopIsNotEvenLookedUp() {
        assertEquals(Optional.empty(), callerOf(Token.random("other")));
        assertEquals(List.of(), lookedUp);
    }

    @Test
    void whoDoesNothingIsLookedAtOnly() {
        assertEquals(Optional.of(ANNA), tokens.stillCallerOf(token).result());

        assertEquals(List.of(token), lookedAt);
        assertEquals(List.of(), lookedUp);
    }

    private Future<Optional<Caller>> look(Token wanted) {
        lookedAt.add(wanted);
        return Future.succeededFuture(kept);
    }

    private Future<Optional<Caller>> lookUp(Token wanted) {
        lookedUp.add(wanted);
        return Future.succeededFuture(kept);
    }

    private Optional<Caller> callerOf(Token wanted) {
        return tokens.callerOf(wanted).result();
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
