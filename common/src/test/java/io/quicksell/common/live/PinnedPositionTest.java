package io.quicksell.common.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.streams.EntryId;
import io.quicksell.streams.Mark;
import io.quicksell.streams.StreamPosition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The id of an event that a client keeps today resumes in every later release. */
class PinnedPositionTest {

    private static final String TEXT =
            "djE6aW52ZW50b3J5OjE3NjQwMDAwMDAwMDAtMC4wMTIzNDU2Nzg5YWJjZGVmLDAtMC4wMDAwMDAwMDAwMDAwMDAw";
    private static final StreamPosition POSITION =
            new StreamPosition(List.of(new Mark(EntryId.parse("1764000000000-0"), "0123456789abcdef"), Mark.NONE));

    @Test
    void aPositionIsWrittenAndReadAsItAlwaysWas() {
        assertEquals(TEXT, LivePosition.text("inventory", POSITION));
        assertEquals(POSITION, LivePosition.parse("inventory", 2, TEXT));
    }

    @Test
    void thePositionOfAReleaseWithoutDigestsIsReadAndProvesNothing() {
        String text = "djE6aW52ZW50b3J5OjE3NjQwMDAwMDAwMDAtMCwxNzY0MDAwMDAwMDAxLTI";

        assertEquals(
                List.of(new Mark(EntryId.parse("1764000000000-0"), ""), new Mark(EntryId.parse("1764000000001-2"), "")),
                LivePosition.parse("inventory", 2, text).marks());
    }
}
