package io.quicksell.launcher.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** The headers of requests. */
final class Headers {

    private static final Arbitrary<String> TAGS =
            Arbitraries.of("\"1\"", "\"2\"", "\"1\", \"3\"", "W/\"1\"", "*", "\"0\"");
    private static final Arbitrary<String> KEYS = Arbitraries.strings()
            .withCharRange('!', '~')
            .ofMinLength(1)
            .ofMaxLength(255)
            .map(text -> text.replace('"', '-'));

    private Headers() {}

    static Arbitrary<List<Pair>> of(List<JsonNode> parameters) {
        List<Arbitrary<Optional<Pair>>> headers = new ArrayList<>();
        headers.add(Arbitraries.just(Optional.of(new Pair("Host", "localhost"))));
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asText();
            headers.add(
                    values(name, parameter).map(value -> new Pair(name, value)).optional(0.4));
        }
        return Combinators.combine(headers)
                .as(chosen -> chosen.stream().flatMap(Optional::stream).toList());
    }

    private static Arbitrary<String> values(String name, JsonNode parameter) {
        return switch (name) {
            case "Idempotency-Key" -> KEYS;
            case "If-Match", "If-None-Match" -> TAGS;
            default -> Arbitraries.just(parameter.at("/schema/examples/0").asText());
        };
    }
}
