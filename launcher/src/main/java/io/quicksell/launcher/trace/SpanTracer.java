package io.quicksell.launcher.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.quicksell.common.trace.Route;
import io.vertx.core.Context;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Makes a span of what Vert.x and {@link io.quicksell.common.trace.Traces} tell it. What is received is the current span of its context, and the
 * parent of what is sent from there. Only a request over HTTP begins a trace.
 *
 * <p>Names are few, and nothing that a client has written is in a span: neither an address nor a header, and of a failure only its type.
 */
final class SpanTracer implements VertxTracer<Span, Span> {

    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();

    /** What is asked for all the time, stays open for hours, or is a file of the desk. */
    private static final Pattern NOT_TRACED = Pattern.compile(
            "(/api/[a-z]+)?/(health|events|docs|openapi\\.json)([/?].*)?|/(assets/.*|[^/?]*\\.[a-z0-9]+)");

    /** Those that are served; a client may send any word. */
    private static final Set<HttpMethod> METHODS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE);

    private final Tracer tracer;

    SpanTracer(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public <R> Span receiveRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Entry<String, String>> headers,
            TagExtractor<R> attributes) {
        if (policy == TracingPolicy.IGNORE
                || request instanceof HttpRequest http
                        && NOT_TRACED.matcher(http.uri()).matches()) {
            return null;
        }
        var parent = PROPAGATOR.extract(io.opentelemetry.context.Context.root(), headers, Headers.READ);
        if (policy == TracingPolicy.PROPAGATE && Span.fromContextOrNull(parent) == null) {
            return null;
        }
        Span span = start(
                parent,
                kind == SpanKind.RPC
                        ? io.opentelemetry.api.trace.SpanKind.SERVER
                        : io.opentelemetry.api.trace.SpanKind.CONSUMER,
                request,
                operation,
                attributes);
        CurrentSpan.set(context, span);
        return span;
    }

    @Override
    public <R> void sendResponse(
            Context context, R response, Span span, Throwable failure, TagExtractor<R> attributes) {
        if (span == null) {
            return;
        }
        if (response instanceof HttpResponse http) {
            Route.of(context).ifPresent(route -> nameByRoute(span, route));
            span.setAttribute("http.response.status_code", http.statusCode());
            if (http.statusCode() >= 500) {
                span.setStatus(StatusCode.ERROR);
            }
        }
        end(span, failure);
    }

    @Override
    public <R> Span sendRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> attributes) {
        Span current = CurrentSpan.of(context).orElse(null);
        if (current == null || policy == TracingPolicy.IGNORE) {
            return null;
        }
        Span span = start(
                io.opentelemetry.context.Context.root().with(current),
                kind == SpanKind.RPC
                        ? io.opentelemetry.api.trace.SpanKind.CLIENT
                        : io.opentelemetry.api.trace.SpanKind.PRODUCER,
                request,
                operation,
                attributes);
        PROPAGATOR.inject(io.opentelemetry.context.Context.root().with(span), headers, Headers.WRITE);
        return span;
    }

    @Override
    public <R> void receiveResponse(
            Context context, R response, Span span, Throwable failure, TagExtractor<R> attributes) {
        if (span == null || isForNobody(failure)) {
            return;
        }
        if (response instanceof HttpResponse http) {
            span.setAttribute("http.response.status_code", http.statusCode());
            if (http.statusCode() >= 400) {
                span.setStatus(StatusCode.ERROR);
            }
        }
        end(span, failure);
    }

    private <R> Span start(
            io.opentelemetry.context.Context parent,
            io.opentelemetry.api.trace.SpanKind kind,
            R request,
            String operation,
            TagExtractor<R> attributes) {
        if (request instanceof HttpRequest http) {
            boolean isKnown = METHODS.contains(http.method());
            return tracer.spanBuilder(isKnown ? http.method().name() : "HTTP")
                    .setParent(parent)
                    .setSpanKind(kind)
                    .setAttribute("http.request.method", isKnown ? http.method().name() : "_OTHER")
                    .startSpan();
        } else if (request instanceof Message<?> message) {
            return tracer.spanBuilder(message.address())
                    .setParent(parent)
                    .setSpanKind(kind)
                    .setAttribute("messaging.system", "vertx")
                    .setAttribute("messaging.destination.name", message.address())
                    .startSpan();
        }
        Span span = tracer.spanBuilder(operation)
                .setParent(parent)
                .setSpanKind(kind)
                .startSpan();
        attributes.extractTo(request, span::setAttribute);
        return span;
    }

    /** A service that is not in this process is asked elsewhere; what never ends is never sent. */
    private static boolean isForNobody(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }

    private static void nameByRoute(Span span, String route) {
        span.setAttribute("http.route", route);
        if (span instanceof ReadableSpan recorded) {
            span.updateName(recorded.getName() + " " + route);
        }
    }

    private static void end(Span span, Throwable failure) {
        if (failure != null) {
            span.setAttribute("error.type", failure.getClass().getName());
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
