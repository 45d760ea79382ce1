package io.quicksell.common.order;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the lines of an order are read from a body. */
class OrderLinesTest {

    private static final String TEA = Ids.random();
    private static final String JAM = Ids.random();

    @Test
    void aProductThatStandsThereTwiceIsSummedAndTheOrderStays() {
        Body body = body(line(TEA, "1"), line(JAM, "\"2\""), line(TEA, "3"));

        assertEquals(List.of(new Line(TEA, 4), new Line(JAM, 2)), OrderLines.read(body));
        assertDoesNotThrow(body::end);
    }

    @Test
    void aHundredLinesAreTakenAndOneMoreIsNot() {
        Body atTheLimit = body(lines(100));
        assertEquals(100, OrderLines.read(atTheLimit).size());
        assertDoesNotThrow(atTheLimit::end);

        assertEquals("lines must have 1 to 100 entries; it has 101.", refusal(lines(101)));
        assertEquals("lines must have 1 to 100 entries; it has 0.", refusal());
    }

    @Test
    void aSumHasTheLimitOfALine() {
        Body atTheLimit = body(line(TEA, "999999"), line(TEA, "1"));
        assertEquals(List.of(new Line(TEA, 1_000_000)), OrderLines.read(atTheLimit));
        assertDoesNotThrow(atTheLimit::end);

        assertEquals(
                "lines must not ask for more than 1,000,000 units of one product.",
                refusal(line(TEA, "1000000"), line(TEA, "1")));
    }

    @Test
    void aWrongLineIsNamedByItsPlace() {
        assertEquals("lines[1].quantity must be from 1 to 1,000,000.", refusal(line(TEA, "1"), line(JAM, "0")));
        assertEquals("lines[0] must be an object.", refusal("7"));
        assertEquals(
                "lines[0].colour is not known here.",
                refusal("{\"product_id\": \"" + TEA + "\", \"quantity\": 1, \"colour\": 1}"));
    }

    private static String refusal(String... lines) {
        Body body = body(lines);
        OrderLines.read(body);
        return assertThrows(Problem.class, body::end).getMessage();
    }

    private static String[] lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> line(Ids.random(), "1")).toArray(String[]::new);
    }

    private static String line(String product, String quantity) {
        return "{\"product_id\": \"" + product + "\", \"quantity\": " + quantity + "}";
    }

    private static Body body(String... lines) {
        return Body.parse(Buffer.buffer(List.of(lines).stream().collect(joining(",", "{\"lines\": [", "]}"))));
    }
}
