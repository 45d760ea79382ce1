package io.quicksell.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.access.Scope;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.OpenApiDocument.Place;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The description of one method of one path in a contract.
 *
 * @param path the place of the path in the contract
 * @param place the place of the method
 */
record Operation(Place path, Place place) {

    Place responses() {
        return place.to("responses");
    }

    /** Who may use it; an operation that does not say so, or says something else than these, is an error. */
    Scope scope() {
        List<String> ways = new ArrayList<>();
        JsonNode security = place.node().required("security");
        security.forEach(way -> ways.add(way.toString()));
        if (ways.isEmpty() || ways.contains("{}")) {
            return Scope.PUBLIC;
        }
        return switch (String.join(" or ", ways)) {
            case "{\"serviceKey\":[]}" -> Scope.INTERNAL;
            case "{\"token\":[]}" -> Scope.SIGNED_IN;
            default -> {
                assertEquals(1, ways.size(), security::toString);
                yield Scope.named(security.at("/0/token/0").asText()).orElseThrow();
            }
        };
    }

    /** What is wrong with a request according to the contract. */
    List<String> violations(Contract.Request request) {
        List<String> violations = new ArrayList<>();
        Map<String, Place> parameters = queryParameters();
        query(request.uri()).forEach((name, values) -> {
            Place parameter = parameters.get(name);
            if (parameter == null) {
                violations.add("it has no parameter " + name);
            } else if (values.size() > 1) {
                violations.add("the parameter " + name + " is given more than once");
            } else {
                parameter
                        .to("schema")
                        .violations(parameter.typed(values.get(0)))
                        .forEach(each -> violations.add("the parameter " + name + ": " + each));
            }
        });
        Place schema =
                place.to("requestBody").to("content").to("application/json").to("schema");
        if (request.body().isEmpty()) {
            if (place.to("requestBody").to("required").node().asBoolean()) {
                violations.add("it has no body");
            }
        } else if (!schema.node().isMissingNode()) {
            schema.violations(Json.read(request.body(), JsonNode.class))
                    .forEach(each -> violations.add("the body: " + each));
        }
        return violations;
    }

    private Map<String, Place> queryParameters() {
        return Stream.of(path, place)
                .flatMap(at -> at.to("parameters").children())
                .map(Place::resolved)
                .filter(parameter -> parameter.node().get("in").asText().equals("query"))
                .collect(Collectors.toMap(
                        parameter -> parameter.node().get("name").asText(), parameter -> parameter));
    }

    private static Map<String, List<String>> query(URI uri) {
        return Stream.of(Optional.ofNullable(uri.getRawQuery()).orElse("").split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.groupingBy(
                        pair -> pair[0],
                        Collectors.mapping(
                                pair -> pair.length == 2 ? URLDecoder.decode(pair[1], UTF_8) : "",
                                Collectors.toList())));
    }
}
