package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cursor that a client keeps today leads to its page in every later release. */
class PinnedCursorTest {

    private static final String TEXT = "djE6bzoxNzY0MDAwMDAwMDAwOjc";
    private static final Cursor CURSOR = new Cursor(Cursor.ORDERS, 1_764_000_000_000L, "7");

    @Test
    void aCursorIsWrittenAndReadAsItAlwaysWas() {
        assertEquals(TEXT, CURSOR.toString());
        assertEquals(CURSOR, Cursor.parse(Cursor.ORDERS, TEXT));
    }

    @ParameterizedTest
    @CsvSource({
        "c, 1764000000000, 4711, djE6YzoxNzY0MDAwMDAwMDAwOjQ3MTE",
        "n, 4711, 4711, djE6bjo0NzExOjQ3MTE",
        "t, 0, 999999999999999, djE6dDowOjk5OTk5OTk5OTk5OTk5OQ"
    })
    void thoseOfFilteredAndSortedOrdersToo(char kind, long score, String number, String text) {
        Cursor cursor = new Cursor(kind, score, number);

        assertEquals(text, cursor.toString());
        assertEquals(cursor, Cursor.parse(kind, text));
    }
}
