package io.quicksell.launcher.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.quicksell.common.domain.HmacSha256;
import io.quicksell.common.http.ServiceKey;
import java.util.List;

/**
 * Decides by the id of a trace alone whether it is recorded. So processes with the same ratio and the same key decide alike, and what a
 * client says of it does not count: it can neither have all its requests recorded, nor choose ids that are.
 */
final class RatioSampler implements Sampler {

    private static final int HEX_DIGITS = 8;
    private static final double IDS = 1L << 4 * HEX_DIGITS;

    private final double ratio;
    private final String key;

    /**
     * @param ratio of traces that are recorded, from 0 to 1
     * @param key without which nobody knows which ids these have
     */
    RatioSampler(double ratio, ServiceKey key) {
        this.ratio = ratio;
        this.key = key.isSet() ? key.text() : "none";
    }

    /** Within a process a span is recorded if the one is of which it is a part. */
    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        SpanContext above = Span.fromContext(parent).getSpanContext();
        boolean isRecorded = above.isValid() && !above.isRemote() ? above.isSampled() : isRecorded(traceId);
        return isRecorded ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    private boolean isRecorded(String traceId) {
        return ratio == 1 || ratio > 0 && place(traceId) < ratio;
    }

    /** From 0 to 1, as if at random. */
    private double place(String traceId) {
        String hash = HmacSha256.of(key, traceId.getBytes(US_ASCII)).substring(0, HEX_DIGITS);
        return Long.parseLong(hash, 16) / IDS;
    }

    @Override
    public String getDescription() {
        return "by id, " + ratio;
    }
}
