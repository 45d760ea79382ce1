package io.quicksell.common.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.testing.GivenTokens;
import io.quicksell.redis.RedisLink;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a token is by what Redis keeps of it. */
class TokenStoreTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final RedisLink link = redis.link();
    private final TokenStore store = new TokenStore(link);
    private final GivenTokens given = new GivenTokens(redis);

    @AfterEach
    void close() {
        link.close().await();
    }

    @Test
    void aUserAndAProgramAreKnownWithWhatTheyWereGranted() {
        Set<Scope> scopes = Set.of(Scope.ORDERS_PLACE, Scope.PRODUCTS_READ);

        assertEquals(
                Optional.of(new Caller(Caller.Kind.SESSION, "Änne", "Änne", scopes)),
                find(given.session("Änne", scopes)));
        assertEquals(
                Optional.of(Caller.program("shop 2026", "shop", Set.of())),
                find(given.key("shop 2026", "shop", Set.of())));
    }

    @Test
    void oneThatWasTakenAwayHasRunOutOrNeverWasIsNobodys() {
        assertEquals(Optional.empty(), find(given.revoked(Scope.granted())));
        assertEquals(Optional.empty(), find(given.expired(Scope.granted())));
        assertEquals(Optional.empty(), find(Token.random(Token.SHOP)));
    }

    @ParameterizedTest
    @CsvSource({
        "kind, service",
        "kind, local",
        "kind, SESSION",
        "kind, ''",
        "who, ''",
        "until, ''",
        "until, never",
        "until, 0",
        "client, ''"
    })
    void whatIsKeptOfItMustMakeSense(String field, String value) {
        Token token = given.key("shop 2026", "shop", Scope.granted());
        redis.call(Command.HSET, TokenStore.key(token), field, value);

        assertEquals(Optional.empty(), find(token));
    }

    @Test
    void aScopeOfALaterReleaseGrantsNothingAndTheOthersDo() {
        Token token = given.session("anna", Set.of());
        redis.call(
                Command.HSET, TokenStore.key(token), "scopes", "orders:teleport public  internal orders:read PUBLIC");

        assertEquals(Set.of(Scope.ORDERS_READ), find(token).orElseThrow().scopes());
    }

    @Test
    void anotherTypeOfValueIsAFailureAndNobody() {
        Token token = Token.random(Token.SHOP);
        redis.call(Command.SET, TokenStore.key(token), "anna");

        assertThrows(Throwable.class, () -> find(token));
    }

    private Optional<Caller> find(Token token) {
        return store.look(token).await();
    }
}
