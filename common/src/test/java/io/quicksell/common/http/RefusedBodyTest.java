package io.quicksell.common.http;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Money;
import io.quicksell.common.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are refused, and what the problem says about them. */
class RefusedBodyTest {

    private static final String ID = "123e4567-e89b-42d3-a456-426614174000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "tea",
                "{",
                "{}{}",
                "{\"units\": 1, \"units\": 2}",
                "{\"price\": NaN}",
                "{\"price\": 1e99999999999}",
                "{\"price\": 0e-2147483648}",
                "[-1E+9999999999]",
                "{\"units\": 1"
            })
    void whatIsNotJsonIsMalformed(String text) {
        Problem problem = assertThrows(Problem.class, () -> Body.parse(Buffer.buffer(text)));

        assertEquals(ProblemType.MALFORMED, problem.type());
        assertFalse(problem.getMessage().contains("Source"), problem.getMessage());
    }

    @Test
    void thePositionOfTheErrorIsNamed() {
        Problem problem = assertThrows(Problem.class, () -> body("{\"name\": \"Tea\",\n \"price\": 2,5}"));

        assertTrue(problem.getMessage().contains("line 2, column "), problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"tea\"", "null", "true"})
    void whatIsNoObjectIsInvalid(String text) {
        assertEquals(
                ProblemType.INVALID,
                assertThrows(Problem.class, () -> body(text)).type());
    }

    static Stream<Arguments> wrongMembers() {
        return Stream.of(
                Arguments.of("\"units\": null", "units", "is missing"),
                Arguments.of("\"units\": 0", "units", "must be from 1 to 1,000,000"),
                Arguments.of("\"units\": 1000001", "units", "must be from 1 to 1,000,000"),
                Arguments.of("\"units\": 1e400", "units", "must be from 1 to 1,000,000"),
                Arguments.of("\"units\": 1e-400", "units", "must be from 1 to 1,000,000"),
                Arguments.of("\"units\": \"1e999999999\"", "units", "must be from 1 to 1,000,000"),
                Arguments.of("\"units\": 1e2147483647", "units", "must be from 1 to 1,000,000"),
                Arguments.of("\"units\": 1e-2147483647", "units", "must be from 1 to 1,000,000"),
                Arguments.of("\"units\": 0e2147483647", "units", "must be from 1 to 1,000,000"),
                Arguments.of("\"units\": \"1e99999999999\"", "units", "must be a number"),
                Arguments.of("\"price\": 1e-2147483647", "price", "must have at most two decimals"),
                Arguments.of("\"price\": \"-1e2147483647\"", "price", "must be from 0.00 to 9,999,999.99"),
                Arguments.of("\"units\": 2.7", "units", "must be a whole number"),
                Arguments.of("\"units\": \"2.7\"", "units", "must be a whole number"),
                Arguments.of("\"units\": \"NaN\"", "units", "must be a number"),
                Arguments.of("\"units\": \"two\"", "units", "must be a number"),
                Arguments.of("\"units\": \"\"", "units", "must be a number"),
                Arguments.of("\"units\": \"" + "1".repeat(41) + "\"", "units", "must be a number"),
                Arguments.of("\"units\": true", "units", "must be a number"),
                Arguments.of("\"units\": [1]", "units", "must be a number"),
                Arguments.of("\"price\": -0.01", "price", "must be from 0.00 to 9,999,999.99"),
                Arguments.of("\"price\": 10000000", "price", "must be from 0.00 to 9,999,999.99"),
                Arguments.of("\"price\": 1e400", "price", "must be from 0.00 to 9,999,999.99"),
                Arguments.of("\"price\": 2.505", "price", "must have at most two decimals"),
                Arguments.of("\"price\": \"1,50\"", "price", "must be a number"),
                Arguments.of("\"name\": \"  \"", "name", "must have 1 to 5 characters; it has 0"),
                Arguments.of("\"name\": \"coffee\"", "name", "must have 1 to 5 characters; it has 6"),
                Arguments.of("\"name\": 7", "name", "must be a text"),
                Arguments.of("\"name\": \"a\\u0000b\"", "name", "must not have control characters"),
                Arguments.of("\"name\": \"a\\ud800b\"", "name", "must not have control characters"),
                Arguments.of("\"id\": \"tea\"", "id", "must be an id like " + ID),
                Arguments.of("\"id\": 7", "id", "must be an id like " + ID),
                Arguments.of("\"flag\": \"true\"", "flag", "must be true or false"),
                Arguments.of("\"flag\": 1", "flag", "must be true or false"),
                Arguments.of("\"more\": 1", "more", "is not known here"));
    }

    @ParameterizedTest
    @MethodSource("wrongMembers")
    void aWrongMemberIsNamedWithItsReason(String member, String field, String reason) throws JsonProcessingException {
        Body body = body("{" + member + "}");
        switch (field) {
            case "units" -> body.whole("units", 1, 1_000_000);
            case "price" -> body.money("price", Money.MAX_PRICE);
            case "name" -> body.text("name", 1, 5);
            case "id" -> body.id("id");
            default -> body.flag("flag", true);
        }

        Problem problem = assertThrows(Problem.class, body::end);

        assertEquals(ProblemType.INVALID, problem.type());
        assertEquals(field + " " + reason + ".", problem.getMessage());
        JsonNode errors = Json.parse(problem.body("r")).get("errors");
        assertEquals("[{\"field\":\"" + field + "\",\"reason\":\"" + reason + "\"}]", errors.toString());
    }

    @Test
    void everythingWrongIsReportedAtOnce() throws JsonProcessingException {
        Body body = body("{\"name\": 7, \"units\": \"two\", \"colour\": \"red\"}");
        body.text("name", 1, 5);
        body.whole("units", 1, 10);
        body.id("product_id");
        body.refuse("lines", "must not be so many");

        Problem problem = assertThrows(Problem.class, body::end);

        assertEquals("name must be a text (and 4 more).", problem.getMessage());
        JsonNode errors = Json.parse(problem.body("r")).get("errors");
        assertEquals(List.of("name", "units", "product_id", "lines", "colour"), errors.findValuesAsText("field"));
    }

    @Test
    void thousandsOfErrorsAreCountedAndTheFirstFiftyNamed() throws JsonProcessingException {
        String members =
                IntStream.range(0, 6_000).mapToObj(i -> "\"m" + i + "\":1").collect(joining(","));
        Body body = body("{" + members + "}");

        Problem problem = assertThrows(Problem.class, body::end);

        assertEquals("m0 is not known here (and 5999 more).", problem.getMessage());
        JsonNode errors = Json.parse(problem.body("r")).get("errors");
        assertEquals(50, errors.size());
    }

    @Test
    void nothingIsNothingWhateverItsExponent() {
        assertEquals(new Money(0), body("{\"price\": 0e2147483647}").money("price", Money.MAX_PRICE));
    }

    private static Body body(String text) {
        return Body.parse(Buffer.buffer(text));
    }
}
