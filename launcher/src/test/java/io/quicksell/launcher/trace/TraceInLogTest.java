package io.quicksell.launcher.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.quicksell.launcher.TraceInLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a line of text says of the trace that it belongs to. */
class TraceInLogTest {

    private static final Span SPAN = Span.wrap(SpanContext.create(
            "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", TraceFlags.getSampled(), TraceState.getDefault()));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aLineOfATraceNamesItAndAnotherIsAsItWas() {
        Context context = vertx.getOrCreateContext();

        assertEquals("", said());
        assertEquals("", on(context));
        CurrentSpan.set(context, SPAN);
        assertEquals(" [4bf92f3577b34da6a3ce929d0e0e4736/00f067aa]", on(context));
    }

    private static String on(Context context) {
        return Future.<String>future(promise -> context.runOnContext(go -> promise.complete(said())))
                .await();
    }

    private static String said() {
        return new TraceInLog().convert(null);
    }
}
