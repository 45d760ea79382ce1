package io.quicksell.common.domain;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {

    @Test
    void aConditionThatDoesNotHoldIsRefusedWithItsMessage() {
        assertDoesNotThrow(() -> Check.that(true, "mode must be embedded or external"));
        assertEquals(
                "mode must be embedded or external",
                refusal(() -> Check.that(false, "mode must be embedded or external")));
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 0, 1_000_000_000})
    void aRangeHasBothItsEnds(long value) {
        assertDoesNotThrow(() -> Check.range("units", value, -5, 1_000_000_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -6, 1_000_000_001, Long.MAX_VALUE})
    void aValueOutsideItsRangeIsRefusedByNameWithBothEnds(long value) {
        assertEquals(
                "units must be from -5 to 1000000000", refusal(() -> Check.range("units", value, -5, 1_000_000_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535})
    void aPortIsOneThatOthersCanConnectTo(int port) {
        assertDoesNotThrow(() -> Check.port("port", port));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void anotherPortIsRefused(int port) {
        assertEquals("port must be from 1 to 65535", refusal(() -> Check.port("port", port)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535})
    void aPortToListenOnMayBeAnyFreeOne(int port) {
        assertDoesNotThrow(() -> Check.portOrFree("port", port));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void noPortToListenOnIsOutsideTheRange(int port) {
        assertEquals("port must be from 0 to 65535", refusal(() -> Check.portOrFree("port", port)));
    }

    private static String refusal(Executable check) {
        return assertThrows(IllegalArgumentException.class, check).getMessage();
    }
}
