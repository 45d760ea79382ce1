package io.quicksell.launcher.conf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quicksell.common.domain.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The variables that override a conf file: those of the original system and {@code QUICKSELL_SERVICE_KEY}, from the environment or from a file {@code .env} beside
 * the conf file; the environment wins. An empty host or port is ignored, an empty password means none. Instead of a secret, the name of the
 * variable with {@code _FILE} after it says which file holds it, as containers mount them.
 */
final class Environment {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final String OF_FILE = "_FILE";
    private static final long MAX_SECRET_BYTES = 4_096;

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * @throws ConfigError if the {@code .env} file has a line that is no KEY=VALUE
     */
    static Environment of(Map<String, String> process, Path conf) {
        Path dotEnv = conf.resolveSibling(".env");
        Map<String, String> variables = new HashMap<>(dotEnv(dotEnv));
        variables.putAll(process);
        return new Environment(variables);
    }

    /**
     * Lays the variables over a conf. A host or a port of a Redis means that this Redis is used instead of the embedded one, and sentinels,
     * separated by commas, that the Redis is where they say.
     *
     * @throws ConfigError if a value is not usable
     */
    void override(ConfigTree conf) {
        boolean isFixed = isSet("REDIS_HOST") || isSet("REDIS_PORT");
        if (isFixed && isSet("REDIS_SENTINELS")) {
            throw new ConfigError("REDIS_SENTINELS says where the Redis is, so REDIS_HOST and REDIS_PORT must not");
        }
        if (isFixed) {
            conf.set("redis.mode", JSON.textNode("external"));
        }
        if (isSet("REDIS_SENTINELS")) {
            conf.set("redis.mode", JSON.textNode("sentinel"));
            ArrayNode sentinels = JSON.arrayNode();
            Stream.of(variables.get("REDIS_SENTINELS").split(","))
                    .map(String::strip)
                    .forEach(sentinels::add);
            conf.set("redis.sentinels", sentinels);
        }
        secret("REDIS_SENTINEL_PASSWORD", "redis.sentinelPassword", conf);
        if (isSet("REDIS_HOST")) {
            text("REDIS_HOST", "redis.host", conf);
        }
        secret("REDIS_PASSWORD", "redis.password", conf);
        secret("QUICKSELL_SERVICE_KEY", "serviceKey", conf);
        text("INVENTORY_SERVICE_URL", "payment.inventoryUrl", conf);
        text("PAYMENT_SERVICE_URL", "inventory.paymentUrl", conf);
        if (isSet("REDIS_PORT")) {
            conf.set("redis.port", port(variables.get("REDIS_PORT")));
        }
    }

    private void text(String variable, String path, ConfigTree conf) {
        String value = variables.get(variable);
        if (value != null) {
            conf.set(path, JSON.textNode(value));
        }
    }

    private void secret(String variable, String path, ConfigTree conf) {
        if (!isSet(variable + OF_FILE)) {
            text(variable, path, conf);
        } else if (isSet(variable)) {
            throw new ConfigError(variable + " and " + variable + OF_FILE
                    + " say the same twice; set one of them, and not the other");
        } else {
            conf.set(path, JSON.textNode(ofFile(variable + OF_FILE)));
        }
    }

    /** Its text without the end of the line that editors leave. */
    private String ofFile(String variable) {
        Path file = Path.of(variables.get(variable));
        try {
            if (Files.size(file) > MAX_SECRET_BYTES) {
                throw new ConfigError(
                        variable + ": " + file + " is larger than " + MAX_SECRET_BYTES + " bytes, so it is no secret");
            }
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new ConfigError(variable + ": " + file + " cannot be read");
        }
    }

    private boolean isSet(String variable) {
        return !variables.getOrDefault(variable, "").isEmpty();
    }

    private static JsonNode port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > Check.MAX_PORT) {
            throw new ConfigError("REDIS_PORT must be a port number from 1 to " + Check.MAX_PORT);
        }
        return JSON.numberNode(port);
    }

    private static Map<String, String> dotEnv(Path file) {
        Map<String, String> variables = new HashMap<>();
        if (!Files.exists(file)) {
            return variables;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                int equals = line.indexOf('=');
                if (equals < 1) {
                    throw new ConfigError(file + ": line " + (i + 1) + " is not KEY=VALUE");
                }
                variables.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        } catch (IOException e) {
            throw new ConfigError(file + ": cannot be read");
        }
        return variables;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
