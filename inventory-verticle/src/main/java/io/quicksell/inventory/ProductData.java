package io.quicksell.inventory;

import io.quicksell.common.domain.Money;

/** The parts of a product that a client sets. */
record ProductData(String name, Money price, long quantity, LowStockAt lowStockAt) {}
