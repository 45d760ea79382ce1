package io.quicksell.endtoend.driver;

import java.util.stream.LongStream;

/**
 * How long many things of one kind took. Needs nothing but the JDK.
 *
 * @param nanos of each of them, the shortest first
 */
public record Latencies(long[] nanos) {

    /**
     * @param nanos in any order, and at least one
     */
    public static Latencies of(LongStream nanos) {
        return new Latencies(nanos.sorted().toArray());
    }

    public int count() {
        return nanos.length;
    }

    /** The milliseconds that this share of them stayed within: 0.5 is the median, 1 the longest. */
    public double millis(double share) {
        return nanos[(int) Math.min(nanos.length - 1, nanos.length * share)] / 1e6;
    }
}
