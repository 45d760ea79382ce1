package io.quicksell.common.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * An amount of money in whole cents. It is never a double: it is made from a {@link BigDecimal} and converts back to one with
 * two decimals.
 *
 * @param cents the amount in cents, never negative
 */
public record Money(long cents) implements Comparable<Money> {

    /** The highest unit price: 9,999,999.99. */
    public static final Money MAX_PRICE = new Money(999_999_999L);

    /** The highest total of an order: 9,999,999,999.99. */
    public static final Money MAX_TOTAL = new Money(999_999_999_999L);

    public Money {
        if (cents < 0) {
            throw new IllegalArgumentException("money must not be negative: " + cents);
        }
    }

    /**
     * The amount as Redis holds it.
     *
     * @throws NumberFormatException if {@code cents} is not a whole number
     */
    public static Money ofCents(String cents) {
        return new Money(Long.parseLong(cents));
    }

    /**
     * @throws ArithmeticException if the amount has more than two decimals or does not fit
     */
    public static Money of(BigDecimal amount) {
        return new Money(amount.movePointRight(2).longValueExact());
    }

    /**
     * @throws ArithmeticException if the product does not fit a long
     */
    public Money times(long units) {
        return new Money(Math.multiplyExact(cents, units));
    }

    /**
     * @throws ArithmeticException if the sum does not fit a long
     */
    public Money plus(Money other) {
        return new Money(Math.addExact(cents, other.cents));
    }

    /** This amount times {@code rate}, rounded half up to the cent, once. */
    public Money share(BigDecimal rate) {
        return new Money(BigDecimal.valueOf(cents)
                .multiply(rate)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact());
    }

    /** The amount with exactly two decimals. */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(cents, 2);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(cents, other.cents);
    }

    /** The amount for people to read, with two decimals and commas between thousands: {@code 9,999,999.99}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,.2f", toDecimal());
    }
}
