package io.quicksell.launcher.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends spans on, counts those that a collector has not taken, and says once that it takes none, and once that it does again. */
final class Delivery implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final SpanExporter exporter;
    private final String url;
    private final AtomicLong delivered = new AtomicLong();
    private volatile boolean isFailing;

    Delivery(SpanExporter exporter, String url) {
        this.exporter = exporter;
        this.url = url;
    }

    /** How many spans a collector has taken. */
    long delivered() {
        return delivered.get();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                delivered.addAndGet(spans.size());
            }
            tell(!result.isSuccess(), result.getFailureThrowable());
        });
    }

    private void tell(boolean failed, Throwable why) {
        if (failed && !isFailing) {
            LOG.warn("Traces do not reach {}, and are lost until they do: {}", url, String.valueOf(why));
        } else if (!failed && isFailing) {
            LOG.info("Traces reach {} again", url);
        }
        isFailing = failed;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
