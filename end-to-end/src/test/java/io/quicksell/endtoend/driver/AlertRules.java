package io.quicksell.endtoend.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules in {@code deploy/prometheus/alerts.yml}, each as its members by name. */
public final class AlertRules {

    private static final Path FILE = Path.of("..", "deploy", "prometheus", "alerts.yml");
    private static final Pattern FOLDED = Pattern.compile("expr: >-\n +");
    private static final Pattern MEMBER = Pattern.compile("(?m)^ {8,}(expr|for|severity|summary|runbook): (.+)$");
    private static final Pattern COMPARISON =
            Pattern.compile("([a-z_]+(?:\\{[^}]*})?) (==|>|<) ([0-9.]+(?: \\* [0-9.]+)?)");

    private final Map<String, Map<String, String>> rules = new LinkedHashMap<>();

    private AlertRules(String text) {
        String[] parts = FOLDED.matcher(text).replaceAll("expr: ").split("(?m)^      - alert: ");
        for (int i = 1; i < parts.length; i++) {
            Map<String, String> members = new LinkedHashMap<>();
            MEMBER.matcher(parts[i]).results().forEach(member -> members.put(member.group(1), member.group(2)));
            rules.put(parts[i].substring(0, parts[i].indexOf('\n')), members);
        }
    }

    /** Reads those of this checkout. */
    public static AlertRules read() {
        try {
            return new AlertRules(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code expr}, {@code for}, {@code severity}, {@code summary} and {@code runbook} of each, by its name. */
    public Map<String, Map<String, String>> all() {
        return rules;
    }

    /** Whether the condition of a rule that compares one metric with a number is met for any series. */
    public boolean isMet(String alert, Scrape now) {
        Matcher comparison = COMPARISON.matcher(rules.get(alert).get("expr"));
        if (!comparison.matches()) {
            throw new AssertionError(alert + " compares more than one metric with a number");
        }
        double limit = product(comparison.group(3));
        return now.values(comparison.group(1)).anyMatch(value -> switch (comparison.group(2)) {
            case "==" -> value == limit;
            case ">" -> value > limit;
            default -> value < limit;
        });
    }

    private static double product(String text) {
        double product = 1;
        for (String factor : text.split(" \\* ")) {
            product *= Double.parseDouble(factor);
        }
        return product;
    }
}
