package io.quicksell.common.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.order.Line;
import io.quicksell.common.order.PricedLine;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact arithmetic with money, and its two forms. */
class MoneyTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "2.5, 250", "2.50, 250", "2.500, 250", "1e3, 100000", "0.29, 29", "9999999999.99, 999999999999"
    })
    void anAmountIsWholeCentsExactly(BigDecimal amount, long cents) {
        assertEquals(new Money(cents), Money.of(amount));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1e-3", "1e400", "1e999999999", "92233720368547758.08"})
    void whatDoesNotFitCentsIsRefused(BigDecimal amount) {
        assertThrows(ArithmeticException.class, () -> Money.of(amount));
    }

    @Test
    void noAmountIsNegative() {
        assertThrows(IllegalArgumentException.class, () -> Money.of(new BigDecimal("-0.01")));
        assertThrows(IllegalArgumentException.class, () -> Money.ofCents("-1"));
    }

    @Test
    void redisHoldsCentsAndNothingElse() {
        assertEquals(new Money(1050), Money.ofCents("1050"));
        assertThrows(NumberFormatException.class, () -> Money.ofCents("10.50"));
    }

    /** The desk is held to the same table. */
    @ParameterizedTest
    @CsvFileSource(resources = "/fees.csv", numLinesToSkip = 1)
    void aShareIsRoundedHalfUpToTheCent(long cents, BigDecimal rate, long share) {
        assertEquals(new Money(share), new Money(cents).share(rate));
    }

    @Test
    void aSumOrProductThatDoesNotFitIsNeverWrong() {
        assertEquals(new Money(750), new Money(250).times(3));
        assertEquals(new Money(300), new Money(250).plus(new Money(50)));
        assertThrows(ArithmeticException.class, () -> new Money(Long.MAX_VALUE).times(2));
        assertThrows(ArithmeticException.class, () -> new Money(Long.MAX_VALUE).plus(new Money(1)));
    }

    @Test
    void itAlwaysShowsTwoDecimals() {
        assertEquals("2.50", new Money(250).toDecimal().toPlainString());
        assertEquals("0.05", new Money(5).toString());
        assertEquals("9,999,999.99", Money.MAX_PRICE.toString());
        assertEquals("9,999,999,999.99", Money.MAX_TOTAL.toString());
    }

    @Test
    void itIsOrderedByAmount() {
        assertTrue(new Money(99).compareTo(new Money(100)) < 0);
        assertTrue(Money.MAX_TOTAL.compareTo(Money.MAX_PRICE) > 0);
    }

    @Test
    void aLineCostsItsPriceForEveryUnit() {
        PricedLine line = new PricedLine("id", "Tea", Money.MAX_PRICE, Line.MAX_QUANTITY);

        assertEquals(new Money(999_999_999_000_000L), line.sum());
        assertEquals(new Line("id", Line.MAX_QUANTITY), line.line());
    }
}
