package io.quicksell.endtoend.driver;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All requests that clients sent, and what came of them. */
public record Tries(List<Try> all) {

    /** The status of a request that got no response. */
    public static final int NO_RESPONSE = 0;

    /**
     * One request.
     *
     * @param key of the order, the same each time that it is repeated
     * @param status of the response, or {@link #NO_RESPONSE}
     * @param sentAtNanos as {@link System#nanoTime()} has it
     */
    public record Try(String key, int status, long sentAtNanos, Duration took) {

        /** Whether it was sent before that moment, and ended after it. */
        public boolean wasInFlight(long nanos) {
            return sentAtNanos < nanos && endedAtNanos() > nanos;
        }

        private long endedAtNanos() {
            return sentAtNanos + took.toNanos();
        }
    }

    public List<Try> matching(Predicate<Try> condition) {
        return all.stream().filter(condition).toList();
    }

    /** How many ended with that status. */
    public long count(int status) {
        return matching(one -> one.status() == status).size();
    }

    /** The longest that one with that status took. */
    public Duration longest(int status) {
        return matching(one -> one.status() == status).stream()
                .map(Try::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * The longest that a client took for one order, all its repeats included; while it cannot place any, that is the outage that it sees.
     *
     * @param sinceNanos only of orders that were not settled yet at that moment, as {@link System#nanoTime()} has it
     */
    public Duration longestOrder(long sinceNanos) {
        Map<String, Long> begins = new HashMap<>();
        Map<String, Long> ends = new HashMap<>();
        for (Try one : all) {
            begins.merge(one.key(), one.sentAtNanos(), Math::min);
            ends.merge(one.key(), one.endedAtNanos(), Math::max);
        }
        return Duration.ofNanos(ends.keySet().stream()
                .filter(key -> ends.get(key) > sinceNanos)
                .mapToLong(key -> ends.get(key) - begins.get(key))
                .max()
                .orElse(0));
    }

    /** Whether every request placed an order, or was refused because there is not enough. */
    public boolean noneFailed() {
        return all.size() == count(201) + count(409);
    }

    /** For each status, how many there were and how long they took. */
    @Override
    public String toString() {
        return IntStream.of(201, 409, 503, 504, NO_RESPONSE)
                .mapToObj(status -> (status == NO_RESPONSE ? "none" : String.valueOf(status)) + ": " + count(status)
                        + " (at most " + longest(status).toMillis() + " ms)")
                .collect(Collectors.joining(", "));
    }
}
