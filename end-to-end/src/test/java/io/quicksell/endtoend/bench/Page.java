package io.quicksell.endtoend.bench;

import io.quicksell.endtoend.bench.Grid.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results as one HTML page that needs nothing from elsewhere.
 *
 * @param compared what is said of an earlier run, or nothing
 */
record Page(Report report, List<String> compared) {

    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430 }
            table { border-collapse: collapse } td, th { padding: .2rem .7rem; border-bottom: 1px solid #d5dae1; text-align: right }
            td:first-child, th:first-child { text-align: left } pre { background: #f3f5f8; padding: 1rem; overflow: auto }
            svg { width: 100%; height: auto } svg text { font: 12px system-ui, sans-serif; fill: #1c2430 }
            """;

    void write(Path file) {
        try {
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Quick Sell benchmark</title><style>\n"
                + STYLE + "</style></head><body>\n<h1>Quick Sell benchmark</h1>\n" + machine() + marks() + grid()
                + plot(
                        "Orders accepted in a second, with the range of the repetitions",
                        Plots.bars(named(Figure.ACCEPTED)))
                + plot("Redis' time in the scripts, µs for an order", Plots.bars(named(Figure.SCRIPTS)))
                + plot("Latencies by percentile, both axes logarithmic", Plots.curves(report.curves()))
                + others() + comparison() + "</body></html>\n";
    }

    private String machine() {
        return String.format(
                Locale.ROOT,
                "<p>%s%s, %s run of %s on %d cores, %s, %s, load average before %.1f. Values are medians of the repetitions.</p>%n",
                escaped(report.jar()),
                report.against().isEmpty() ? "" : " in turn with " + escaped(report.against()),
                escaped(report.mode()),
                escaped(report.started()),
                report.machine().cores(),
                escaped(report.machine().system()),
                escaped(report.machine().java()),
                report.machine().loadBefore());
    }

    private String marks() {
        return "<table><tr><th></th><th>median</th><th>range</th><th>mark</th></tr>\n"
                + new Table(report)
                        .rows().stream()
                                .map(row -> row("td", Stream.of(row.figure(), row.median(), row.range(), row.mark())))
                                .collect(Collectors.joining())
                + "</table>\n";
    }

    private String grid() {
        Grid grid = new Grid(report);
        return "<h2>All loads</h2>\n<table>"
                + row("th", Stream.concat(Stream.of(""), Grid.COLUMNS.stream().map(Column::titled)))
                + grid.loads().stream()
                        .map(load -> row(
                                "td",
                                Stream.concat(
                                        Stream.of(load), Grid.COLUMNS.stream().map(column -> grid.cell(load, column)))))
                        .collect(Collectors.joining())
                + "</table>\n";
    }

    private String others() {
        return "<h2>More figures</h2>\n<table>"
                + report.figures().stream()
                        .filter(figure -> !Table.has(figure) && !Grid.has(figure))
                        .map(figure -> Table.row(figure, report.orders()))
                        .map(row -> row("td", Stream.of(row.figure(), row.median(), row.range())))
                        .collect(Collectors.joining())
                + "</table>\n";
    }

    private static String row(String tag, Stream<String> cells) {
        return cells.map(cell -> "<" + tag + ">" + escaped(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private String comparison() {
        return compared.isEmpty()
                ? ""
                : "<h2>Comparison</h2>\n<pre>" + escaped(String.join("\n", compared)) + "</pre>\n";
    }

    /** Of all loads, but for the floor, which is of another size. */
    private List<Figure> named(String name) {
        return report.figures().stream()
                .filter(figure -> figure.name().equals(name) && !figure.of().equals(Run.FLOOR))
                .toList();
    }

    private static String plot(String title, Optional<String> svg) {
        return svg.map(drawn -> "<h2>" + escaped(title) + "</h2>\n" + drawn).orElse("");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
