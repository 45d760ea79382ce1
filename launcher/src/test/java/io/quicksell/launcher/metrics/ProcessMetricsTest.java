package io.quicksell.launcher.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Entrance;
import io.quicksell.common.metrics.Meters;
import io.quicksell.launcher.conf.MetricsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Without a port nothing is measured, by anybody. */
class ProcessMetricsTest {

    private static final Entrance HERE = Entrance.at("127.0.0.1");

    @Test
    void withoutAPortNothingIsMeasuredAndNothingListens() {
        MetricsConfig off = new MetricsConfig("127.0.0.1", 0);
        ProcessMetrics metrics = ProcessMetrics.of(off);

        assertSame(Meters.NONE, metrics.meters());
        assertEquals(Optional.empty(), metrics.verticle(off, HERE));
        assertFalse(isMeasured(metrics));
    }

    @Test
    void withOneEverythingIs() {
        MetricsConfig on = new MetricsConfig("127.0.0.1", 9464);
        ProcessMetrics metrics = ProcessMetrics.of(on);

        assertTrue(metrics.meters().areRead());
        assertTrue(metrics.verticle(on, HERE).isPresent());
        assertTrue(isMeasured(metrics));
    }

    private static boolean isMeasured(ProcessMetrics metrics) {
        Vertx vertx = metrics.measure(new VertxOptions()).build();
        try {
            return vertx.isMetricsEnabled();
        } finally {
            vertx.close().await();
        }
    }
}
