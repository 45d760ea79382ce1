package io.quicksell.common.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.quicksell.common.http.ContractFile;
import io.quicksell.common.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The contract of a service, with access to its places, references and schemas. Thread-safe. */
final class OpenApiDocument {

    private static final SchemaValidatorsConfig WITH_FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** The form of a parameter or header by its type; all other types are texts. */
    private static final Map<String, String> SHAPES = Map.of("integer", "-?[0-9]+", "boolean", "true|false");

    private final String iri;
    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final Map<String, JsonSchema> known = new ConcurrentHashMap<>();

    OpenApiDocument(String service) {
        iri = "urn:quicksell:" + service;
        document = ContractFile.read(service);
        String text = Json.text(document);
        schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                factory -> factory.schemaLoaders(loaders -> loaders.schemas(Map.of(iri, text))));
    }

    /**
     * @param pointer to the place (RFC 6901)
     */
    Place at(String pointer) {
        return new Place(pointer);
    }

    /** A place in the document. */
    final class Place {
        private final String pointer;

        private Place(String pointer) {
            this.pointer = pointer;
        }

        JsonNode node() {
            return document.at(pointer);
        }

        String pointer() {
            return pointer;
        }

        /** The last step to here. */
        String name() {
            return pointer.substring(pointer.lastIndexOf('/') + 1)
                    .replace("~1", "/")
                    .replace("~0", "~");
        }

        /** A member. If this place is a reference, a member of its target. */
        Place to(String member) {
            return new Place(
                    resolved().pointer + "/" + member.replace("~", "~0").replace("/", "~1"));
        }

        Place resolved() {
            JsonNode target = node().path("$ref");
            return target.isTextual() ? new Place(target.textValue().substring(1)) : this;
        }

        Stream<Place> children() {
            JsonNode node = node();
            return node.isArray()
                    ? Stream.iterate(0, i -> i < node.size(), i -> i + 1).map(i -> to(String.valueOf(i)))
                    : StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
                            .map(this::to);
        }

        /** The value of a header or parameter, in the type of its schema. */
        JsonNode typed(String value) {
            String shape =
                    SHAPES.get(to("schema").resolved().node().path("type").asText());
            return shape != null && value.matches(shape)
                    ? Json.read(value, JsonNode.class)
                    : JsonNodeFactory.instance.textNode(value);
        }

        /** The examples of what has a schema here: beside the schema, and inside it. */
        List<JsonNode> examples() {
            List<JsonNode> examples = new ArrayList<>();
            if (node().has("example")) {
                examples.add(node().get("example"));
            }
            to("examples")
                    .children()
                    .forEach(each -> examples.add(each.resolved().node().get("value")));
            to("schema").node().path("examples").forEach(examples::add);
            return examples;
        }

        /** What is wrong with a value according to the schema at this place. */
        List<String> violations(JsonNode value) {
            JsonSchema schema = known.computeIfAbsent(
                    pointer,
                    at -> schemas.getSchema(
                            SchemaLocation.of(iri + "#" + at.replace("{", "%7B").replace("}", "%7D")), WITH_FORMATS));
            return schema.validate(value).stream().map(Object::toString).toList();
        }
    }
}
