package io.quicksell.launcher.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quicksell.common.http.Entrance;
import io.quicksell.common.metrics.Meters;
import io.quicksell.launcher.conf.MetricsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Optional;

/** What a process measures: its own metrics, those of the JVM, and of Vert.x those of its pools of threads. Or nothing at all. */
public final class ProcessMetrics {

    /** Nothing is measured. */
    public static final ProcessMetrics OFF = new ProcessMetrics(Optional.empty(), Meters.NONE);

    /** Pools are measured by their type, so it would be that of one of several, and nobody knew of which. */
    private static final String RATIO_OF_ONE_POOL = "vertx.pool.ratio";

    /** Measured by the services. */
    private static final String REDIS = "redis";

    private final Optional<PrometheusMeterRegistry> registry;
    private final Meters meters;

    private ProcessMetrics(Optional<PrometheusMeterRegistry> registry, Meters meters) {
        this.registry = registry;
        this.meters = meters;
    }

    /** Begins to measure, if the conf says so. */
    public static ProcessMetrics of(MetricsConfig config) {
        if (!config.isOn()) {
            return OFF;
        }
        PrometheusRegistry own = new PrometheusRegistry();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, own, Clock.SYSTEM);
        registry.config().meterFilter(MeterFilter.denyNameStartsWith(RATIO_OF_ONE_POOL));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return new ProcessMetrics(Optional.of(registry), new PrometheusMeters(own));
    }

    /** Where the services of this process measure. */
    public Meters meters() {
        return meters;
    }

    /** Makes Vert.x, whose pools are measured; what else it can measure has labels without a bound, or is measured by the services. */
    public VertxBuilder measure(VertxOptions options) {
        if (registry.isEmpty()) {
            return Vertx.builder().with(options);
        }
        MicrometerMetricsOptions pools =
                new MicrometerMetricsOptions().setEnabled(true).setLabels(EnumSet.of(Label.POOL_TYPE));
        pools.addDisabledMetricsCategory(REDIS);
        EnumSet.complementOf(EnumSet.of(MetricsDomain.NAMED_POOLS)).forEach(pools::addDisabledMetricsCategory);
        return Vertx.builder()
                .with(options.setMetricsOptions(pools))
                .withMetrics(new MicrometerMetricsFactory(registry.get()));
    }

    /**
     * What shows all that at a port of its own; empty where nothing is measured.
     *
     * @param names other names of this machine
     */
    public Optional<MetricsVerticle> verticle(MetricsConfig config, Entrance names) {
        return registry.map(measured -> new MetricsVerticle(config, names, measured::scrape));
    }
}
