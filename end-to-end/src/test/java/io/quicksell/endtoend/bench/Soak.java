package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Load.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A long run under a steady load, minute by minute: what has to stay as it is, and by how much the last quarter exceeds the second one. The
 * first one does not count, because a JVM takes its memory only then.
 */
record Soak(List<Measured<Vitals>> minutes) {

    private static final double MEBIBYTE = 1 << 20;

    /**
     * Something that must not grow with time.
     *
     * @param tolerance by which share it may grow
     * @param slack by how much it may grow in any case
     */
    private record Watched(String name, double tolerance, double slack, ToDoubleFunction<Measured<Vitals>> value) {}

    /** What is kept of each order is kept for ever, so that is counted by order. Latencies are those of a machine that others use, too. */
    private static final List<Watched> ALL = List.of(
            new Watched("orders/s", 0.1, 0, Measured::perSecond),
            new Watched("p50, ms", 1, 10, minute -> minute.millis(50)),
            new Watched("p99, ms", 2, 100, minute -> minute.millis(99)),
            new Watched("JVMs resident, MiB", 0.15, 20, minute -> minute.after().residentBytes() / MEBIBYTE),
            new Watched("descriptors", 0, 5, minute -> minute.after().descriptors()),
            new Watched("events kept", 0.25, 1_000, minute -> minute.after().events()),
            new Watched(
                    "Redis, bytes/order",
                    0.05,
                    0,
                    minute -> perOrder(minute, minute.after().redisBytes())),
            new Watched(
                    "index, bytes/order",
                    0.25,
                    50,
                    minute -> perOrder(minute, minute.after().indexBytes())));

    private static double perOrder(Measured<Vitals> minute, long bytes) {
        return (double) bytes / minute.after().orders();
    }

    /** What has grown by more than it may, in words. */
    List<String> grown() {
        int quarter = Math.max(1, minutes.size() / 4);
        List<Measured<Vitals>> second = minutes.subList(quarter, Math.min(2 * quarter, minutes.size()));
        List<Measured<Vitals>> last = minutes.subList(minutes.size() - quarter, minutes.size());
        List<String> grown = new ArrayList<>();
        for (Watched watched : ALL) {
            double before = mean(second, watched);
            double after = mean(last, watched);
            if (after > before * (1 + watched.tolerance()) + watched.slack()) {
                grown.add(watched.name() + " grew from " + Numbers.text(before) + " to " + Numbers.text(after));
            }
        }
        return grown;
    }

    /** Every minute, in Markdown. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("| minute |");
        ALL.forEach(watched -> table.append(" ").append(watched.name()).append(" |"));
        table.append("\n| --- |").append(" --- |".repeat(ALL.size())).append("\n");
        for (int i = 0; i < minutes.size(); i++) {
            table.append(String.format(Locale.ROOT, "| %d |", i + 1));
            for (Watched watched : ALL) {
                table.append(" ")
                        .append(Numbers.text(watched.value().applyAsDouble(minutes.get(i))))
                        .append(" |");
            }
            table.append("\n");
        }
        return table.toString();
    }

    private static double mean(List<Measured<Vitals>> some, Watched watched) {
        return some.stream().mapToDouble(watched.value()).average().orElseThrow();
    }
}
