package io.quicksell.launcher.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.quicksell.common.http.ServiceKey;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which traces are recorded. */
class RatioSamplerTest {

    private static final int TRACES = 4_000;
    private static final ServiceKey KEY = new ServiceKey("k".repeat(32));
    private static final List<String> IDS = new SplittableRandom(7)
            .longs(TRACES)
            .mapToObj(id -> String.format("%016x%016x", id, 1))
            .toList();

    @Test
    void theRatioOfAllTracesIsRecordedWhateverTheirIdsAre() {
        assertEquals(TRACES, recorded(1, KEY).size());
        assertEquals(0, recorded(0, KEY).size());
        assertEquals(0.25, (double) recorded(0.25, KEY).size() / TRACES, 0.03);
    }

    @Test
    void processesWithTheSameKeyDecideAlikeAndNobodyElseKnowsHow() {
        assertEquals(recorded(0.25, KEY), recorded(0.25, new ServiceKey(KEY.text())));
        assertNotEquals(recorded(0.25, KEY), recorded(0.25, new ServiceKey("l".repeat(32))));
    }

    @Test
    void whatAClientSaysDoesNotCount() {
        RatioSampler sampler = new RatioSampler(0.25, KEY);

        for (String id : IDS) {
            assertEquals(
                    decision(sampler, Context.root(), id),
                    decision(sampler, parent(id, TraceFlags.getSampled(), true), id));
        }
    }

    @Test
    void withinAProcessASpanIsRecordedIfItsParentIs() {
        for (String id : IDS) {
            assertEquals(
                    SamplingDecision.RECORD_AND_SAMPLE,
                    decision(new RatioSampler(0, KEY), parent(id, TraceFlags.getSampled(), false), id));
            assertEquals(
                    SamplingDecision.DROP,
                    decision(new RatioSampler(1, KEY), parent(id, TraceFlags.getDefault(), false), id));
        }
    }

    private static List<String> recorded(double ratio, ServiceKey key) {
        RatioSampler sampler = new RatioSampler(ratio, key);
        Stream<String> recorded =
                IDS.stream().filter(id -> decision(sampler, Context.root(), id) == SamplingDecision.RECORD_AND_SAMPLE);
        return recorded.toList();
    }

    private static Context parent(String traceId, TraceFlags flags, boolean isRemote) {
        String spanId = "00f067aa0ba902b7";
        SpanContext ids = isRemote
                ? SpanContext.createFromRemoteParent(traceId, spanId, flags, TraceState.getDefault())
                : SpanContext.create(traceId, spanId, flags, TraceState.getDefault());
        return Context.root().with(Span.wrap(ids));
    }

    private static SamplingDecision decision(RatioSampler sampler, Context parent, String traceId) {
        return sampler.shouldSample(parent, traceId, "POST", SpanKind.SERVER, Attributes.empty(), List.of())
                .getDecision();
    }
}
