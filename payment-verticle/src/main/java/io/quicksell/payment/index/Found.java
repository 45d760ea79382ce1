package io.quicksell.payment.index;

import java.util.List;

/**
 * What a query found.
 *
 * @param hits one page of them
 * @param total how many there are on all pages
 */
public record Found(List<Hit> hits, long total) {}
