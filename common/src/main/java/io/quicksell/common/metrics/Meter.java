package io.quicksell.common.metrics;

/** One series of a {@link Metric}. Thread-safe. */
@FunctionalInterface
public interface Meter {

    /** Nothing is measured. */
    Meter NONE = value -> {};

    /** By the kind of the metric: counts so many more, notes one more value, or is that now, where NaN means that nobody knows. */
    void record(double value);
}
