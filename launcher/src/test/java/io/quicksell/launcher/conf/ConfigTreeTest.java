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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void theShippedFileIsLaidUnderTheGivenOne() {
        ConfigTree conf = read("{\"payment\": {\"delayMillis\": 5, \"feeRate\": 1}, \"protectedMode\": false}");

        assertEquals(new Payment(8001, 5, BigDecimal.ONE), conf.section("payment", Payment.class));
        assertEquals(new TopLevel("127.0.0.1", false), conf.section("", TopLevel.class));
        assertEquals(new Web(3000, List.of()), conf.section("web", Web.class));
    }

    @Test
    void aSectionRunsOnlyIfTheFileItselfHasIt() {
        ConfigTree conf = read("{\"payment\": {}}");

        assertTrue(conf.has("payment"));
        assertFalse(conf.has("web"));
    }

    @Test
    void aListReplacesTheShippedOne() {
        ConfigTree conf = read("{\"web\": {\"urls\": [\"http://a\", \"http://b\"]}}");

        assertEquals(
                List.of("http://a", "http://b"), conf.section("web", Web.class).urls());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{`payment`: {`delayMilis`: 5}} | payment.delayMilis is unknown; did you mean payment.delayMillis?",
                "{`hosts`: ``} | hosts is unknown; did you mean host?",
                "{`payments`: {}} | payments is unknown; did you mean payment?",
                "{`payment`: {`colour`: 1}} | payment.colour is unknown; the keys that exist are those of conf/quicksell.json",
                "{`payment`: {`port`: `8001`}} | payment.port must be a whole number, not `8001`",
                "{`payment`: {`port`: 80.5}} | payment.port must be a whole number, not 80.5",
                "{`payment`: {`port`: 99999999999}} | payment.port must be a whole number, not 99999999999",
                "{`payment`: {`feeRate`: `0.2`}} | payment.feeRate must be a number, not `0.2`",
                "{`payment`: null} | payment must be an object, not null",
                "{`payment`: [1]} | payment must be an object, not [1]",
                "{`host`: 1} | host must be a text, not 1",
                "{`protectedMode`: `yes`} | protectedMode must be true or false, not `yes`",
                "{`web`: {`urls`: [1]}} | web.urls must be a list of texts, not [1]",
                "[] | a JSON object is needed",
                "`text` | a JSON object is needed"
            })
    void whatDoesNotFitTheShippedFileIsNamed(String json, String line) {
        assertEquals(conf() + ": " + quoted(line), refusal(quoted(json)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{`host`: `a`, `host`: `b`} | 1",
                "{`payment`: ~{`port`: 1,}} | 2",
                "{`payment`: {`port`: NaN}} | 1",
                "{} {} | 1",
                "{`payment`: ~{ | 2"
            })
    void whatIsNotJsonIsNamedByLineAndColumn(String json, int lineNumber) {
        String line = refusal(quoted(json).replace('~', '\n'));

        assertTrue(line.startsWith(conf() + ": not valid JSON at line " + lineNumber + ", column "), line);
        assertFalse(line.contains("Source") || line.contains("\n"), line);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertEquals(conf() + ": there is no such file", refusal());
    }

    @Test
    void whatIsNoTextFileCannotBeRead() throws IOException {
        Files.createDirectory(conf());

        assertEquals(conf() + ": cannot be read", refusal());
    }

    @Test
    void aValueThatTheRecordRefusesIsNamedByItsPath() {
        ConfigTree conf = read("{\"payment\": {\"port\": 65536}}");

        ConfigError error = assertThrows(ConfigError.class, () -> conf.section("payment", Payment.class));
        assertEquals(conf() + ": payment.port must be from 0 to 65535", error.getMessage());
    }

    private ConfigTree read(String json) {
        try {
            return ConfigTree.read(Files.writeString(conf(), json), SHIPPED);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String refusal(String json) {
        return assertThrows(ConfigError.class, () -> read(json)).getMessage();
    }

    private String refusal() {
        return assertThrows(ConfigError.class, () -> ConfigTree.read(conf(), SHIPPED))
                .getMessage();
    }

    private Path conf() {
        return folder.resolve("test.json");
    }

    private static String quoted(String text) {
        return text.replace('`', '"');
    }
}
