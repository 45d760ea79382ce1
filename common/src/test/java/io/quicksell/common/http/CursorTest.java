package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.domain.Ids;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are cursors, and of which list. */
class CursorTest {

    private static final String ID = "123e4567-e89b-42d3-a456-426614174000";

    @Test
    void whatIsWrittenIsReadBack() {
        Cursor cursor = new Cursor('p', 1_700_000_000_123L, Ids.random());

        assertEquals(cursor, Cursor.parse('p', cursor.toString()));
    }

    @Test
    void aPlaceAmongMovementsIsAMillisecondAndANumberInIt() {
        Cursor cursor = new Cursor('m', 1_700_000_000_123L, "17");

        assertEquals(cursor, Cursor.parse('m', cursor.toString()));
        assertRefused('m', encoded("v1:m:17:" + ID));
        assertRefused('m', encoded("v1:m:17:1234567890123456"));
        assertRefused('m', encoded("v1:m:17:-1"));
        assertRefused('p', encoded("v1:p:17:17"));
    }

    @Test
    void itsTextIsBase64OfVersionKindScoreAndId() {
        assertEquals(encoded("v1:o:17:" + ID), new Cursor('o', 17, ID).toString());
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        assertRefused('p', new Cursor('o', 17, ID).toString());
        assertRefused('c', new Cursor('o', 17, ID).toString());
        assertRefused('t', new Cursor('n', 17, "17").toString());
        assertRefused('n', new Cursor('n', 17, ID).toString());
        assertRefused('n', new Cursor('n', 17, "1000000000000000").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v2:p:17:" + ID,
                "v1:x:17:" + ID,
                "v1:p:-1:" + ID,
                "v1:p:1.5:" + ID,
                "v1:p:1234567890123456:" + ID,
                "v1:p:17:123E4567-E89B-42D3-A456-426614174000",
                "v1:p:17:products product_changed orders holds",
                "v1:p:17:" + ID + " ",
                "v1:p:17",
                ""
            })
    void aForgedCursorIsRefused(String content) {
        assertRefused('p', encoded(content));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "not base64!", "%%%", "\u00e4"})
    void whatIsNoBase64IsRefused(String text) {
        assertRefused('p', text);
    }

    private static void assertRefused(char kind, String text) {
        assertEquals(
                ProblemType.MALFORMED,
                assertThrows(Problem.class, () -> Cursor.parse(kind, text)).type());
    }

    private static String encoded(String content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(UTF_8));
    }
}
