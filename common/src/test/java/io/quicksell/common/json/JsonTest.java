package io.quicksell.common.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Money;
import io.quicksell.common.order.PricedLine;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as JSON, and what is written. */
class JsonTest {

    private static final PricedLine TEA = new PricedLine("1", "Tea", new Money(100_000_000), 2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "{",
                "{\"a\": 1}}",
                "{} {}",
                "{\"a\": 1, \"a\": 2}",
                "[{\"a\": {\"b\": 1, \"b\": 1}}]",
                "NaN",
                "[Infinity]",
                "[-Infinity]",
                "[01]",
                "[.5]",
                "[+1]",
                "[1,]",
                "{'a': 1}",
                "{a: 1}",
                "[1] // why",
                "\"a\tb\""
            })
    void whatIsNotExactlyOneJsonValueIsRefused(String document) {
        assertThrows(JsonProcessingException.class, () -> Json.parse(Buffer.buffer(document)));
    }

    /** Each character stands for one byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00fc",
                "\u00c0\u00af",
                "\u00c1\u0081",
                "\u00e0\u0080\u00af",
                "\u00f0\u0080\u0080\u00af",
                "\u00ed\u00a0\u0080",
                "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00f8\u0088\u0080\u0080\u00af",
                "\u00e2\u0082"
            })
    void bytesThatAreNotUtf8AreRefused(String bytes) {
        Buffer text = Buffer.buffer("{\"name\": \"Tea" + bytes + "\"}", "ISO-8859-1");

        assertThrows(JsonProcessingException.class, () -> Json.parse(text));
    }

    @Test
    void nestingHasALimit() {
        assertDoesNotThrow(() -> Json.parse(nested(32)));
        assertThrows(JsonProcessingException.class, () -> Json.parse(nested(33)));
    }

    @Test
    void decimalsAreExact() throws JsonProcessingException {
        JsonNode numbers = Json.parse(Buffer.buffer("[0.1, 1e400, 12345678901234567890.12]"));

        assertEquals(new BigDecimal("0.1"), numbers.get(0).decimalValue());
        assertEquals(new BigDecimal("1e400"), numbers.get(1).decimalValue());
        assertEquals(new BigDecimal("12345678901234567890.12"), numbers.get(2).decimalValue());
    }

    @Test
    void membersAreWrittenInSnakeCaseAndMoneyWithTwoDecimals() {
        assertEquals("{\"product_id\":\"1\",\"name\":\"Tea\",\"price\":1000000.00,\"quantity\":2}", Json.text(TEA));
    }

    @Test
    void membersWithoutAValueAreLeftOut() {
        assertEquals("{\"product_id\":\"1\",\"quantity\":2}", Json.text(new PricedLine("1", null, null, 2)));
    }

    @Test
    void whatWasWrittenIsReadBack() {
        assertEquals(TEA, Json.read(Json.text(TEA), PricedLine.class));
    }

    @Test
    void whatANewerVersionHasAddedIsLeftAside() {
        String newer = Json.text(TEA).replaceFirst("\\{", "{\"colour\": {\"top\": 1},");

        assertEquals(TEA, Json.read(newer, PricedLine.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"quantity\": \"2\"}", "{\"quantity\": 1, \"quantity\": 2}", "[]", "no"})
    void whatThisSystemDidNotWriteIsRefused(String document) {
        assertThrows(IllegalArgumentException.class, () -> Json.read(document, PricedLine.class));
    }

    @Test
    void whatHasNoJsonIsADefect() {
        assertThrows(IllegalArgumentException.class, () -> Json.encode(new Object()));
    }

    private static Buffer nested(int levels) {
        return Buffer.buffer("[".repeat(levels) + "]".repeat(levels));
    }
}
