package io.quicksell.common.testing;

import io.quicksell.common.metrics.Meter;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.metrics.Metric;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Meters that keep every value, for tests. Thread-safe. */
public final class RecordedMeters implements Meters {

    private final Map<String, List<Double>> values = new ConcurrentHashMap<>();

    @Override
    public Meter of(Metric metric, String... labels) {
        List<Double> recorded = values.computeIfAbsent(name(metric, labels), series -> new CopyOnWriteArrayList<>());
        return recorded::add;
    }

    /** What was recorded of one series, in sequence. */
    public List<Double> values(Metric metric, String... labels) {
        return values.getOrDefault(name(metric, labels), List.of());
    }

    /** The last value of a series; NaN if there is none. */
    public double last(Metric metric, String... labels) {
        List<Double> recorded = values(metric, labels);
        return recorded.isEmpty() ? Double.NaN : recorded.get(recorded.size() - 1);
    }

    private static String name(Metric metric, String... labels) {
        if (labels.length != metric.labels().size()) {
            throw new AssertionError(metric + " has the labels " + metric.labels());
        }
        return metric + String.join("|", labels);
    }
}
