package io.quicksell.endtoend.driver;

import io.quicksell.endtoend.driver.ProtobufReader.Field;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A span as a collector gets it.
 *
 * @param traceId hexadecimal, as are the others
 * @param parentId empty for the first one of a trace
 * @param service what sent it
 */
public record TracedSpan(
        String traceId, String id, String parentId, String name, Map<String, String> attributes, String service) {

    /** Those of a request by OTLP: the field numbers are those of {@code opentelemetry/proto/trace/v1/trace.proto}. */
    static List<TracedSpan> of(byte[] request) {
        return ProtobufReader.fields(request, 1).flatMap(TracedSpan::ofProcess).toList();
    }

    private static Stream<TracedSpan> ofProcess(Field process) {
        String service = process.fields(1)
                .map(TracedSpan::attributes)
                .map(attributes -> attributes.get("service.name"))
                .findFirst()
                .orElseThrow();
        return process.fields(2).flatMap(scope -> scope.fields(2)).map(span -> of(span, service));
    }

    private static TracedSpan of(Field span, String service) {
        return new TracedSpan(
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                span.fields(5).findFirst().orElseThrow().text(),
                span.fields(9).collect(Collectors.toMap(TracedSpan::key, TracedSpan::value)),
                service);
    }

    private static Map<String, String> attributes(Field resource) {
        return resource.fields(1).collect(Collectors.toMap(TracedSpan::key, TracedSpan::value));
    }

    private static String key(Field attribute) {
        return attribute.fields(1).findFirst().orElseThrow().text();
    }

    private static String value(Field attribute) {
        Field value = attribute.fields(2).findFirst().orElseThrow();
        return value.fields(1)
                .map(Field::text)
                .findFirst()
                .orElseGet(() -> value.fields(3)
                        .map(number -> String.valueOf(number.number()))
                        .findFirst()
                        .orElseThrow());
    }

    private static String hex(Field span, int number) {
        return span.fields(number)
                .map(id -> HexFormat.of().formatHex(id.bytes()))
                .findFirst()
                .orElse("");
    }
}
