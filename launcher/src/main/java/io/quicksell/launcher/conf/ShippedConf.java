package io.quicksell.launcher.conf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The shipped conf file, which is the schema of every other: it has every key that exists, with a value of the key's type, which is
 * its default. Only roles may have other names than the shipped ones.
 */
final class ShippedConf {

    /** Where members have names of the user's own, and lists of texts. */
    private static final Set<String> OPEN = Set.of("access.roles.");

    private static final JsonNode ANY_LIST = JsonNodeFactory.instance.arrayNode();

    private final ObjectNode schema;

    ShippedConf(ObjectNode schema) {
        this.schema = schema;
    }

    /** Every unknown key and every value of a wrong type, each as a line that names its path. */
    List<String> misfits(ObjectNode given) {
        return misfits("", given, schema).toList();
    }

    /** The values given, which have to fit, and the shipped ones where none is given. */
    ObjectNode overlaidWith(ObjectNode given) {
        ObjectNode merged = schema.deepCopy();
        overlay(merged, given);
        return merged;
    }

    private Stream<String> misfits(String path, ObjectNode given, ObjectNode section) {
        return given.properties().stream().flatMap(member -> {
            String key = path + member.getKey();
            JsonNode value = member.getValue();
            JsonNode expected = OPEN.contains(path) ? ANY_LIST : section.get(member.getKey());
            if (expected == null) {
                return Stream.of(key + " is unknown" + suggestion(key));
            }
            if (!isLike(value, expected)) {
                return Stream.of(key + " must be " + kind(expected) + ", not " + found(value, expected));
            }
            return expected instanceof ObjectNode inner
                    ? misfits(key + ".", (ObjectNode) value, inner)
                    : Stream.empty();
        });
    }

    private static boolean isLike(JsonNode value, JsonNode expected) {
        if (expected.isNumber()) {
            return expected.isIntegralNumber() ? value.isInt() : value.isNumber();
        }
        return value.getNodeType() == expected.getNodeType()
                && (!value.isArray()
                        || StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual));
    }

    private static String kind(JsonNode expected) {
        return switch (expected.getNodeType()) {
            case BOOLEAN -> "true or false";
            case NUMBER -> expected.isIntegralNumber() ? "a whole number" : "a number";
            case STRING -> "a text";
            case ARRAY -> "a list of texts";
            default -> "an object";
        };
    }

    /** What a value is instead. The value itself may be a secret in the wrong place, except a number where one belongs. */
    private static String found(JsonNode value, JsonNode expected) {
        if (value.isNumber() && expected.isNumber()) {
            return value.toString();
        }
        return switch (value.getNodeType()) {
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case STRING -> "a text";
            case ARRAY -> expected.isArray() ? "a list of something else" : "a list";
            case NULL -> "null";
            default -> "an object";
        };
    }

    private static void overlay(ObjectNode base, ObjectNode over) {
        over.properties().forEach(member -> {
            if (member.getValue() instanceof ObjectNode section) {
                overlay((ObjectNode) base.get(member.getKey()), section);
            } else {
                base.set(member.getKey(), member.getValue());
            }
        });
    }

    private String suggestion(String key) {
        return paths("", schema)
                .min(Comparator.comparingInt(path -> distance(key, path)))
                .filter(path -> distance(key, path) <= Math.max(2, key.length() / 3))
                .map(path -> "; did you mean " + path + "?")
                .orElse("; the keys that exist are those of conf/quicksell.json");
    }

    private static Stream<String> paths(String path, ObjectNode section) {
        return section.properties().stream().flatMap(member -> {
            String key = path + member.getKey();
            return member.getValue() instanceof ObjectNode inner
                    ? Stream.concat(Stream.of(key), paths(key + ".", inner))
                    : Stream.of(key);
        });
    }

    /** How many letters have to be inserted, removed or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
