package io.quicksell.payment;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.common.domain.Money;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.order.Line;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRequestTest {

    private static final String TEA = StoredOrders.TEA.productId();
    private static final String RICE = StoredOrders.RICE.productId();

    @ParameterizedTest
    @ValueSource(strings = {"product_id", "id"})
    void aOneLineOrderNamesItsProductEitherWay(String member) {
        OrderRequest request = read("{\"" + member + "\": \"" + TEA + "\", \"quantity\": 3}");

        assertEquals(new OrderRequest(List.of(new Line(TEA, 3)), "", Optional.empty()), request);
    }

    @Test
    void bothWaysAtOnceAreRefused() {
        refused("id is not known here", "{\"product_id\":\"" + TEA + "\",\"id\":\"" + TEA + "\",\"quantity\":3}");
    }

    @Test
    void aQuantityIsTakenAsATextToo() {
        assertEquals(read(oneLine("3")), read(oneLine("\"3\"")));
        assertEquals(read(oneLine("3")), read(oneLine("3.0")));
    }

    @Test
    void aLineAsksForOneToAMillionUnits() {
        assertEquals(1_000_000, read(oneLine("1000000")).lines().get(0).quantity());
        refused("quantity must be from 1 to 1,000,000", oneLine("1000001"));
        refused("quantity must be from 1 to 1,000,000", oneLine("0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void anOrderHasOneToAHundredLines(int count) {
        assertEquals(count, read(lines(differentLines(count))).lines().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void anOrderOfNoLinesOrMoreThanAHundredIsRefused(int count) {
        refused("lines must have 1 to 100 entries; it has " + count, lines(differentLines(count)));
    }

    @Test
    void aProductThatStandsThereTwiceIsSummed() {
        OrderRequest request =
                read(lines(line(TEA, 2), line(RICE, 1), line(TEA.toUpperCase(java.util.Locale.ROOT), 3)));

        assertEquals(List.of(new Line(TEA, 5), new Line(RICE, 1)), request.lines());
    }

    @Test
    void theSumOfOneProductHasTheLimitOfALine() {
        assertEquals(
                1_000_000,
                read(lines(line(TEA, 999_999), line(TEA, 1))).lines().get(0).quantity());
        refused(
                "lines must not ask for more than 1,000,000 units of one product",
                lines(line(TEA, 1_000_000), line(TEA, 1)));
    }

    @Test
    void aLineIsNamedByItsPlace() {
        refused("lines[1].quantity is missing", lines(line(TEA, 1), "{\"product_id\":\"" + RICE + "\"}"));
        refused(
                "lines[0].price is not known here",
                lines("{\"product_id\":\"" + RICE + "\",\"quantity\":1,\"price\":1}"));
    }

    @Test
    void aReferenceHasUpTo200Characters() {
        assertEquals("", read(referenced("")).reference());
        assertEquals("r".repeat(200), read(referenced("r".repeat(200))).reference());
        refused("reference must have 0 to 200 characters; it has 201", referenced("r".repeat(201)));
    }

    @Test
    void charactersOutsideThePlaneOfLettersCountOnce() {
        assertEquals("🍵".repeat(200), read(referenced("🍵".repeat(200))).reference());
    }

    @Test
    void requestsThatWantTheSameHaveTheSameDigest() {
        String digest = read(lines(line(TEA, 2), line(TEA, 1))).digest();

        assertEquals(digest, read(oneLine("3")).digest());
        assertEquals(
                read(lines(line(TEA, 2), line(RICE, 1))).digest(),
                read(lines(line(RICE, 1), line(TEA, 2))).digest());
        assertNotEquals(digest, read(oneLine("4")).digest());
        assertNotEquals(digest, read(referenced("for the shop")).digest());
    }

    @Test
    void theTotalThatIsExpectedIsNoPartOfWhatIsOrdered() {
        OrderRequest request = read(expecting("\"9.00\""));

        assertEquals(Optional.of(new Money(900)), request.expectedTotal());
        assertEquals(Optional.empty(), read(expecting("null")).expectedTotal());
        assertEquals(read(oneLine("3")).digest(), request.digest());
        assertEquals(
                Optional.of(Money.MAX_TOTAL), read(expecting("9999999999.99")).expectedTotal());
        refused("expected_total must be from 0.00 to 9,999,999,999.99", expecting("10000000000"));
        refused("expected_total must have at most two decimals", expecting("9.001"));
    }

    private static String expecting(String total) {
        return oneLine("3").replace("}", ",\"expected_total\":" + total + "}");
    }

    private static OrderRequest read(String body) {
        return OrderRequest.read(Buffer.buffer(body));
    }

    private static void refused(String detail, String body) {
        Problem problem = assertThrows(Problem.class, () -> read(body));

        assertEquals(ProblemType.INVALID, problem.type());
        assertEquals(detail + ".", problem.getMessage());
    }

    private static String oneLine(String quantity) {
        return "{\"product_id\":\"" + TEA + "\",\"quantity\":" + quantity + "}";
    }

    private static String referenced(String reference) {
        return "{\"product_id\":\"" + TEA + "\",\"quantity\":3,\"reference\":\"" + reference + "\"}";
    }

    private static String lines(String... lines) {
        return "{\"lines\":[" + String.join(",", lines) + "]}";
    }

    private static String differentLines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> line(String.format("00000000-0000-4000-8000-%012d", i), 1))
                .collect(joining(","));
    }

    private static String line(String productId, long quantity) {
        return "{\"product_id\":\"" + productId + "\",\"quantity\":" + quantity + "}";
    }
}
