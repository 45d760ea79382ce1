package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the ids of entries are read and compared. */
class EntryIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"0-0", "1764000000123-4", "999999999999999999-999999999999999999"})
    void anIdIsReadAndWrittenAlike(String text) {
        assertEquals(text, EntryId.parse(text).toString());
    }

    @Test
    void itsPartsAreTheMillisecondAndTheNumberInIt() {
        assertEquals(new EntryId(1_764_000_000_123L, 4), EntryId.parse("1764000000123-4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1",
                "1-",
                "-1",
                "1-2-3",
                "+1-2",
                "1--2",
                "1-+2",
                " 1-2",
                "1-2\n",
                "a-1",
                "1-a",
                "١-٢",
                "$",
                ">",
                "1234567890123456789-0",
                "0-1234567890123456789"
            })
    void anythingElseIsRefused(String text) {
        assertEquals(
                "not the id of an entry: " + text,
                assertThrows(IllegalArgumentException.class, () -> EntryId.parse(text))
                        .getMessage());
    }

    @Test
    void idsAreComparedAsNumbers() {
        List<String> oldestFirst = List.of("0-0", "9-10", "10-9", "10-10", "100-1");

        assertEquals(
                oldestFirst,
                Stream.of("10-10", "100-1", "0-0", "10-9", "9-10")
                        .map(EntryId::parse)
                        .sorted()
                        .map(EntryId::toString)
                        .toList());
    }
}
