package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.HotPath.Script;
import io.quicksell.endtoend.bench.Load.Measured;
import io.quicksell.endtoend.bench.Meter.Reading;
import io.quicksell.endtoend.bench.Reference.Took;
import io.quicksell.endtoend.bench.Report.Curve;
import io.quicksell.endtoend.bench.Report.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;

/** What a run has found so far. */
final class Findings {

    private static final int STEPS_OF_A_HALF = 5;
    private static final String MILLIS = "ms";

    /** What is used up, of which there is a figure for each order that was completed. */
    private record Cost(String name, String unit, ToDoubleFunction<Reading> used) {}

    private static final String SECONDS = "s/1,000";

    private static final List<Cost> COSTS = List.of(
            new Cost(Figure.JVM, SECONDS, used -> thousandths(used.jvm())),
            new Cost(Figure.REDIS, SECONDS, used -> thousandths(used.redis())),
            new Cost(Figure.BOTH, SECONDS, used -> thousandths(used.jvm().plus(used.redis()))),
            new Cost(Figure.INDEX, SECONDS, used -> thousandths(used.index())),
            new Cost(
                    Figure.SCRIPTS,
                    "µs/order",
                    used -> used.commands().scripts().micros()),
            new Cost(Figure.CALLS, "/order", used -> used.commands().scripts().calls()));

    private final List<Figure> figures = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();

    void add(Figure figure) {
        figures.add(figure);
    }

    /** Where the system does not tell, there is no figure. */
    void addMebibytes(String of, String name, OptionalLong bytes) {
        bytes.ifPresent(known -> add(Figure.less(of, name, "MiB", DoubleStream.of(known / 1_048_576.0))));
    }

    /** How fast requests of any kind were. */
    void addRequests(String of, String unit, List<? extends Measured<?>> measured) {
        add(Figure.more(of, Figure.ACCEPTED, unit, measured.stream().mapToDouble(Measured::perSecond)));
        addLatencies(of, measured.stream().map(Measured::nanos).toList());
    }

    void addLatencies(String of, List<Histogram> nanos) {
        addPercentile(of, Figure.MEDIAN, nanos, 50);
        addPercentile(of, Figure.SLOW, nanos, 99);
        addPercentile(of, Figure.SLOWEST, nanos, 100);
        Histogram all = Load.histogram();
        nanos.forEach(all::add);
        curves.add(new Curve(
                of,
                StreamSupport.stream(all.percentiles(STEPS_OF_A_HALF).spliterator(), false)
                        .map(step -> new Point(step.getPercentileLevelIteratedTo(), step.getValueIteratedTo() / 1e6))
                        .toList()));
    }

    /** Of the repetitions in which anything was measured. */
    void addPercentile(String of, String name, List<Histogram> nanos, double percentile) {
        List<Double> millis = nanos.stream()
                .filter(each -> each.getTotalCount() > 0)
                .map(each -> each.getValueAtPercentile(percentile) / 1e6)
                .toList();
        if (!millis.isEmpty()) {
            add(new Figure(of, name, MILLIS, false, millis));
        }
    }

    /** How fast orders were, and what they used up. */
    void addPlaced(String of, int lines, List<Measured<Reading>> measured) {
        addRequests(of, "orders/s", measured);
        add(Figure.more(
                of,
                Figure.COMPLETED,
                "orders/s",
                measured.stream()
                        .mapToDouble(each ->
                                orders(each, lines) * 1e9 / each.overall().toNanos())));
        for (Cost cost : COSTS) {
            add(Figure.less(
                    of,
                    cost.name(),
                    cost.unit(),
                    measured.stream()
                            .mapToDouble(
                                    each -> cost.used().applyAsDouble(used(each)) / Math.max(1, orders(each, lines)))));
        }
    }

    void addReference(List<Took> took) {
        add(Figure.more(Run.REFERENCE, Figure.COMPLETED, "orders/s", of(took, Took::perSecond)));
        add(Figure.less(
                Run.REFERENCE, Figure.REDIS, SECONDS, of(took, each -> thousandths(each.redis()) / each.orders())));
        add(Figure.less(Run.REFERENCE, Figure.SCRIPTS, "µs/order", of(took, Took::microsOfEach)));
        for (Script script : HotPath.SCRIPTS) {
            add(Figure.less(
                    Run.REFERENCE,
                    "time in " + script.name(),
                    "µs/order",
                    of(took, each -> each.microsOfEach(script.name()))));
        }
    }

    private static DoubleStream of(List<Took> took, ToDoubleFunction<Took> value) {
        return took.stream().mapToDouble(value);
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    List<Curve> curves() {
        return List.copyOf(curves);
    }

    /** Those completed. */
    static double orders(Measured<Reading> each, int lines) {
        return used(each).units() / (double) lines;
    }

    private static Reading used(Measured<Reading> each) {
        return each.after().since(each.before());
    }

    /** Seconds for each of a thousand are milliseconds for one. */
    private static double thousandths(Duration used) {
        return used.toNanos() / 1e6;
    }
}
