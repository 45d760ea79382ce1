package io.quicksell.common.trace;

import io.vertx.core.spi.tracing.TagExtractor;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a span shows.
 *
 * @param name one of few
 * @param attributes by the names of OpenTelemetry's semantic conventions where it has one
 */
record Step(String name, Map<String, String> attributes) {

    private static final TagExtractor<Object> ATTRIBUTES = new TagExtractor<>() {
        @Override
        public void extractTo(Object step, BiConsumer<String, String> to) {
            ((Step) step).attributes.forEach(to);
        }
    };

    /** Tells a tracer the attributes of what is a step. */
    static TagExtractor<Object> attributesOfAny() {
        return ATTRIBUTES;
    }
}
