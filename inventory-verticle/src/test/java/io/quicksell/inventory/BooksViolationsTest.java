package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.inventory.books.Report;
import io.quicksell.inventory.books.Report.Violation;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong counts are violations once two recounts in a row, or two looks in a row, have found them. */
class BooksViolationsTest extends BooksTestBase {

    private static final String SUM = "quantity + held + sold";

    @ParameterizedTest
    @CsvSource({"quantity,1,11", "quantity,-1,9", "held,-1,9", "sold,1,11"})
    void countsThatDoNotAddUpAreReported(String count, int units, long sum) {
        tamper(tea, count, units);

        expectViolated(new Violation(tea, SUM, 10, sum));
        fix(tea, count, units);
    }

    @Test
    void moreAddedThanThereIsIsReported() {
        tamper(tea, "added", 1);

        expectViolated(new Violation(tea, SUM, 11, 10));
        fix(tea, "added", 1);
    }

    /** The sum is right all the same. */
    @ParameterizedTest
    @CsvSource({"held,2", "sold,5"})
    void countsThatAreNotTheSumsOfTheReservationsAreReported(String count, long units) {
        tamper(tea, count, 1);
        tamper(tea, "quantity", -1);

        expectViolated(new Violation(tea, count, units, units + 1));
        assertEquals(1, books.report().violations().size());
        tamper(tea, "quantity", 1);
        fix(tea, count, 1);
    }

    @Test
    void unitsOfALostReservationAreReported() {
        redis.call(Command.RENAME, InventoryKeys.reservation(order), "lost");

        expectViolated(new Violation(tea, "held", 0, 2));
        redis.call(Command.RENAME, "lost", InventoryKeys.reservation(order));
        assertEquals("OK", pass().status());
    }

    /** Sales must not delay the report of a violation. */
    @ParameterizedTest
    @ValueSource(strings = {"held", "sold"})
    void aProductThatIsSoldBetweenThePassesIsReportedAsWell(String count) {
        tamper(tea, count, 1);
        pass();
        stock.hold(Ids.random(), new Line(tea, 1));
        stock.settled(Ids.random(), new Line(tea, 1));

        Set<String> wrong = Set.of(SUM, count);
        assertEquals(
                wrong,
                Set.copyOf(pass().violations().stream().map(Violation::what).toList()));
        fix(tea, count, 1);
    }

    @Test
    void whatIsFixedBeforeTheSecondPassIsNoViolation() {
        tamper(tea, "quantity", 1);
        assertEquals("OK", pass().status());
        tamper(tea, "quantity", -1);

        assertEquals("OK", pass().status());
        tamper(tea, "quantity", 1);
        assertEquals("OK", pass().status(), "it takes two passes again");
        fix(tea, "quantity", 1);
    }

    /** What is written by other hands is no event. */
    @ParameterizedTest
    @CsvSource({"held,2", "sold,5"})
    void looksFindWhatWasChangedSinceTheyBegan(String count, int units) {
        assertEquals("OK", pass().status());
        tamper(tea, count, 1);
        tamper(tea, "quantity", -1);

        assertEquals("OK", look().status());
        assertEquals(List.of(new Violation(tea, count, units, units + 1)), look().violations());
        assertEquals("VIOLATED", look().status());
        tamper(tea, "quantity", 1);
        tamper(tea, count, -1);
        assertEquals("OK", look().status());
    }

    /** A recount begins anew, and must not lose sight of it. */
    @Test
    void whatLooksHaveFoundARecountFindsAtOnce() {
        pass();
        tamper(tea, "sold", 1);
        tamper(tea, "quantity", -1);
        look();
        look();

        assertEquals(List.of(new Violation(tea, "sold", 5, 6)), pass().violations());
        assertEquals(List.of(new Violation(tea, "sold", 5, 6)), look().violations());
        tamper(tea, "quantity", 1);
        fix(tea, "sold", 1);
    }

    @Test
    void aSettledReservationThatIsLostIsFoundByRecounts() {
        String sold = Ids.random();
        stock.settled(sold, new Line(milk, 2));
        assertEquals("OK", pass().status());
        redis.call(Command.RENAME, InventoryKeys.reservation(sold), "lost");

        expectViolated(new Violation(milk, "sold", 0, 2));
        redis.call(Command.RENAME, "lost", InventoryKeys.reservation(sold));
        assertEquals("OK", pass().status());
    }

    /** Expects a violation from the second pass on, for as long as it lasts. */
    private void expectViolated(Violation violation) {
        assertEquals("OK", pass().status());

        Report second = pass();
        assertEquals("VIOLATED", second.status());
        assertTrue(second.violations().contains(violation), second::toString);
        assertTrue(
                second.violations().stream().allMatch(other -> other.productId().equals(violation.productId())));
        assertEquals("VIOLATED", pass().status());
    }
}
