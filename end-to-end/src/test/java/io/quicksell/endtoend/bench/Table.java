package io.quicksell.endtoend.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The results as a person reads them first: how many orders each load got through, and everything that there is a mark for. */
record Table(Report report) {

    /**
     * @param median of the repetitions
     * @param range of the repetitions, empty where there was one
     * @param mark what it should be, empty where that was not said
     */
    record Row(String figure, String median, String range, String mark) {}

    private static final Row HEAD = new Row("", "median", "range", "mark");
    private static final Set<String> ALWAYS = Set.of(Figure.ACCEPTED, Figure.COMPLETED, Figure.ORDERS, Figure.REWRITES);

    List<Row> rows() {
        return report.figures().stream()
                .filter(Table::has)
                .map(figure -> row(figure, report.orders()))
                .toList();
    }

    List<String> lines() {
        List<Row> rows = Stream.concat(Stream.of(HEAD), rows().stream()).toList();
        List<Function<Row, String>> columns = List.of(Row::figure, Row::median, Row::range, Row::mark);
        List<Integer> widths = columns.stream()
                .map(column -> rows.stream()
                        .mapToInt(row -> column.apply(row).length())
                        .max()
                        .orElse(0))
                .toList();
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns.size(); i++) {
                String text = columns.get(i).apply(row);
                line.append(text).append(" ".repeat(widths.get(i) - text.length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    static boolean has(Figure figure) {
        return ALWAYS.contains(figure.name()) || Mark.of(figure).isPresent();
    }

    /**
     * @param orders that there are where many are needed
     */
    static Row row(Figure figure, long orders) {
        return new Row(
                figure.key(),
                (Numbers.text(figure.median()) + " " + figure.unit()).strip(),
                figure.values().size() == 1 ? "" : Numbers.text(figure.least()) + " to " + Numbers.text(figure.most()),
                Mark.of(figure).map(mark -> mark.verdict(figure, orders)).orElse(""));
    }
}
