package io.quicksell.common.domain;

import java.util.Locale;

/** A text to search for in other texts, ignoring case. An empty one is found in every text. */
public record SearchText(String text) {

    public static final int MAX_LENGTH = 200;

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public boolean isIn(String whole) {
        return folded(whole).contains(folded(text));
    }

    /** Folds by way of upper case: some letters that differ in lower case are equal there. */
    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
