package io.quicksell.launcher.conf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quicksell.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A conf file laid over the shipped one. The shipped file is the schema: it has every key that exists, with a value of its type
 * and its default. A key it does not have, or a value of another type, is a {@link ConfigError} that names file and path.
 */
final class ConfigTree {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final String file;
    private final ObjectNode given;
    private final ObjectNode merged;

    private ConfigTree(String file, ObjectNode given, ObjectNode merged) {
        this.file = file;
        this.given = given;
        this.merged = merged;
    }

    /**
     * Reads a conf file.
     *
     * @param shipped the text of the shipped file
     * @throws ConfigError if it is not there, not JSON, or does not fit the shipped one
     */
    static ConfigTree read(Path file, String shipped) {
        ObjectNode schema = object("the shipped conf", shipped);
        ObjectNode given = object(file.toString(), text(file));
        check(file.toString(), "", given, schema, schema);
        ObjectNode merged = schema.deepCopy();
        overlay(merged, given);
        return new ConfigTree(file.toString(), given, merged);
    }

    /** Whether the file itself has that section, so that what it configures is to run. */
    boolean has(String section) {
        return given.has(section);
    }

    /** Sets a value from an environment variable. */
    void set(String path, JsonNode value) {
        int dot = path.lastIndexOf('.');
        ((ObjectNode) merged.at("/" + path.substring(0, dot).replace('.', '/'))).set(path.substring(dot + 1), value);
    }

    /**
     * A section as a record, or the top level's plain values where {@code section} is empty.
     *
     * @throws ConfigError if the record refuses a value
     */
    <T> T section(String section, Class<T> type) {
        JsonNode node = section.isEmpty() ? plainValues() : merged.get(section);
        try {
            return MAPPER.treeToValue(node, type);
        } catch (ValueInstantiationException e) {
            String path = section.isEmpty() ? "" : section + ".";
            throw new ConfigError(file + ": " + path + e.getCause().getMessage());
        } catch (JsonProcessingException e) {
            String path = section.isEmpty() ? "" : section + ": ";
            throw new ConfigError(file + ": " + path + e.getOriginalMessage());
        }
    }

    private ObjectNode plainValues() {
        ObjectNode plain = merged.deepCopy();
        for (Iterator<JsonNode> values = plain.elements(); values.hasNext(); ) {
            if (values.next().isObject()) {
                values.remove();
            }
        }
        return plain;
    }

    private static void check(String file, String path, ObjectNode given, ObjectNode schema, ObjectNode wholeSchema) {
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            String key = path + member.getKey();
            JsonNode expected = schema.get(member.getKey());
            if (expected == null) {
                throw new ConfigError(file + ": " + key + " is unknown" + suggestion(key, wholeSchema));
            }
            JsonNode value = member.getValue();
            if (!isLike(value, expected)) {
                throw new ConfigError(file + ": " + key + " must be " + kind(expected) + ", not " + value);
            }
            if (expected instanceof ObjectNode section) {
                check(file, key + ".", (ObjectNode) value, section, wholeSchema);
            }
        }
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

    private static void overlay(ObjectNode base, ObjectNode over) {
        over.properties().forEach(member -> {
            if (member.getValue() instanceof ObjectNode section) {
                overlay((ObjectNode) base.get(member.getKey()), section);
            } else {
                base.set(member.getKey(), member.getValue());
            }
        });
    }

    private static String suggestion(String key, ObjectNode schema) {
        Optional<String> nearest = paths("", schema)
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .filter(path -> distance(key, path) <= Math.max(2, key.length() / 3));
        return nearest.map(path -> "; did you mean " + path + "?")
                .orElse("; the keys that exist are those of conf/quicksell.json");
    }

    private static Stream<String> paths(String path, ObjectNode schema) {
        return schema.properties().stream().flatMap(member -> {
            String key = path + member.getKey();
            return member.getValue() instanceof ObjectNode section
                    ? Stream.concat(Stream.of(key), paths(key + ".", section))
                    : Stream.of(key);
        });
    }

    /** How many letters have to be put in, taken out or changed (Levenshtein). */
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

    private static ObjectNode object(String file, String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new ConfigError(file + ": a JSON object is needed");
        } catch (JsonProcessingException e) {
            throw new ConfigError(
                    file + ": not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + Json.reason(e));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigError(file + ": " + (Files.exists(file) ? "cannot be read" : "there is no such file"));
        }
    }
}
