package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A cursor that a client keeps today leads to its page in every later release. */
class PinnedCursorTest {

    private static final String TEXT = "djE6bzoxNzY0MDAwMDAwMDAwOjExMTExMTExLTExMTEtNDExMS04MTExLTExMTExMTExMTExMQ";
    private static final Cursor CURSOR =
            new Cursor(Cursor.ORDERS, 1_764_000_000_000L, "11111111-1111-4111-8111-111111111111");

    @Test
    void aCursorIsWrittenAndReadAsItAlwaysWas() {
        assertEquals(TEXT, CURSOR.toString());
        assertEquals(CURSOR, Cursor.parse(Cursor.ORDERS, TEXT));
    }
}
