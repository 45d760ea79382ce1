package io.quicksell.common.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How times are written and read. */
class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "1700000000000, 2023-11-14T22:13:20.000Z",
        "1709164799990, 2024-02-28T23:59:59.990Z",
        "253402300799999, 9999-12-31T23:59:59.999Z"
    })
    void aTimeHasThreeDecimalsAlwaysAndIsReadBack(long millis, String text) {
        assertEquals(text, Times.text(millis));
        assertEquals(millis, Times.millis(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2023-11-14T22:13:20Z, 1700000000000",
        "2023-11-14t22:13:20.5z, 1700000000500",
        "2023-11-14T23:13:20+01:00, 1700000000000",
        "2023-11-14T20:43:20.999-01:30, 1700000000999",
        "2023-11-14T22:13:20.000000001Z, 1700000000001",
        "9999-12-31T18:59:59.999-05:00, 253402300799999",
        "0000-01-01T00:00:00Z, -62167219200000"
    })
    void aTimeOfAnyOffsetIsReadAsTheFirstMillisecondNotBeforeIt(String text, long millis) {
        assertEquals(millis, Times.millisOf(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2023-11-14",
                "2023-11-14T22:13Z",
                "2023-11-14T22:13:20",
                "2023-11-31T22:13:20Z",
                "2023-11-14T22:13:20+1:00",
                "+12023-11-14T22:13:20Z",
                "2023-11-14 22:13:20Z",
                "9999-12-31T23:59:59-05:00",
                "9999-12-31T23:59:59.9999Z",
                "0000-01-01T00:00:00+00:01"
            })
    void whatIsNoTimeOfRfc3339IsRefused(String text) {
        assertThrows(DateTimeException.class, () -> Times.millisOf(text));
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertThrows(DateTimeParseException.class, () -> Times.millis("2024-02-30T00:00:00.000Z"));
        assertThrows(DateTimeParseException.class, () -> Times.millis("yesterday"));
    }
}
