package io.quicksell.common.order;

import java.util.List;

/**
 * The units that inventory holds for an order.
 *
 * @param renewed whether they were held before; then another request shares them
 * @param deadline milliseconds since 1970 by the Redis clock, until which the order has to be written
 */
public record HeldUnits(boolean renewed, long deadline, List<PricedLine> lines) {}
