package io.quicksell.launcher.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.access.Scope;
import io.quicksell.common.http.ContractFile;
import io.quicksell.common.testing.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One method of one path, as a contract describes it.
 *
 * @param document the whole contract
 */
record Described(String service, JsonNode document, String method, String path, Scope scope) {

    /** All of a service, HEAD included. */
    static List<Described> allOf(String service) {
        JsonNode document = ContractFile.read(service);
        List<Described> all = new ArrayList<>();
        Contract.of(service)
                .operations()
                .forEach((path, methods) -> methods.forEach(
                        (method, scope) -> all.add(new Described(service, document, method, path, scope))));
        all.sort((one, other) -> one.name().compareTo(other.name()));
        return all;
    }

    String name() {
        return service + " " + method + " " + path;
    }

    /** The parameters at one place: {@code path}, {@code query} or {@code header}. */
    List<JsonNode> parameters(String place) {
        List<JsonNode> parameters = new ArrayList<>();
        for (JsonNode level : List.of(pathItem(), operation())) {
            for (JsonNode parameter : level.path("parameters")) {
                JsonNode resolved = resolved(parameter);
                if (resolved.path("in").asText().equals(place)) {
                    parameters.add(resolved);
                }
            }
        }
        return parameters;
    }

    /** The schema of its JSON body; missing if it has none. */
    JsonNode bodySchema() {
        return operation().at("/requestBody/content/application~1json/schema");
    }

    /** What a reference stands for; anything else itself. */
    JsonNode resolved(JsonNode node) {
        JsonNode target = node.path("$ref");
        return target.isTextual() ? resolved(document.at(target.textValue().substring(1))) : node;
    }

    private JsonNode pathItem() {
        return document.path("paths").path(path);
    }

    private JsonNode operation() {
        return pathItem().path(method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT));
    }
}
