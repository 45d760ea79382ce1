package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Money;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members of a body that are accepted, and in which forms. */
class BodyTest {

    private static final String ID = "123e4567-e89b-42d3-a456-426614174000";

    @Test
    void noBodyAtAllIsAnEmptyObjectWhereItIsOptional() {
        assertDoesNotThrow(() -> Body.parseOptional(null).end());
        assertDoesNotThrow(() -> Body.parseOptional(Buffer.buffer()).end());
        assertThrows(Problem.class, () -> Body.parse(null));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"1, 1", "1000000, 1000000", "\"2\", 2", "\" 2 \", 2", "2.0, 2", "2e3, 2000", "\"2.00\", 2"})
    void aWholeNumberMayBeANumericString(String json, long units) {
        Body body = body("{\"units\": " + json + "}");

        assertEquals(units, body.whole("units", 1, 1_000_000));
        assertDoesNotThrow(body::end);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"2, 200", "2.7, 270", "\"2.70\", 270", "0, 0", "9999999.99, 999999999", "1e2, 10000"})
    void anAmountMayBeANumericString(String json, long cents) {
        Body body = body("{\"price\": " + json + "}");

        assertEquals(new Money(cents), body.money("price", Money.MAX_PRICE));
        assertDoesNotThrow(body::end);
    }

    @Test
    void aTextIsStrippedAndCountedInCharactersAsPeopleSeeThem() {
        Body body = body("{\"name\": \" \uD83C\uDF75\uD83C\uDF75\uD83C\uDF75\uD83C\uDF75\uD83C\uDF75 \"}");

        assertEquals("\uD83C\uDF75".repeat(5), body.text("name", 1, 5));
        assertDoesNotThrow(body::end);
    }

    @Test
    void anIdInUpperCaseBecomesLowerCase() {
        Body body = body("{\"id\": \"" + ID.toUpperCase(Locale.ROOT) + "\"}");

        assertEquals(ID, body.id("id"));
        assertDoesNotThrow(body::end);
    }

    @Test
    void membersThatMayBeLeftOutMayBeNullAsWell() {
        Body body = body("{\"reference\": null, \"restock\": null, \"reason\": \"broken\"}");

        assertEquals(Optional.empty(), body.optionalText("reference", 10));
        assertEquals(Optional.of("broken"), body.optionalText("reason", 10));
        assertTrue(body.flag("restock", true));
        assertFalse(body.flag("express", false));
        assertDoesNotThrow(body::end);
    }

    @Test
    void membersThatSayNothingToUsAreIgnoredOnlyIfNamed() {
        assertDoesNotThrow(
                () -> body("{\"held\": 1}").ignoring("held", "version").end());
        assertThrows(Problem.class, () -> body("{\"hold\": 1}").ignoring("held").end());
    }

    private static Body body(String text) {
        return Body.parse(Buffer.buffer(text));
    }
}
