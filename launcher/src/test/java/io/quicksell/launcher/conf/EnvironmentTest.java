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
            {"redis": {"mode": "embedded", "host": "127.0.0.1", "port": 6379, "password": "secret"},
             "inventory": {"paymentUrl": ""},
             "payment": {"inventoryUrl": ""}}
            """;

    record Redis(String mode, String host, int port, String password) {}

    record Inventory(String paymentUrl) {}

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
