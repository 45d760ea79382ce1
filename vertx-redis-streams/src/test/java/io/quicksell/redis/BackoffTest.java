package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the pauses of a backoff are. */
class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(100, 10_000);

    @ParameterizedTest
    @CsvSource({"0, 100", "1, 200", "2, 400", "6, 6400", "7, 10000", "20, 10000", "2147483647, 10000"})
    void aPauseIsBetweenHalfAndAllOfWhatIsDueWhichDoublesUpToTheCap(int failures, long due) {
        LongSummaryStatistics pauses = LongStream.range(0, 1_000)
                .map(draw -> BACKOFF.millisAfter(failures))
                .summaryStatistics();

        assertTrue(pauses.getMin() >= due / 2 && pauses.getMax() <= due, pauses.toString());
        assertTrue(pauses.getMax() - pauses.getMin() > due / 4, "no jitter in " + pauses);
    }

    @Test
    void aPauseIsNeverZero() {
        assertEquals(1, new Backoff(0, 0).millisAfter(0));
        assertEquals(1, new Backoff(1, 1).millisAfter(5));
    }
}
