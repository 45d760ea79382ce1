package io.quicksell.endtoend.bench;

import java.util.List;
import java.util.Optional;

/** What was measured of every load: a row for each. Each value is the median of the repetitions. */
record Grid(Report report) {

    /** What has a column of its own. */
    record Column(String name, String head, String unit) {

        String titled() {
            return head + ", " + unit;
        }
    }

    static final List<Column> COLUMNS = List.of(
            new Column(Figure.ACCEPTED, "accepted", "1/s"),
            new Column(Figure.COMPLETED, "completed", "1/s"),
            new Column(Figure.MEDIAN, "p50", "ms"),
            new Column(Figure.SLOW, "p99", "ms"),
            new Column(Figure.SLOWEST, "max", "ms"),
            new Column(Figure.JVM, "JVM", "s/1,000"),
            new Column(Figure.REDIS, "Redis", "s/1,000"),
            new Column(Figure.SCRIPTS, "scripts", "µs/order"),
            new Column(Figure.CALLS, "calls", "/order"));

    /** Those with a row. */
    List<String> loads() {
        return report.figures().stream()
                .filter(Grid::has)
                .map(Figure::of)
                .distinct()
                .toList();
    }

    String cell(String load, Column column) {
        Optional<Figure> figure = report.figure(load, column.name());
        return figure.map(known -> Numbers.text(known.median())).orElse("-");
    }

    static boolean has(Figure figure) {
        return COLUMNS.stream().anyMatch(column -> column.name().equals(figure.name()));
    }
}
