package io.quicksell.common.order;

import java.util.List;

/**
 * What payment asks of inventory: to hold all lines for an order, or none.
 *
 * @param lines each product once
 */
public record ReservationRequest(String orderId, List<Line> lines) {}
