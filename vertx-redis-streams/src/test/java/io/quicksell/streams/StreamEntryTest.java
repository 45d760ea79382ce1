package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version an entry is of. */
class StreamEntryTest {

    @Test
    void oneThatSaysNoneIsOfTheFirst() {
        assertEquals(1, entry(Map.of("n", "1")).version());
        assertEquals(1, entry(Map.of("v", "1")).version());
        assertEquals(12, entry(Map.of("v", "12")).version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "two", "01", "10000"})
    void whatIsNoVersionIsRefused(String v) {
        assertThrows(IllegalArgumentException.class, () -> entry(Map.of("v", v)).version());
    }

    private static StreamEntry entry(Map<String, String> fields) {
        return new StreamEntry("events", "1-0", fields);
    }
}
