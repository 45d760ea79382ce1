package io.quicksell.launcher.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quicksell.common.metrics.Metric;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured is exported under the names that docs/operating.md and the alerts use. */
class PrometheusMetersTest {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusMeterRegistry scraped =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
    private final PrometheusMeters meters = new PrometheusMeters(registry);

    @ParameterizedTest
    @EnumSource
    void eachMetricIsExportedUnderItsNameWithItsTypeAndMeaning(Metric metric) {
        meters.of(metric, labels(metric, "a")).record(1);

        String text = scraped.scrape();
        String type = metric.kind().name().toLowerCase(Locale.ROOT);
        assertTrue(text.contains("# TYPE " + metric.exportedName() + " " + type + "\n"), text);
        assertTrue(text.contains("# HELP " + metric.exportedName() + " " + metric.meaning() + "\n"), text);
        metric.labels().forEach(label -> assertTrue(text.contains(label + "=\"a\""), text));
    }

    @Test
    void whatNobodyHasMeasuredIsNotThere() {
        assertEquals("", scraped.scrape());
    }

    @Test
    void aGaugeHasNoValueUntilItIsSaidAndKeepsTheLast() {
        meters.of(Metric.HOLDS);
        assertTrue(scraped.scrape().contains("quicksell_holds NaN\n"));

        meters.of(Metric.HOLDS).record(3);
        meters.of(Metric.HOLDS).record(2);

        assertTrue(scraped.scrape().contains("quicksell_holds 2.0\n"), scraped::scrape);
    }

    @Test
    void aCounterAddsAndAHistogramSorts() {
        meters.of(Metric.ORDERS, "placed").record(2);
        meters.of(Metric.ORDERS, "placed").record(1);
        meters.of(Metric.BATCH, "create_order").record(3);

        String text = scraped.scrape();
        assertTrue(text.contains("quicksell_orders_total{status=\"placed\"} 3.0\n"), text);
        assertTrue(text.contains("quicksell_batch_decisions_bucket{script=\"create_order\",le=\"2.0\"} 0\n"), text);
        assertTrue(text.contains("quicksell_batch_decisions_bucket{script=\"create_order\",le=\"4.0\"} 1\n"), text);
        assertTrue(text.contains("quicksell_batch_decisions_sum{script=\"create_order\"} 3.0\n"), text);
    }

    @Test
    void thereIsALimitOfSeries() {
        IntStream.range(0, 2 * PrometheusMeters.MAX_SERIES)
                .forEach(n -> meters.of(Metric.ORDERS, "status-" + n).record(1));

        String text = scraped.scrape();
        assertEquals(
                PrometheusMeters.MAX_SERIES + 1,
                text.lines()
                        .filter(line -> line.startsWith("quicksell_orders_total{"))
                        .count());
        assertTrue(text.contains("{status=\"other\"} " + (double) PrometheusMeters.MAX_SERIES), text);
        assertFalse(text.contains("status-" + PrometheusMeters.MAX_SERIES), text);
    }

    private static String[] labels(Metric metric, String value) {
        return metric.labels().stream().map(label -> value).toArray(String[]::new);
    }
}
