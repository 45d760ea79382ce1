package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A conf file that does not fit the shipped one, or is none: what the person who wrote it is told. */
class MisfitConfTest {

    private static final String SHIPPED = """
            {"host": "127.0.0.1", "protectedMode": true,
             "payment": {"port": 8001, "delayMillis": 2000, "feeRate": 0.2},
             "web": {"port": 3000, "urls": []}}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{`payment`: {`delayMilis`: 5}} | payment.delayMilis is unknown; did you mean payment.delayMillis?",
                "{`hosts`: ``} | hosts is unknown; did you mean host?",
                "{`payments`: {}} | payments is unknown; did you mean payment?",
                "{`payment`: {`colour`: 1}} | payment.colour is unknown; the keys that exist are those of conf/quicksell.json",
                "{`payment`: {`port`: `8001`}} | payment.port must be a whole number, not a text",
                "{`payment`: {`port`: 80.5}} | payment.port must be a whole number, not 80.5",
                "{`payment`: {`port`: 99999999999}} | payment.port must be a whole number, not 99999999999",
                "{`payment`: {`feeRate`: `0.2`}} | payment.feeRate must be a number, not a text",
                "{`payment`: {`port`: 1e999999999}} | payment.port must be a whole number, not 1E+999999999",
                "{`host`: {`password`: `hunter2`}} | host must be a text, not an object",
                "{`payment`: `hunter2`} | payment must be an object, not a text",
                "{`payment`: {`feeRate`: 1e99999999999}} | not valid JSON: a number has an exponent that no number can have",
                "{`payment`: {`feeRate`: 0e-2147483648}} | not valid JSON: a number has an exponent that no number can have",
                "{`payment`: null} | payment must be an object, not null",
                "{`payment`: [1]} | payment must be an object, not a list",
                "{`host`: 4711} | host must be a text, not a number",
                "{`protectedMode`: `yes`} | protectedMode must be true or false, not a text",
                "{`web`: {`urls`: [1]}} | web.urls must be a list of texts, not a list of something else",
                "[] | a JSON object is needed",
                "`text` | a JSON object is needed"
            })
    void whatDoesNotFitTheShippedFileIsNamed(String json, String line) {
        assertEquals(conf() + ": " + quoted(line), refusal(json));
    }

    @Test
    void allThatDoesNotFitIsNamedAtOnceInTheOrderOfTheFile() {
        String json =
                "{`colour`: 1, `payment`: {`prot`: 1, `delayMillis`: `2`, `feeRate`: 1}, `host`: 1, `web`: {`port`: 1}}";

        assertEquals(
                List.of(
                        conf() + ": colour is unknown; the keys that exist are those of conf/quicksell.json",
                        conf() + ": payment.prot is unknown; did you mean payment.port?",
                        conf() + ": payment.delayMillis must be a whole number, not a text",
                        conf() + ": host must be a text, not a number"),
                refusal(json).lines().toList());
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
        String line = refusal(json.replace('~', '\n'));

        assertTrue(line.startsWith(conf() + ": not valid JSON at line " + lineNumber + ", column "), line);
        assertFalse(line.contains("Source") || line.contains("\n"), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{`host`: hunter2}", "{`host`:~hunter2,~`web`: {}}", "{hunter2: 1}", "hunter2"})
    void whatIsNotJsonIsNeverQuotedBecauseItMayBeASecret(String json) {
        String line = refusal(json.replace('~', '\n'));

        assertTrue(line.startsWith(conf() + ": not valid JSON at line "), line);
        assertFalse(line.contains("unter"), line);
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

    private String refusal(String json) {
        try {
            Files.writeString(conf(), quoted(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return refusal();
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
