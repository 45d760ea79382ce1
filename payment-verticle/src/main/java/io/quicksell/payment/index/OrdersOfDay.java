package io.quicksell.payment.index;

import java.time.LocalDate;

/**
 * The orders of one day that a query finds.
 *
 * @param orders how many they are
 * @param totalCents the sum of those of them that count as sold
 */
public record OrdersOfDay(LocalDate day, long orders, long totalCents) {}
