package io.quicksell.payment.index;

import java.util.List;

/**
 * The days of the orders that a query finds.
 *
 * @param days newest first, without those that have none; not more than were asked for
 * @param total how many orders the query finds, on all days
 */
public record FoundDays(List<OrdersOfDay> days, long total) {}
