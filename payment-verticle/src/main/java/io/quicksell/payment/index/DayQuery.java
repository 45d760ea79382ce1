package io.quicksell.payment.index;

import java.time.ZoneId;
import java.util.Set;

/**
 * Which orders are counted by day.
 *
 * @param zone in which a day begins and ends
 * @param limit how many days are wanted at most, the newest
 * @param unsold statuses of orders that are counted and add nothing to the sum
 */
public record DayQuery(OrderQuery orders, ZoneId zone, int limit, Set<String> unsold) {}
