package io.quicksell.common.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    /** Whose form and hash stay: tokens are kept by programs, and hashes by Redis. */
    private static final String PINNED = "qs_default_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg_11U1hO";

    @Test
    void aNewOneIsReadAgainAndIsLikeNoOther() {
        Token token = Token.random(Token.SHOP);

        Token read = Token.parse(token.text()).orElseThrow();

        assertEquals("default", read.shop());
        assertEquals(token.text(), read.text());
        assertEquals(token.hash(), read.hash());
        assertTrue(token.text().matches("qs_default_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}"), token.text());
        assertNotEquals(token.text(), Token.random(Token.SHOP).text());
        assertEquals("other-shop", Token.random("other-shop").shop());
    }

    @Test
    void itsFormItsCheckAndItsHashStay() {
        Token token = Token.parse(PINNED).orElseThrow();

        assertEquals("adcd64ebcc99544116afe184b50f2d1d8fc79a1b1094932ceb44e37f7e06a661", token.hash());
    }

    @Test
    void itIsNotWrittenIntoALogByItself() {
        Token token = Token.random(Token.SHOP);

        assertFalse(token.toString().contains(token.text().substring(11, 54)), token.toString());
        assertFalse(token.toString().contains(token.hash()), token.toString());
    }

    @Test
    void oneWrongOrMissingCharacterIsSeenWithoutALookUp() {
        String text = Token.random(Token.SHOP).text();
        for (int at = 0; at < text.length(); at++) {
            char other = text.charAt(at) == 'a' ? 'b' : 'a';
            assertEquals(Optional.empty(), Token.parse(text.substring(0, at) + other + text.substring(at + 1)));
            assertEquals(Optional.empty(), Token.parse(text.substring(0, at) + text.substring(at + 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "qs_", "qs___", "Bearer", "qs_default_", "qs_default_\u0660\u0661_000000"})
    void whatIsNoTokenIsNone(String text) {
        assertEquals(Optional.empty(), Token.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Default", "a_b", "ä", "123456789012345678901234567890123"})
    void aShopHasANameThatFits(String shop) {
        assertThrows(IllegalArgumentException.class, () -> Token.random(shop));
    }
}
