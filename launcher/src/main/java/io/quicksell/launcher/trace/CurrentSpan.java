package io.quicksell.launcher.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Optional;

/**
 * The span of the request, message or stream entry that a context works on.
 *
 * <p>Vert.x loads this class as a service, because storage in contexts must be registered before Vert.x is created.
 */
public final class CurrentSpan implements VertxServiceProvider {

    private static final ContextLocal<Span> LOCAL = ContextLocal.registerLocal(Span.class);

    /** Does nothing: loading the class has registered the storage. */
    @Override
    public void init(VertxBootstrap builder) {}

    /** The ids of the span that the calling code works in; empty outside of a trace, so wherever nothing is traced. */
    public static Optional<SpanContext> ids() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : of(context).map(Span::getSpanContext);
    }

    static Optional<Span> of(Context context) {
        return Optional.ofNullable(context.getLocal(LOCAL, AccessMode.CONCURRENT));
    }

    static void set(Context context, Span span) {
        context.putLocal(LOCAL, AccessMode.CONCURRENT, span);
    }
}
