package io.quicksell.common.once;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.access.Caller;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which header values are keys, and which id a key gives. */
class IdempotencyKeyTest {

    @Test
    void aRequestNeedsNoKey() {
        assertEquals(Optional.empty(), IdempotencyKey.of(MultiMap.caseInsensitiveMultiMap()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255})
    void aKeyHasOneTo255Characters(int length) {
        String key = "k".repeat(length);

        assertEquals(key, key(key).value());
        assertEquals(key, key('"' + key + '"').value());
    }

    @Test
    void aKeyOf256CharactersIsRefused() {
        String key = "k".repeat(256);

        refused(key);
        refused('"' + key + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"", " ", "\"a", "two words", "\"two words\"", "tab\there"})
    void whatIsNoKeyIsRefused(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u007f", "\u00a0", "\u00e9", "\u200b", "\u0000", "\u001f"})
    void charactersThatCannotBeSeenOrAreNotAsciiAreRefused(String character) {
        refused("a" + character + "b");
        refused("\"a" + character + "b\"");
    }

    @Test
    void everyVisibleCharacterIsTaken() {
        StringBuilder visible = new StringBuilder();
        for (char character = '!'; character <= '~'; character++) {
            visible.append(character);
        }

        assertEquals(visible.toString(), key(visible.toString()).value());
    }

    @Test
    void quotedOrNotIsTheSameKey() {
        assertEquals(key("order-7"), key("\"order-7\""));
        assertEquals(key("a\"b\\c"), key("\"a\\\"b\\\\c\""));
        assertEquals(key("order-7"), key("  order-7 "));
    }

    @Test
    void twoKeysAreRefused() {
        MultiMap headers = headers("one").add("Idempotency-Key", "two");

        assertThrows(Problem.class, () -> IdempotencyKey.of(headers));
    }

    @Test
    void theSameKeyIsTheSameIdForEver() {
        UUID orders = UUID.fromString("6ba1c0de-51fe-4a67-9d0d-71f3f3a4b7c5");

        assertEquals("b178e138-a7f0-508f-86ea-a6ffaa2eb9ba", key("order-7").idIn(orders));
        assertNotEquals(key("order-7").idIn(orders), key("order-8").idIn(orders));
        assertNotEquals(key("order-7").idIn(orders), key("order-7").idIn(UUID.randomUUID()));
    }

    @Test
    void theSameKeyOfAnotherCallerIsAnotherOne() {
        UUID orders = UUID.randomUUID();
        Caller anna = new Caller(Caller.Kind.SESSION, "anna", "anna", Set.of());
        Caller shop = Caller.program("shop 2026", "shop", Set.of());
        Caller shopLater = Caller.program("shop 2027", "shop", Set.of());

        assertEquals(key("order-7"), keyOf(Caller.LOCAL, "order-7"));
        assertNotEquals(key("order-7").idIn(orders), keyOf(anna, "order-7").idIn(orders));
        assertNotEquals(
                keyOf(shop, "order-7").idIn(orders), keyOf(anna, "order-7").idIn(orders));
        assertEquals(
                keyOf(shop, "order-7").idIn(orders), keyOf(shopLater, "order-7").idIn(orders));
    }

    /** The key of a request of that caller, as it is read where the request is worked on. */
    private static IdempotencyKey keyOf(Caller caller, String header) {
        Vertx vertx = Vertx.vertx();
        try {
            return vertx.executeBlocking(() -> {
                        Caller.set(caller);
                        return key(header);
                    })
                    .await();
        } finally {
            vertx.close().await();
        }
    }

    private static IdempotencyKey key(String header) {
        return IdempotencyKey.of(headers(header)).orElseThrow();
    }

    private static void refused(String header) {
        Problem problem = assertThrows(Problem.class, () -> IdempotencyKey.of(headers(header)));

        assertEquals(ProblemType.MALFORMED, problem.type());
        assertEquals(
                "The Idempotency-Key must be one text of 1 to 255 visible ASCII characters.", problem.getMessage());
    }

    private static MultiMap headers(String key) {
        return MultiMap.caseInsensitiveMultiMap().add("idempotency-key", key);
    }
}
