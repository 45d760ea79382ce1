package io.quicksell.launcher.trace;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.quicksell.common.trace.Traces;
import java.util.Map.Entry;
import java.util.function.BiConsumer;

/**
 * Where {@code traceparent} stands in what is received and sent. {@code tracestate} is neither read nor sent: it is a text of others, and nobody
 * here needs it.
 */
final class Headers {

    static final TextMapGetter<Iterable<Entry<String, String>>> READ = new TextMapGetter<>() {
        /** One that is there twice is none. */
        @Override
        public String get(Iterable<Entry<String, String>> headers, String name) {
            String found = null;
            if (name.equals(Traces.FIELD)) {
                for (Entry<String, String> header : headers) {
                    if (header.getKey().equalsIgnoreCase(name)) {
                        if (found != null) {
                            return null;
                        }
                        found = header.getValue();
                    }
                }
            }
            return found;
        }
    };

    static final TextMapSetter<BiConsumer<String, String>> WRITE = (headers, name, value) -> {
        if (name.equals(Traces.FIELD)) {
            headers.accept(name, value);
        }
    };

    private Headers() {}
}
