package io.quicksell.endtoend.bench;

import java.util.Locale;

/** How numbers are written for people: three digits that matter, and no more decimals than that takes. */
final class Numbers {

    private Numbers() {}

    static String text(double number) {
        double size = Math.abs(number);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, number);
    }
}
