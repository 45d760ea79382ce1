package io.quicksell.common.trace;

import static java.util.Map.entry;

import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The parts of a trace that Vert.x does not see by itself. It has a span for each request over HTTP and over the event bus; here are those of
 * scripts, of the gateway, and of the entries of streams, which carry the trace of an order from one service to the other.
 *
 * <p>Where nothing is traced (the conf has no {@code traces.url}) this does what it is given, and nothing else.
 */
public final class Traces {

    /** The field of a stream entry, as of a request over HTTP, that says which trace it belongs to (W3C Trace Context). */
    public static final String FIELD = "traceparent";

    private static final String ORDER_ID = "quicksell.order_id";
    private static final String NOT_TRACED = "";

    private Traces() {}

    /**
     * Runs a script that changes an order.
     *
     * @param name of its file
     * @param call given the {@value #FIELD} of the entries that the script adds; empty if they belong to no trace that is recorded
     */
    public static <T> Future<T> script(String name, String orderId, Function<String, Future<T>> call) {
        return step(
                () -> new Step(
                        name,
                        Map.ofEntries(
                                entry("db.system.name", "redis"),
                                entry("db.operation.name", "EVALSHA"),
                                entry("db.stored_procedure.name", name),
                                entry(ORDER_ID, orderId))),
                call);
    }

    /** Asks the payment gateway something about an order. */
    public static <T> Future<T> gateway(String name, String orderId, Function<String, Future<T>> call) {
        return step(() -> new Step(name, Map.of(ORDER_ID, orderId)), call);
    }

    /** Handles each entry as a part of the trace to which it belongs, if it does. */
    public static Function<StreamEntry, Future<Void>> entries(
            String group, Function<StreamEntry, Future<Void>> handler) {
        return entry -> {
            ContextInternal here = (ContextInternal) Vertx.currentContext();
            return here == null || here.tracer() == null || !entry.fields().containsKey(FIELD)
                    ? handler.apply(entry)
                    : handle(here, consumed(group, entry), entry, handler);
        };
    }

    private static Step consumed(String group, StreamEntry entry) {
        return new Step(
                "process " + entry.stream(),
                Map.ofEntries(
                        entry("messaging.system", "redis"),
                        entry("messaging.operation.type", "process"),
                        entry("messaging.operation.name", "process"),
                        entry("messaging.destination.name", entry.stream()),
                        entry("messaging.consumer.group.name", group),
                        entry("messaging.message.id", entry.id()),
                        entry(ORDER_ID, entry.fields().getOrDefault("order_id", ""))));
    }

    /** In a context of its own, because many entries are handled at once; what the poller does next is in its own again. */
    private static Future<Void> handle(
            ContextInternal here, Step step, StreamEntry entry, Function<StreamEntry, Future<Void>> handler) {
        VertxTracer<Object, Object> tracer = tracer(here);
        ContextInternal own = here.duplicate();
        Object span = tracer.receiveRequest(
                own,
                SpanKind.MESSAGING,
                TracingPolicy.PROPAGATE,
                step,
                step.name(),
                entry.fields().entrySet(),
                Step.attributesOfAny());
        Promise<Void> handled = here.promise();
        own.dispatch(() -> Future.succeededFuture(entry).compose(handler).onComplete(result -> {
            tracer.sendResponse(own, null, span, result.cause(), TagExtractor.empty());
            handled.handle(result);
        }));
        return handled.future();
    }

    private static <T> Future<T> step(Supplier<Step> described, Function<String, Future<T>> call) {
        ContextInternal here = (ContextInternal) Vertx.currentContext();
        if (here == null || here.tracer() == null) {
            return call.apply(NOT_TRACED);
        }
        VertxTracer<Object, Object> tracer = tracer(here);
        Step step = described.get();
        Carried carried = new Carried();
        Object span = tracer.sendRequest(
                here, SpanKind.RPC, TracingPolicy.PROPAGATE, step, step.name(), carried, Step.attributesOfAny());
        return call.apply(carried.isRecorded() ? carried.traceparent : NOT_TRACED)
                .onComplete(result -> tracer.receiveResponse(here, null, span, result.cause(), TagExtractor.empty()));
    }

    @SuppressWarnings("unchecked")
    private static VertxTracer<Object, Object> tracer(ContextInternal context) {
        return (VertxTracer<Object, Object>) context.tracer();
    }

    /** What a span says to those behind it. */
    private static final class Carried implements BiConsumer<String, String> {
        private String traceparent = NOT_TRACED;

        /** As the lowest bit of the flags says, which are its last two digits. */
        private boolean isRecorded() {
            return !traceparent.isEmpty()
                    && (Character.digit(traceparent.charAt(traceparent.length() - 1), 16) & 1) == 1;
        }

        @Override
        public void accept(String header, String value) {
            if (header.equals(FIELD)) {
                traceparent = value;
            }
        }
    }
}
