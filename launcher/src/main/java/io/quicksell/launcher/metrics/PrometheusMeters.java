package io.quicksell.launcher.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quicksell.common.metrics.Meter;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.metrics.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Meters of which Prometheus reads. A metric is there from when it is first asked for, so a process shows none of a service that it does not run. */
final class PrometheusMeters implements Meters {

    /** What would be more of one metric is measured as one. */
    static final int MAX_SERIES = 500;

    static final String OTHER = "other";

    private static final double[] SECONDS = {0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
    private static final double[] SECONDS_OF_A_GATEWAY = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 35};
    private static final double[] DECISIONS = {1, 2, 4, 8, 16, 32, 64};

    /** The series of one metric. */
    private record Series(Function<String[], Meter> make, Map<List<String>, Meter> made) {

        Series(Function<String[], Meter> make) {
            this(make, new ConcurrentHashMap<>());
        }

        Meter of(List<String> labels) {
            Meter known = made.get(labels);
            if (known != null) {
                return known;
            }
            List<String> bounded = made.size() < MAX_SERIES
                    ? labels
                    : labels.stream().map(any -> OTHER).toList();
            return made.computeIfAbsent(bounded, values -> make.apply(values.toArray(String[]::new)));
        }
    }

    private final PrometheusRegistry registry;
    private final Map<Metric, Series> metrics = new ConcurrentHashMap<>();

    PrometheusMeters(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Meter of(Metric metric, String... labels) {
        return metrics.computeIfAbsent(metric, this::series).of(List.copyOf(Arrays.asList(labels)));
    }

    private Series series(Metric metric) {
        return new Series(
                switch (metric.kind()) {
                    case COUNTER -> counter(metric);
                    case GAUGE -> gauge(metric);
                    case HISTOGRAM -> histogram(metric);
                });
    }

    private Function<String[], Meter> counter(Metric metric) {
        Counter counter = Counter.builder()
                .name(metric.exportedName())
                .help(metric.meaning())
                .labelNames(labels(metric))
                .withoutExemplars()
                .register(registry);
        return values -> counter.labelValues(values)::inc;
    }

    /** Nobody knows its value until it is said. */
    private Function<String[], Meter> gauge(Metric metric) {
        Gauge gauge = Gauge.builder()
                .name(metric.exportedName())
                .help(metric.meaning())
                .labelNames(labels(metric))
                .withoutExemplars()
                .register(registry);
        return values -> {
            gauge.labelValues(values).set(Double.NaN);
            return gauge.labelValues(values)::set;
        };
    }

    private Function<String[], Meter> histogram(Metric metric) {
        Histogram histogram = Histogram.builder()
                .name(metric.exportedName())
                .help(metric.meaning())
                .labelNames(labels(metric))
                .classicOnly()
                .classicUpperBounds(bounds(metric))
                .withoutExemplars()
                .register(registry);
        return values -> histogram.labelValues(values)::observe;
    }

    private static double[] bounds(Metric metric) {
        return switch (metric) {
            case BATCH -> DECISIONS;
            case GATEWAY -> SECONDS_OF_A_GATEWAY;
            default -> SECONDS;
        };
    }

    private static String[] labels(Metric metric) {
        return metric.labels().toArray(String[]::new);
    }
}
