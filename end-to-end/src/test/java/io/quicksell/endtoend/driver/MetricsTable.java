package io.quicksell.endtoend.driver;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The metrics that {@code docs/operating.md} describes, each with its labels. */
public final class MetricsTable {

    /**
     * One of ours.
     *
     * @param meaning how the cell begins
     */
    public record Row(String type, Set<String> labels, String meaning) {}

    private static final Path DOCUMENT = Path.of("..", "docs", "operating.md");
    private static final Pattern OWN =
            Pattern.compile("(?m)^\\| `(quicksell_[a-z_]+)` \\| (counter|gauge|histogram) \\|([^|]*)\\| ([^|]*) \\|$");
    private static final Pattern OF_OTHERS =
            Pattern.compile("(?m)^\\| (`(?:jvm|process|vertx)_[a-z0-9_`, ]+) \\|([^|]*)\\| [^|]* \\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final List<String> OF_A_HISTOGRAM = List.of("_bucket", "_count", "_sum");
    private static final List<String> OF_A_SUMMARY = List.of("_count", "_sum");

    private final Map<String, Row> own = new LinkedHashMap<>();
    private final Map<String, Set<String>> series = new LinkedHashMap<>();

    private MetricsTable(String text) {
        OWN.matcher(text).results().forEach(this::readOwn);
        OF_OTHERS.matcher(text).results().forEach(this::readOfOthers);
    }

    /** Reads that of this checkout. */
    public static MetricsTable read() {
        try {
            return new MetricsTable(Files.readString(DOCUMENT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readOwn(MatchResult row) {
        Set<String> labels = codes(row.group(3));
        own.put(row.group(1), new Row(row.group(2), labels, row.group(4)));
        if (row.group(2).equals("histogram")) {
            OF_A_HISTOGRAM.forEach(part -> series.put(row.group(1) + part, labels));
        } else {
            series.put(row.group(1), labels);
        }
    }

    private void readOfOthers(MatchResult row) {
        Set<String> labels = codes(row.group(2));
        for (String name : codes(row.group(1))) {
            series.put(name, labels);
            OF_A_SUMMARY.forEach(part -> series.put(name + part, labels));
        }
    }

    private static Set<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).collect(toCollection(TreeSet::new));
    }

    /** Those of this system, by their names. */
    public Map<String, Row> own() {
        return own;
    }

    /** The labels of every series that may be exported, by its name, but {@code le}. */
    public Map<String, Set<String>> series() {
        return series;
    }
}
