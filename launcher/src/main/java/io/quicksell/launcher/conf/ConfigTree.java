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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A conf file laid over the shipped one: each value is the one that it has, or else the shipped one. */
final class ConfigTree {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** What stands where a value belongs may be a password without its quotes. */
    private static final Pattern TOKEN = Pattern.compile("(?<=^Unrecognized token) .*");

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
     * @throws ConfigError if it is not there, not JSON, or does not fit the shipped one; then it has a line for each misfit
     */
    static ConfigTree read(Path file, String shipped) {
        ShippedConf schema = new ShippedConf(object("the shipped conf", shipped));
        ObjectNode given = object(file.toString(), text(file));
        List<String> misfits = schema.misfits(given);
        if (!misfits.isEmpty()) {
            throw new ConfigError(
                    misfits.stream().map(line -> file + ": " + line).collect(Collectors.joining("\n")));
        }
        return new ConfigTree(file.toString(), given, schema.overlaidWith(given));
    }

    /** Whether the file itself has that section, or that key of one, so that what it configures is to run. */
    boolean has(String path) {
        return !given.at("/" + path.replace('.', '/')).isMissingNode();
    }

    /** Sets a value from an environment variable. */
    void set(String path, JsonNode value) {
        String pointer = "/" + path.replace('.', '/');
        int name = pointer.lastIndexOf('/');
        ((ObjectNode) merged.at(pointer.substring(0, name))).set(pointer.substring(name + 1), value);
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

    private static ObjectNode object(String file, String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new ConfigError(file + ": a JSON object is needed");
        } catch (JsonProcessingException e) {
            throw new ConfigError(
                    file + ": not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": "
                            + TOKEN.matcher(Json.reason(e)).replaceFirst(""));
        } catch (NumberFormatException e) {
            throw new ConfigError(file + ": not valid JSON: a number has an exponent that no number can have");
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
