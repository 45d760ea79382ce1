package io.quicksell.endtoend.driver;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process shows at its port for metrics at one moment, as Prometheus reads it (text format 0.0.4). */
public final class Scrape {

    /** One series: its name, and its labels by name. */
    public record Series(String name, Map<String, String> labels) {}

    private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<Series, Double> samples = new LinkedHashMap<>();

    private Scrape(String text) {
        text.lines().filter(line -> !line.startsWith("#")).forEach(this::read);
    }

    /** Reads what a process shows at that port of this machine. */
    public static Scrape at(int port) {
        return new Scrape(
                new Rest("http://127.0.0.1:" + port).get("/metrics").expect(200).text());
    }

    private void read(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        samples.put(series(sample.group(1), sample.group(2)), number(sample.group(3)));
    }

    private static Series series(String name, String labels) {
        Map<String, String> values = new TreeMap<>();
        LABEL.matcher(labels == null ? "" : labels)
                .results()
                .forEach(label -> values.put(label.group(1), label.group(2)));
        return new Series(name, values);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** All series. */
    public Stream<Series> series() {
        return samples.keySet().stream();
    }

    /**
     * The values of all series that a selector matches.
     *
     * @param selector as Prometheus writes it, with equal signs alone: {@code name{label="value"}}
     */
    public Stream<Double> values(String selector) {
        int brace = selector.indexOf('{');
        Series wanted = brace < 0
                ? series(selector, null)
                : series(selector.substring(0, brace), selector.substring(brace + 1, selector.length() - 1));
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().name().equals(wanted.name())
                        && sample.getKey()
                                .labels()
                                .entrySet()
                                .containsAll(wanted.labels().entrySet()))
                .map(Entry::getValue);
    }

    /** The sum of the same; 0 without any. */
    public double sum(String selector) {
        return values(selector).mapToDouble(value -> value).sum();
    }
}
