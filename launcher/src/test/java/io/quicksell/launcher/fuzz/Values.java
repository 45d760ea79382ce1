package io.quicksell.launcher.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Values that a schema of a contract describes. What it says beside the types ({@code if}, {@code not}) is left to who filters them. */
final class Values {

    private static final String NOTHING_SPECIAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final List<String> LETTERS =
            characters(NOTHING_SPECIAL + "\u00e4\u00df\u00f8\u0130\u1e9e\u017f\u0414\u05d0\u0e01\u8336\ud840\udc00");
    private static final List<String> CHARACTERS = characters(
            NOTHING_SPECIAL + "\u00e9\u0153\u8336\ud83c\udf75\ufb03\u2167\u0660 '\"\\/<>&%+?#;:,.-_@=*~^`|{}[]()$!");
    private static final int USUAL_LENGTH = 60;
    private static final long YEAR_2100 = 4_102_444_800_000L;

    private final Described operation;
    private final Pool pool;

    Values(Described operation, Pool pool) {
        this.operation = operation;
        this.pool = pool;
    }

    private static List<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    /**
     * Values of a schema.
     *
     * @param name of the member or parameter that has it
     */
    Arbitrary<JsonNode> of(String name, JsonNode described) {
        JsonNode schema = operation.resolved(described);
        List<String> known = pool.ofMember(operation, name, typeOf(described));
        if (!known.isEmpty()) {
            return Arbitraries.of(known).map(TextNode::valueOf);
        }
        if (schema.has("enum")) {
            return Arbitraries.of(elements(schema.get("enum")));
        }
        JsonNode types = schema.path("type");
        return types.isArray()
                ? Arbitraries.oneOf(elements(types).stream()
                        .map(type -> of(type.asText(), name, schema))
                        .toList())
                : of(types.asText(), name, schema);
    }

    /** The name of a schema of its own; empty if it has none. */
    private static String typeOf(JsonNode described) {
        return described.path("$ref").asText().replaceAll(".*/", "");
    }

    private Arbitrary<JsonNode> of(String type, String name, JsonNode schema) {
        return switch (type) {
            case "object" -> object(schema);
            case "array" ->
                of(name, schema.path("items"))
                        .list()
                        .ofMinSize(schema.path("minItems").asInt(0))
                        .ofMaxSize(schema.path("maxItems").asInt(10))
                        .map(items -> JsonNodeFactory.instance.arrayNode().addAll(items));
            case "string" -> text(schema).map(TextNode::valueOf);
            case "integer" ->
                numbers(
                        schema.path("minimum").asText("0"),
                        schema.path("maximum").asText("1000"),
                        0);
            case "number" ->
                numbers(schema.path("minimum").asText(), schema.path("maximum").asText(), 2);
            case "boolean" -> Arbitraries.of(BooleanNode.TRUE, BooleanNode.FALSE);
            case "null" -> Arbitraries.just(NullNode.instance);
            default -> throw new IllegalStateException("no values are made of the type " + type + " of " + name);
        };
    }

    /** Often the ends, often small ones. */
    private static Arbitrary<JsonNode> numbers(String minimum, String maximum, int decimals) {
        BigDecimal least = new BigDecimal(minimum);
        BigDecimal most = new BigDecimal(maximum);
        BigDecimal small = least.add(BigDecimal.TEN).min(most);
        return Arbitraries.oneOf(
                        Arbitraries.of(least, most),
                        Arbitraries.bigDecimals().between(least, small).ofScale(decimals),
                        Arbitraries.bigDecimals().between(least, most).ofScale(decimals))
                .map(DecimalNode::valueOf);
    }

    private Arbitrary<JsonNode> object(JsonNode schema) {
        List<String> required =
                elements(schema.path("required")).stream().map(JsonNode::asText).toList();
        List<Arbitrary<Optional<Tuple.Tuple2<String, JsonNode>>>> members = new ArrayList<>();
        schema.path("properties").properties().forEach(member -> {
            Arbitrary<Tuple.Tuple2<String, JsonNode>> values =
                    of(member.getKey(), member.getValue()).map(value -> Tuple.of(member.getKey(), value));
            members.add(values.optional(required.contains(member.getKey()) ? 1 : 0.5));
        });
        return Combinators.combine(members).as(chosen -> {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            chosen.forEach(each -> each.ifPresent(member -> object.set(member.get1(), member.get2())));
            return object;
        });
    }

    private static Arbitrary<String> text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" ->
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as((high, low) -> new UUID(high, low).toString());
            case "date-time" ->
                Arbitraries.longs()
                        .between(0, YEAR_2100)
                        .map(millis -> Instant.ofEpochMilli(millis).toString());
            default -> characters(schema);
        };
    }

    private static Arbitrary<String> characters(JsonNode schema) {
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(USUAL_LENGTH);
        String pattern = schema.path("pattern").asText(".*");
        return Arbitraries.oneOf(
                        characters(LETTERS, least, most),
                        characters(CHARACTERS, least, Math.max(least, Math.min(most, USUAL_LENGTH))))
                .filter(text -> text.matches(pattern) && !text.isBlank() || most == 0);
    }

    private static Arbitrary<String> characters(List<String> alphabet, int least, int most) {
        return Arbitraries.of(alphabet).list().ofMinSize(least).ofMaxSize(most).map(all -> String.join("", all));
    }

    /** The values that some of these names have: each has one with that probability. */
    Arbitrary<List<Pair>> pairs(List<JsonNode> parameters, double probability) {
        List<Arbitrary<Optional<Pair>>> pairs = new ArrayList<>();
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asText();
            pairs.add(of(name, parameter.path("schema"))
                    .map(value -> new Pair(name, value.asText()))
                    .optional(parameter.path("required").asBoolean() ? 1 : probability));
        }
        return Combinators.combine(pairs)
                .as(chosen -> chosen.stream().flatMap(Optional::stream).toList());
    }

    /** The values of the variables in the path. */
    Arbitrary<Map<String, String>> variables() {
        List<String> known = pool.ofVariable(operation);
        Arbitrary<Map<String, String>> any = pairs(operation.parameters("path"), 1)
                .map(pairs -> pairs.stream().collect(Collectors.toMap(Pair::name, Pair::value)));
        return known.isEmpty()
                ? any
                : Arbitraries.of(known)
                        .map(value -> operation.parameters("path").stream()
                                .collect(Collectors.toMap(
                                        parameter -> parameter.path("name").asText(), parameter -> value)));
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
