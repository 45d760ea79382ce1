package io.quicksell.launcher.fuzz;

/** A header or a parameter. */
record Pair(String name, String value) {}
