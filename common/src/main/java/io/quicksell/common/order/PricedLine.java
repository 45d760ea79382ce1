package io.quicksell.common.order;

import io.quicksell.common.domain.Money;

/**
 * A line with the product's name and unit price as they were when its units were first reserved.
 *
 * @param quantity units, at least 1
 */
public record PricedLine(String productId, String name, Money price, long quantity) {

    public Money sum() {
        return price.times(quantity);
    }

    public Line line() {
        return new Line(productId, quantity);
    }
}
