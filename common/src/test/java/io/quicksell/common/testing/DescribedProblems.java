package io.quicksell.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.testing.OpenApiDocument.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The problems of a contract. The schema of each type is named by the discriminator of {@code Problem}. A response that can have
 * several types says which in {@code x-problems}, because generators of clients understand no schema that says it.
 */
final class DescribedProblems {

    private static final Map<String, ProblemType> TYPES =
            Stream.of(ProblemType.values()).collect(Collectors.toMap(ProblemType::uri, Function.identity()));

    private final OpenApiDocument document;
    private final JsonNode schemas;

    DescribedProblems(OpenApiDocument document) {
        this.document = document;
        this.schemas =
                document.at("/components/schemas/Problem/discriminator/mapping").node();
    }

    /** The types that are described, after a check of each description. */
    Set<ProblemType> types() {
        Set<ProblemType> types = new TreeSet<>();
        schemas.properties().forEach(each -> {
            ProblemType type = TYPES.get(each.getKey());
            String name = type.uri().substring(type.uri().lastIndexOf(':') + 1);
            assertEquals(
                    type.status() + " `" + name + "`: " + type.title() + ".",
                    schema(type).orElseThrow().node().path("description").asText(),
                    each.getKey());
            types.add(type);
        });
        return types;
    }

    /**
     * What is wrong with a problem in a response.
     *
     * @param media the place of its content
     */
    List<String> violations(Place media, JsonNode problem) {
        String uri = problem.path("type").asText();
        ProblemType type = TYPES.get(uri);
        if (type == null || schema(type).isEmpty()) {
            return List.of("the type is not in the contract: " + uri);
        }
        List<String> violations = new ArrayList<>(media.to("schema").violations(problem));
        violations.addAll(schema(type).orElseThrow().violations(problem));
        if (!canHave(media, type)) {
            violations.add("the response cannot have this type");
        }
        if (problem.path("status").asInt() != type.status()
                || !problem.path("title").asText().equals(type.title())) {
            violations.add("the type has the status " + type.status() + " and the title " + type.title());
        }
        return violations;
    }

    private boolean canHave(Place media, ProblemType type) {
        JsonNode several = media.node().path("x-problems");
        JsonNode schema = schemas.get(type.uri());
        return several.isMissingNode()
                ? media.node().at("/schema/$ref").equals(schema)
                : several.findValues("$ref").contains(schema);
    }

    private Optional<Place> schema(ProblemType type) {
        return Optional.ofNullable(schemas.get(type.uri()))
                .map(pointer -> document.at(pointer.asText().substring(1)));
    }
}
