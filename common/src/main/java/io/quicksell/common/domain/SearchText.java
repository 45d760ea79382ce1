package io.quicksell.common.domain;

import java.util.Locale;

/** A text that somebody looks for in other texts, in any case; an empty one is in every text. */
public record SearchText(String text) {

    public static final int MAX_LENGTH = 200;

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public boolean isIn(String whole) {
        return folded(whole).contains(folded(text));
    }

    /** By way of upper case, in which some letters are the same that are not in lower case. */
    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
