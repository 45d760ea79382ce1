package io.quicksell.launcher.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.trace.Traces;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.spi.VertxTracerFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes a span, of which trace, and with what in it. */
class SpanTracerTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final List<SpanData> ended = new CopyOnWriteArrayList<>();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .setSampler(new RatioSampler(1, ServiceKey.NONE))
            .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
            .build();
    private final Vertx vertx = Vertx.builder().withTracer(factory()).build();
    private final HttpUser user = new HttpUser(port(vertx));

    @AfterEach
    void close() {
        vertx.close().await();
        provider.close();
    }

    @Test
    void aRequestIsNamedByItsRouteAndShowsNothingOfItsClient() {
        user.get("/orders/anna?q=anna", "User-Agent", "anna");

        SpanData span = only();
        assertEquals("GET /orders/{id}", span.getName());
        assertTrue(!span.toString().contains("anna"), span::toString);
        assertEquals("0000000000000000", span.getParentSpanId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01"})
    void aRequestGoesOnWithTheTraceOfItsClientWhateverTheFlagSays(String flag) {
        user.get("/orders/1", Traces.FIELD, "00-" + TRACE + "-" + SPAN + "-" + flag);

        assertEquals(TRACE, only().getTraceId());
        assertEquals(SPAN, only().getParentSpanId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-" + TRACE + "x-" + SPAN + "-01",
                "00 " + TRACE + " " + SPAN + " 01"
            })
    void whatIsNoTraceparentIsIgnored(String text) {
        assertEquals(200, user.get("/orders/1", Traces.FIELD, text).status());

        assertNotEquals(TRACE, only().getTraceId());
        assertEquals("0000000000000000", only().getParentSpanId());
    }

    @Test
    void aTraceparentThatIsThereTwiceIsIgnored() {
        String one = "00-" + TRACE + "-" + SPAN + "-01";

        assertEquals(one, Headers.READ.get(List.of(Map.entry("Traceparent", one)), Traces.FIELD));
        assertNull(
                Headers.READ.get(List.of(Map.entry("traceparent", one), Map.entry("Traceparent", one)), Traces.FIELD));
    }

    @Test
    void aWordOfAClientIsNoNameOfASpan() {
        user.send("ANNA", "/orders/1", null);

        assertEquals("HTTP", only().getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/events", "/docs", "/assets/index.js", "/favicon.svg"})
    void whatIsAskedForAllTheTimeOrStaysOpenIsNotTraced(String path) {
        user.get(path);
        user.get("/orders/1");

        assertEquals("GET /orders/{id}", only().getName());
    }

    @Test
    void anEntryIsHandledInTheTraceThatItNames() {
        StreamEntry entry = new StreamEntry(
                "order_created", "1-0", Map.of("order_id", "o", Traces.FIELD, "00-" + TRACE + "-" + SPAN + "-01"));

        String further = handled(entry).await();

        SpanData script = span("a_script");
        SpanData consumer = span("process order_created");
        assertEquals(List.of(TRACE, TRACE), List.of(script.getTraceId(), consumer.getTraceId()));
        assertEquals(SPAN, consumer.getParentSpanId());
        assertEquals(consumer.getSpanId(), script.getParentSpanId());
        assertTrue(further.startsWith("00-" + TRACE + "-" + script.getSpanId() + "-"), further);
    }

    @Test
    void anEntryOfNoTraceBeginsNone() {
        assertEquals(
                "",
                handled(new StreamEntry("order_created", "1-0", Map.of("order_id", "o")))
                        .await());
        assertEquals(List.of(), ended);
    }

    @Test
    void afterAnEntryItsTraceIsLeft() {
        StreamEntry entry = new StreamEntry(
                "order_created", "1-0", Map.of("order_id", "o", Traces.FIELD, "00-" + TRACE + "-" + SPAN + "-01"));

        Optional<?> after = onContext(() -> Traces.entries(
                                "payment", handled -> vertx.timer(1).mapEmpty())
                        .apply(entry)
                        .map(done -> CurrentSpan.ids()))
                .await();

        assertEquals(Optional.empty(), after);
    }

    /** What a script is given that its handler calls. */
    private Future<String> handled(StreamEntry entry) {
        List<String> given = new CopyOnWriteArrayList<>();
        return onContext(() -> Traces.entries(
                        "payment",
                        handled -> Traces.script("a_script", "o", traceparent -> {
                            given.add(traceparent);
                            return Future.succeededFuture();
                        }))
                .apply(entry)
                .map(done -> given.get(0)));
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        return Future.future(promise ->
                vertx.getOrCreateContext().runOnContext(go -> work.get().onComplete(promise)));
    }

    private SpanData only() {
        Eventually.holds(() -> assertEquals(1, ended.size(), ended::toString));
        return ended.get(0);
    }

    private SpanData span(String name) {
        return ended.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(ended.toString()));
    }

    private VertxTracerFactory factory() {
        return options -> new SpanTracer(provider.get("test"));
    }

    private static int port(Vertx vertx) {
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/orders/:id")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok(Map.of())))
                .end();
        return edge.listen("127.0.0.1", 0).await();
    }

    private final class Kept implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            ended.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
