package io.quicksell.endtoend.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * One thing that was measured, several times within a run.
 *
 * @param of what it was measured of, such as a load
 * @param name what was measured, unique together with {@code of}
 * @param moreIsBetter whether a higher value is better
 * @param values of each repetition, at least one
 */
record Figure(String of, String name, String unit, boolean moreIsBetter, List<Double> values) {

    static final String ACCEPTED = "accepted";
    static final String COMPLETED = "completed";
    static final String MEDIAN = "p50";
    static final String SLOW = "p99";
    static final String SLOWEST = "max";
    static final String JVM = "processor, JVM";
    static final String REDIS = "processor, Redis";
    static final String SCRIPTS = "time in scripts";
    static final String CALLS = "calls of scripts";
    static final String BOTH = "processor, JVM and Redis";
    static final String INDEX = "processor, index of orders";
    static final String SHARE_OF_REFERENCE = "completed, share of the reference";
    static final String SHARE_OF_ALL_IN_ONE = "completed, share of all in one";
    static final String SHARE_OF_ACCESS_OFF = "completed, share of that with access off";
    static final String SHARE_OF_FEW = "accepted, share of that with few orders";
    static final String TIMES_OTHER = "completed, times the other build";
    static final String LATE = "completed late, p99";
    static final String KEPT = "bytes of an order, for ever";
    static final String WITH_STREAMS = "bytes of an order, with the streams of a day";
    static final String OWN_MEMORY = "memory of the JVM after it (RssAnon)";
    static final String INDEX_BUILT = "index built from nothing";
    static final String START = "start";
    static final String ORDERS = "how many";
    static final String REWRITES = "rewrites";

    Figure {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values of " + name + " of " + of);
        }
    }

    static Figure more(String of, String name, String unit, DoubleStream values) {
        return new Figure(of, name, unit, true, values.boxed().toList());
    }

    static Figure less(String of, String name, String unit, DoubleStream values) {
        return new Figure(of, name, unit, false, values.boxed().toList());
    }

    String key() {
        return key(of, name);
    }

    static String key(String of, String name) {
        return of + ": " + name;
    }

    double median() {
        double[] sorted = sorted();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    double least() {
        return sorted()[0];
    }

    double most() {
        return sorted()[values.size() - 1];
    }

    /** How far apart the repetitions are. */
    double spread() {
        return most() - least();
    }

    @JsonIgnore
    private double[] sorted() {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
