package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conf file that fits the shipped one: what its sections say. */
class ConfigTreeTest {

    private static final String SHIPPED = """
            {"host": "127.0.0.1", "protectedMode": true,
             "payment": {"port": 8001, "delayMillis": 2000, "feeRate": 0.2},
             "web": {"port": 3000, "urls": []}}
            """;

    record TopLevel(String host, boolean protectedMode) {}

    record Payment(int port, int delayMillis, BigDecimal feeRate) {
        Payment {
            if (port > 65_535) {
                throw new IllegalArgumentException("port must be from 0 to 65535");
            }
        }
    }

    record Web(int port, List<String> urls) {}

    @TempDir
    Path folder;

    @Test
    void theShippedFileIsLaidUnderTheGivenOne() throws IOException {
        ConfigTree conf = read("{\"payment\": {\"delayMillis\": 5, \"feeRate\": 1}, \"protectedMode\": false}");

        assertEquals(new Payment(8001, 5, BigDecimal.ONE), conf.section("payment", Payment.class));
        assertEquals(new TopLevel("127.0.0.1", false), conf.section("", TopLevel.class));
        assertEquals(new Web(3000, List.of()), conf.section("web", Web.class));
    }

    @Test
    void aSectionRunsOnlyIfTheFileItselfHasIt() throws IOException {
        ConfigTree conf = read("{\"payment\": {}}");

        assertTrue(conf.has("payment"));
        assertFalse(conf.has("web"));
    }

    @Test
    void aListReplacesTheShippedOne() throws IOException {
        ConfigTree conf = read("{\"web\": {\"urls\": [\"http://a\", \"http://b\"]}}");

        assertEquals(
                List.of("http://a", "http://b"), conf.section("web", Web.class).urls());
    }

    @Test
    void aValueThatTheRecordRefusesIsNamedByItsPath() throws IOException {
        ConfigTree conf = read("{\"payment\": {\"port\": 65536}}");

        ConfigError error = assertThrows(ConfigError.class, () -> conf.section("payment", Payment.class));
        assertEquals(file() + ": payment.port must be from 0 to 65535", error.getMessage());
    }

    private ConfigTree read(String json) throws IOException {
        return ConfigTree.read(Files.writeString(file(), json), SHIPPED);
    }

    private Path file() {
        return folder.resolve("test.json");
    }
}
