package io.quicksell.redis;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing pauses between tries: doubled each time up to a cap, with jitter, so that clients that failed together do not all return
 * together.
 *
 * @param firstMillis the pause after the first failure
 * @param capMillis the longest pause
 */
public record Backoff(long firstMillis, long capMillis) {

    private static final int MAX_DOUBLINGS = 20;

    /**
     * @param failures how many tries have failed before, from 0
     * @return milliseconds to wait, at least 1: between half and all of the pause that is due
     */
    public long millisAfter(int failures) {
        long due = Math.min(capMillis, firstMillis << Math.min(failures, MAX_DOUBLINGS));
        return Math.max(1, due / 2 + ThreadLocalRandom.current().nextLong(due / 2 + 1));
    }
}
