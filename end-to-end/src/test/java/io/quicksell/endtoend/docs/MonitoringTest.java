package io.quicksell.endtoend.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quicksell.common.metrics.Metric;
import io.quicksell.endtoend.driver.AlertRules;
import io.quicksell.endtoend.driver.MetricsTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of metrics, the dashboard, the alerts and what the documentation says to do about them belong together. */
class MonitoringTest {

    private static final Pattern NAME = Pattern.compile("\\b(?:quicksell|jvm|process|system|vertx)_[a-z0-9_]+");
    private static final Pattern SELECTED = Pattern.compile("([a-z0-9_]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~?|!=)\"");
    private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern TESTED = Pattern.compile("(?m)^ +name: (\\w+)$");
    private static final Pattern FOR = Pattern.compile("[1-9][0-9]*[smh]");

    /** Those that Prometheus adds, and the bound of a bucket. */
    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance", "le");

    private final MetricsTable table = MetricsTable.read();
    private final AlertRules alerts = AlertRules.read();

    @Test
    void theTableHasEveryMetricWithItsTypeItsLabelsAndItsMeaning() {
        assertEquals(
                Stream.of(Metric.values()).map(Metric::exportedName).toList(),
                new ArrayList<>(table.own().keySet()));
        for (Metric metric : Metric.values()) {
            MetricsTable.Row row = table.own().get(metric.exportedName());
            assertEquals(metric.kind().name().toLowerCase(Locale.ROOT), row.type(), metric.exportedName());
            assertEquals(new TreeSet<>(metric.labels()), row.labels(), metric.exportedName());
            assertTrue(row.meaning().startsWith(metric.meaning()), metric.exportedName());
        }
    }

    @Test
    void theNamesFollowTheConventionsOfPrometheus() {
        for (Metric metric : Metric.values()) {
            String name = metric.exportedName();
            assertEquals(metric.kind() == Metric.Kind.COUNTER, name.endsWith("_total"), name);
            assertTrue(name.matches("quicksell(_[a-z]+)+"), name);
            assertTrue(!name.matches(".*_(millis|ms|minutes|kilobytes|percent)(_.*)?"), name);
        }
    }

    @Test
    void theDashboardAsksForMetricsAndLabelsThatExist() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Checkout.text("deploy/grafana/quicksell.json"));
        assertEquals("datasource", dashboard.at("/templating/list/0/type").asText(), "the data source is a variable");
        List<String> queries = dashboard.findValuesAsText("expr");
        assertTrue(queries.size() > 30, queries::toString);
        queries.forEach(this::expectKnown);
        Set<String> shown = names(String.join("\n", queries));
        List<String> missing = table.own().keySet().stream()
                .filter(name -> shown.stream().noneMatch(asked -> asked.startsWith(name)))
                .toList();
        assertEquals(List.of(), missing, "every metric is on the dashboard");
        dashboard.findValues("datasource").stream()
                .filter(JsonNode::isObject)
                .forEach(source ->
                        assertEquals("${datasource}", source.path("uid").asText()));
    }

    @Test
    void everyAlertSaysForHowLongHowBadWhatItIsAndWhereToReadOn() {
        assertTrue(alerts.all().size() >= 13, () -> alerts.all().keySet().toString());
        alerts.all().forEach((name, rule) -> {
            assertEquals(Set.of("expr", "for", "severity", "summary", "runbook"), rule.keySet(), name);
            expectKnown(rule.get("expr"));
            assertTrue(FOR.matcher(rule.get("for")).matches(), name);
            assertTrue(Set.of("critical", "warning").contains(rule.get("severity")), name);
            assertEquals("docs/operating.md#" + name.toLowerCase(Locale.ROOT), rule.get("runbook"));
        });
    }

    @Test
    void everyAlertIsTriedAndHasAHeadingThatSaysWhatToDo() {
        List<String> names = List.copyOf(alerts.all().keySet());
        assertEquals(
                names,
                TESTED.matcher(Checkout.text("deploy/prometheus/alerts.test.yml"))
                        .results()
                        .map(tested -> tested.group(1))
                        .toList());
        String document = Checkout.text("docs/operating.md");
        String chapter = document.substring(document.indexOf("\n## Alerts\n"));
        String[] sections = chapter.substring(0, chapter.indexOf("\n## ", 1)).split("(?m)^### ");
        assertEquals(
                names,
                Arrays.stream(sections)
                        .skip(1)
                        .map(section -> section.lines().findFirst().orElseThrow())
                        .toList());
        for (int i = 0; i < names.size(); i++) {
            String summary = alerts.all().get(names.get(i)).get("summary");
            assertTrue(sections[i + 1].contains(summary), names.get(i));
        }
    }

    /** Each metric that is named exists, and has the labels by which it is selected and added up. */
    private void expectKnown(String query) {
        Set<String> names = names(query);
        Map<String, Set<String>> known = table.series();
        names.forEach(name -> assertTrue(known.containsKey(name), name + " in " + query));
        SELECTED.matcher(query)
                .results()
                .filter(selector -> known.containsKey(selector.group(1)))
                .forEach(selector -> LABEL.matcher(selector.group(2))
                        .results()
                        .forEach(label -> expectLabel(known.get(selector.group(1)), label.group(1), query)));
        BY.matcher(query)
                .results()
                .flatMap(by -> Stream.of(by.group(1).split(", ")))
                .forEach(label -> names.forEach(name -> expectLabel(known.get(name), label, query)));
    }

    private static void expectLabel(Set<String> labels, String label, String query) {
        assertTrue(labels.contains(label) || LABELS_OF_PROMETHEUS.contains(label), label + " in " + query);
    }

    private static Set<String> names(String query) {
        return NAME.matcher(query).results().map(name -> name.group()).collect(toCollection(TreeSet::new));
    }
}
