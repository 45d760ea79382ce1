package io.quicksell.launcher.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.launcher.conf.TracesConfig;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives Vert.x its tracer, and sends what that records to a collector, by OTLP over HTTP, on a thread of its own. Whatever the collector does, nothing
 * that is traced waits for it: {@value #MAX_WAITING} spans wait at most, and more are lost.
 */
public final class Tracing implements VertxTracerFactory {

    private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);
    private static final int MAX_WAITING = 4_096;
    private static final int MAX_AT_ONCE = 512;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration SEND_LIMIT = Duration.ofSeconds(5);
    private static final long STOP_LIMIT_MILLIS = 1_000;

    private final Delivery delivery;
    private final AtomicLong ended = new AtomicLong();
    private final SdkTracerProvider provider;

    /**
     * @param service how the collector names this process
     * @param node the id of this node
     * @param key by which processes agree on what is recorded
     */
    public Tracing(TracesConfig config, String service, String node, ServiceKey key) {
        this.delivery = new Delivery(exporter(config.endpoint()), config.endpoint());
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", service)
                        .put("service.instance.id", node)
                        .build()))
                .setSampler(new RatioSampler(config.ratio(), key))
                .addSpanProcessor(new Count())
                .addSpanProcessor(BatchSpanProcessor.builder(delivery)
                        .setScheduleDelay(EVERY)
                        .setMaxQueueSize(MAX_WAITING)
                        .setMaxExportBatchSize(MAX_AT_ONCE)
                        .setExporterTimeout(SEND_LIMIT)
                        .build())
                .build();
    }

    private static SpanExporter exporter(String url) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(url)
                .setConnectTimeout(CONNECT_LIMIT)
                .setTimeout(SEND_LIMIT)
                .setRetryPolicy(null)
                .build();
    }

    @Override
    public VertxTracer<?, ?> tracer(TracingOptions options) {
        return new SpanTracer(provider.get("io.quicksell"));
    }

    /** Sends what waits, within a limit. Blocks. */
    public void close() {
        provider.shutdown().join(STOP_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        long lost = ended.get() - delivery.delivered();
        if (lost > 0) {
            LOG.warn("{} of {} spans did not reach the collector", lost, ended.get());
        }
    }

    /** How many spans have ended that are recorded. */
    private final class Count implements SpanProcessor {

        @Override
        public void onStart(io.opentelemetry.context.Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.incrementAndGet();
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
