package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    private static final String CONF = """
        {"serviceKey": "", "redis": {"mode": "embedded", "host": "127.0.0.1", "port": 6379, "password": "secret"},
         "inventory": {"paymentUrl": ""},
         "payment": {"inventoryUrl": ""}}
        """;

    record Redis(String mode, String host, int port, String password) {}

    record Inventory(String paymentUrl) {}

    record Top(String serviceKey) {}

    record Payment(String inventoryUrl) {}

    @TempDir
    Path folder;

    private ConfigTree conf;

    @BeforeEach
    void aConf() throws IOException {
        conf = ConfigTree.read(Files.writeString(file(), CONF), CONF);
    }

    @Test
    void withoutVariablesTheConfStays() {
        override(Map.of("PATH", "/bin"));

        assertEquals(new Redis("embedded", "127.0.0.1", 6379, "secret"), redis());
    }

    @Test
    void aHostOrAPortMeansARedisOfTheUsersOwn() {
        override(Map.of("REDIS_HOST", "redis.example"));
        assertEquals(new Redis("external", "redis.example", 6379, "secret"), redis());

        override(Map.of("REDIS_PORT", "6380"));
        assertEquals(new Redis("external", "redis.example", 6380, "secret"), redis());
    }

    @Test
    void sentinelsAndAFixedPlaceExcludeEachOther() {
        for (String fixed : List.of("REDIS_HOST", "REDIS_PORT")) {
            ConfigError error = assertThrows(
                    ConfigError.class, () -> override(Map.of(fixed, "6379", "REDIS_SENTINELS", "a:26379")));

            assertEquals(
                    "REDIS_SENTINELS says where the Redis is, so REDIS_HOST and REDIS_PORT must not",
                    error.getMessage());
        }
    }

    @Test
    void anEmptyPasswordMeansNone() {
        override(Map.of("REDIS_PASSWORD", ""));

        assertEquals(new Redis("embedded", "127.0.0.1", 6379, ""), redis());
    }

    @Test
    void anEmptyHostOrPortSaysNothing() {
        override(Map.of("REDIS_HOST", "", "REDIS_PORT", ""));

        assertEquals(new Redis("embedded", "127.0.0.1", 6379, "secret"), redis());
    }

    @Test
    void theServicesUrlsAreThoseOfTheOriginalsVariables() {
        override(Map.of("INVENTORY_SERVICE_URL", "http://i:8000", "PAYMENT_SERVICE_URL", "http://p:8001"));

        assertEquals(new Payment("http://i:8000"), conf.section("payment", Payment.class));
        assertEquals(new Inventory("http://p:8001"), conf.section("inventory", Inventory.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tea", "-1", "0", "65536", "99999", "123456", "6379 ", "0x1", "hunter2"})
    void aPortThatIsNoneIsNotQuoted(String port) {
        ConfigError error = assertThrows(ConfigError.class, () -> override(Map.of("REDIS_PORT", port)));

        assertEquals("REDIS_PORT must be a port number from 1 to 65535", error.getMessage());
    }

    @Test
    void aFileBesideTheConfIsReadAndTheEnvironmentWins() throws IOException {
        dotEnv("""
            # a Redis of our own
            REDIS_HOST = "from the file"

            REDIS_PORT='6380'
            REDIS_PASSWORD=a=b"
            """);

        override(Map.of("REDIS_HOST", "from.the.environment"));

        assertEquals(new Redis("external", "from.the.environment", 6380, "a=b\""), redis());
    }

    @Test
    void aSecretIsReadFromTheFileThatIsNamedForIt() throws IOException {
        override(Map.of("REDIS_PASSWORD_FILE", secret("a b\n"), "QUICKSELL_SERVICE_KEY_FILE", secret("key")));

        assertEquals(new Redis("embedded", "127.0.0.1", 6379, "a b"), redis());
        assertEquals(new Top("key"), conf.section("", Top.class));
    }

    @Test
    void anEmptyNameOfAFileSaysNothing() {
        override(Map.of("REDIS_PASSWORD_FILE", "", "REDIS_PASSWORD", "open"));

        assertEquals(new Redis("embedded", "127.0.0.1", 6379, "open"), redis());
    }

    @Test
    void aSecretThatIsSaidTwiceIsRefused() throws IOException {
        Map<String, String> twice = Map.of("REDIS_PASSWORD", "hunter2", "REDIS_PASSWORD_FILE", secret("hunter3"));

        ConfigError error = assertThrows(ConfigError.class, () -> override(twice));
        assertEquals(
                "REDIS_PASSWORD and REDIS_PASSWORD_FILE say the same twice; set one of them, and not the other",
                error.getMessage());
    }

    @Test
    void aFileThatIsMissingOrHoldsNoSecretIsNamed() throws IOException {
        Path missing = folder.resolve("missing");
        ConfigError gone = assertThrows(
                ConfigError.class, () -> override(Map.of("QUICKSELL_SERVICE_KEY_FILE", missing.toString())));
        assertEquals("QUICKSELL_SERVICE_KEY_FILE: " + missing + " cannot be read", gone.getMessage());

        String large = secret("x".repeat(4_097));
        ConfigError refused = assertThrows(ConfigError.class, () -> override(Map.of("REDIS_PASSWORD_FILE", large)));
        assertEquals(
                "REDIS_PASSWORD_FILE: " + large + " is larger than 4096 bytes, so it is no secret",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDIS_HOST", "=value", "export", "REDIS_PASSWORD: hunter2"})
    void aLineThatSetsNothingIsNamedAndNotQuoted(String line) throws IOException {
        dotEnv("REDIS_PORT=6380\n" + line + "\n");

        ConfigError error = assertThrows(ConfigError.class, () -> override(Map.of()));
        assertEquals(folder.resolve(".env") + ": line 2 is not KEY=VALUE", error.getMessage());
    }

    private void override(Map<String, String> variables) {
        Environment.of(variables, file()).override(conf);
    }

    private String secret(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "secret", null), text)
                .toString();
    }

    private Redis redis() {
        return conf.section("redis", Redis.class);
    }

    private void dotEnv(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
    }

    private Path file() {
        return folder.resolve("test.json");
    }
}
