package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Load.Windows;
import java.time.Duration;

/**
 * How much time a run takes for what it measures.
 *
 * @param warmUp of each system, under full load
 * @param leadIn of each load: longer than a payment, so that orders are completed as fast as they are accepted
 * @param each how long a repetition is
 * @param connections that place orders
 * @param steadyRate orders a second that listeners hear of, and that are written while orders are searched
 * @param more whether more is measured than the all-in-one process with orders of one line
 */
record Pace(
        String name,
        Duration warmUp,
        Duration leadIn,
        Duration each,
        int repetitions,
        int connections,
        int steadyRate,
        boolean more) {

    static final Pace QUICK = new Pace(
            "quick", Duration.ofSeconds(8), Duration.ofMillis(2500), Duration.ofSeconds(2), 3, 64, 1_000, false);
    static final Pace FULL =
            new Pace("full", Duration.ofSeconds(20), Duration.ofSeconds(4), Duration.ofSeconds(10), 3, 64, 1_000, true);

    Windows windows() {
        return new Windows(leadIn, each, repetitions);
    }

    /** Twice as many: a minute in a full run. */
    Windows longWindows() {
        return new Windows(leadIn, each, 2 * repetitions);
    }

    /** One of those that take turns with others. */
    Windows lap() {
        return new Windows(leadIn, each, 1);
    }

    /** It has nothing to lead in. */
    Duration lapOfReference() {
        return each.dividedBy(2);
    }

    Windows warmUpOnly() {
        return new Windows(warmUp, Duration.ZERO, 0);
    }

    /** Plain HTTP has nothing to lead in, and settles soon. */
    Windows floor() {
        return new Windows(each.dividedBy(2), each.dividedBy(2), repetitions);
    }

    /** How often a system is started anew. */
    int restarts() {
        return more ? repetitions : 1;
    }
}
