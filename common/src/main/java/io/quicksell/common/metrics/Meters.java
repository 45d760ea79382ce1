package io.quicksell.common.metrics;

/**
 * Where a process measures how it is doing. The code that does the work names what happened and knows nobody who reads it. Thread-safe.
 */
@FunctionalInterface
public interface Meters {

    /** Nothing is measured, and nothing is kept. */
    Meters NONE = (metric, labels) -> Meter.NONE;

    /**
     * One series of a metric: the same one for the same values. Look it up once, where what happens often is measured.
     *
     * @param labels the value of each label, in the order in which the metric has them: few in all, never an id
     */
    Meter of(Metric metric, String... labels);

    /** Whether anybody reads it. What is measured for this alone need not be done otherwise. */
    default boolean areRead() {
        return this != NONE;
    }
}
