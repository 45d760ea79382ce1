package io.quicksell.common.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words to search for in other texts. A text is found if it has them all, in any order and as parts of its own words, whatever their case
 * and accents; ä, ö and ü are found as a, o, u and as ae, oe, ue. Without a word, every text is found.
 */
public final class SearchText {

    public static final int MAX_LENGTH = 200;

    /** Those that are left when a text is folded. */
    private static final Pattern SPACES = Pattern.compile("[\\t-\\r\\u0085\\u1680\\u2028\\u2029]");

    private final String text;
    /** The words in each of the spellings that the text may have. */
    private final List<List<String>> spellings;

    public SearchText(String text) {
        this.text = text;
        this.spellings = Folding.of(SPACES.matcher(text).replaceAll(" "))
                .lines()
                .map(SearchText::words)
                .map(SearchText::withoutPartsOfOthers)
                .toList();
    }

    /** Changes when texts are folded in another way. */
    public static String fingerprint() {
        return Folding.FINGERPRINT;
    }

    /** As it was typed. */
    public String text() {
        return text;
    }

    public boolean isEmpty() {
        return spellings.stream().allMatch(List::isEmpty);
    }

    /**
     * Its folded words, in each of the spellings that the text may have: another text is found if it has all words of one of them. A word
     * that is a part of another one is left out, because it is found with that.
     */
    public List<List<String>> spellings() {
        return spellings;
    }

    /** How many words have to be looked for. */
    public int wordCount() {
        return spellings.stream().mapToInt(List::size).max().orElse(0);
    }

    /** The folded words of a text in which others are searched: each word that is found in the text is a part of one of these. */
    public static Set<String> wordsOf(String whole) {
        return new LinkedHashSet<>(words(SPACES.matcher(Folding.of(whole)).replaceAll(" ")));
    }

    public boolean isIn(String whole) {
        if (isEmpty()) {
            return true;
        }
        String folded = Folding.of(whole);
        return spellings.stream().anyMatch(words -> words.stream().allMatch(folded::contains));
    }

    private static List<String> withoutPartsOfOthers(List<String> words) {
        List<String> different = words.stream().distinct().toList();
        return different.stream()
                .filter(word -> different.stream().noneMatch(other -> other.contains(word) && !other.equals(word)))
                .toList();
    }

    private static List<String> words(String spelling) {
        return Stream.of(spelling.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
