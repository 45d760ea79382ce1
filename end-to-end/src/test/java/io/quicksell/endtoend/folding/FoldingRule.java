package io.quicksell.endtoend.folding;

import static java.util.stream.Collectors.joining;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.util.VersionInfo;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The rule of folding in the words of ICU: a text is decomposed (NFKD), accents and what cannot be seen are dropped, case is folded, and
 * Latin letters, dashes and quotes that a keyboard lacks become those of ASCII (CLDR's Latin-ASCII).
 */
final class FoldingRule {

    /** The Unicode of the oldest Java. */
    private static final VersionInfo OLDEST = VersionInfo.getInstance(13);

    private static final Normalizer2 NFKD = Normalizer2.getNFKDInstance();
    private static final Transliterator LATIN_ASCII = Transliterator.getInstance("Latin-ASCII");

    private FoldingRule() {}

    /** The folded text; with umlauts, a second line that has ae, oe, ue for them. */
    static String folded(String text) {
        String decomposed = NFKD.normalize(text);
        String spelledOut = decomposed.replaceAll("([AOUaou])\u0308", "$1e");
        return spelledOut.equals(decomposed) ? settled(text) : settled(text) + '\n' + settled(spelledOut);
    }

    /** The table of all characters that do not stay as they are when a decomposed text is folded. */
    static String table() {
        TreeSet<Integer> dropped = new TreeSet<>();
        TreeMap<Integer, TreeSet<Integer>> moved = new TreeMap<>();
        TreeMap<String, TreeSet<Integer>> written = new TreeMap<>();
        characters().filter(FoldingRule::isDecomposed).forEach(character -> {
            String text = Character.toString(character);
            String lower = UCharacter.foldCase(text, true);
            String folded = settled(text);
            if (folded.equals(text)) {
                return;
            } else if (folded.isEmpty()) {
                dropped.add(character);
            } else if (!lower.equals(text) && isOne(lower) && NFKD.isNormalized(lower)) {
                enter(moved, lower.codePointAt(0) - character, character);
            } else if (isOne(folded) && folded.equals(lower)) {
                enter(moved, folded.codePointAt(0) - character, character);
            } else {
                enter(written, folded, character);
            }
        });
        return "drop " + ranges(dropped) + "\n"
                + lines(moved, move -> move > 0 ? "+" + move : String.valueOf(move), FoldingRule::ranges)
                + lines(
                        written,
                        text -> text,
                        all -> all.stream().map(Character::toString).collect(joining()));
    }

    /** All characters with a meaning of their own that every Java decomposes alike. */
    static IntStream characters() {
        return IntStream.rangeClosed(0x20, Character.MAX_CODE_POINT).filter(character -> {
            int type = UCharacter.getType(character);
            return type != ECharacterCategory.SURROGATE
                    && type != ECharacterCategory.PRIVATE_USE
                    && type != ECharacterCategory.CONTROL
                    && (type != ECharacterCategory.UNASSIGNED || isInvisible(character))
                    && !isDecomposedOnlyByNewer(character);
        });
    }

    /** Ranges like {@code 41-5a}, or {@code 100~17e} for every second one. */
    static String ranges(TreeSet<Integer> characters) {
        StringBuilder ranges = new StringBuilder();
        TreeSet<Integer> left = new TreeSet<>(characters);
        while (!left.isEmpty()) {
            int first = left.first();
            int step = !left.contains(first + 1) && left.contains(first + 2) && left.contains(first + 4) ? 2 : 1;
            int last = first;
            while (left.contains(last + step) && (step == 1 || !left.contains(last + 1))) {
                last += step;
            }
            ranges.append(ranges.isEmpty() ? "" : " ").append(Integer.toHexString(first));
            if (last > first) {
                ranges.append(step == 1 ? '-' : '~').append(Integer.toHexString(last));
            }
            for (int character = first; character <= last; character += step) {
                left.remove(character);
            }
        }
        return ranges.toString();
    }

    private static boolean isDecomposed(int character) {
        return NFKD.isNormalized(Character.toString(character));
    }

    /** Two hundred letters of phonetics and of old scripts, which every side folds that knows how to decompose them. */
    private static boolean isDecomposedOnlyByNewer(int character) {
        return !isDecomposed(character) && UCharacter.getAge(character).compareTo(OLDEST) > 0;
    }

    private static String settled(String text) {
        String folded =
                NFKD.normalize(text).codePoints().mapToObj(FoldingRule::once).collect(joining());
        return folded.equals(text) ? text : settled(folded);
    }

    private static String once(int character) {
        if (isInvisible(character) || isAccent(character)) {
            return "";
        }
        return UCharacter.foldCase(Character.toString(character), true)
                .codePoints()
                .mapToObj(FoldingRule::typed)
                .collect(joining());
    }

    private static String typed(int character) {
        String text = Character.toString(character);
        String ascii = LATIN_ASCII.transliterate(text).toLowerCase(Locale.ROOT);
        boolean isLatin = UCharacter.isLetter(character) && UScript.getScript(character) == UScript.LATIN;
        return isLatin || ascii.matches("[-'\"/]") ? ascii : text;
    }

    private static boolean isInvisible(int character) {
        return UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    /**
     * Marks around a letter, by their combining class. Those that make it another letter stay: voiced kana (8), viramas (9), nuktas (7), and
     * the vowels and tones of Telugu to Tibetan (84 to 132).
     */
    private static boolean isAccent(int character) {
        int place = UCharacter.getCombiningClass(character);
        return UCharacter.getType(character) == ECharacterCategory.ENCLOSING_MARK
                || place == 1
                || place >= 10 && place <= 36
                || place >= 200;
    }

    private static boolean isOne(String text) {
        return text.codePointCount(0, text.length()) == 1;
    }

    private static <K> void enter(Map<K, TreeSet<Integer>> entries, K key, int character) {
        entries.computeIfAbsent(key, none -> new TreeSet<>()).add(character);
    }

    private static <K> String lines(
            Map<K, TreeSet<Integer>> entries, Function<K, String> what, Function<TreeSet<Integer>, String> which) {
        return entries.entrySet().stream()
                .map(entry -> what.apply(entry.getKey()) + " " + which.apply(entry.getValue()) + "\n")
                .collect(joining());
    }
}
