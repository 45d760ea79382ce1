package io.quicksell.payment.index;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a query found.
 *
 * @param hits one page of them
 * @param total how many there are on all pages, if they were counted
 */
record Found(List<Hit> hits, OptionalLong total) {}
