package io.quicksell.common.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator.OfInt;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/**
 * The form of a text in which it is searched: without case, accents and what cannot be seen, and with foreign letters as the Latin ones
 * that people type instead (ß is ss, ø is o). The rule is the table {@code folding.txt}, which was made from the data of ICU and CLDR; the
 * desk reads the same one.
 */
final class Folding {

    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
    private static final Pattern UMLAUT = Pattern.compile("([AOUaou])\u0308");

    private static final String RULES = rules();

    static final String FINGERPRINT = Ids.fingerprint(RULES);

    /** What becomes of a character of a decomposed text; those that stay are not in it. */
    private static final Map<Integer, String> TABLE = read();

    private Folding() {}

    /** The folded text; with umlauts, a second line that has ae, oe and ue for them where the first has a, o and u. */
    static String of(String text) {
        if (ASCII.matcher(text).matches()) {
            return text.toLowerCase(Locale.ROOT);
        }
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String spelledOut = UMLAUT.matcher(decomposed).replaceAll("$1e");
        return spelledOut.equals(decomposed) ? folded(decomposed) : folded(decomposed) + '\n' + folded(spelledOut);
    }

    private static String folded(String decomposed) {
        StringBuilder folded = new StringBuilder(decomposed.length());
        for (OfInt characters = decomposed.codePoints().iterator(); characters.hasNext(); ) {
            append(characters.nextInt(), folded);
        }
        return folded.toString();
    }

    /** What stands in the table may stand there again: Ø becomes ø, which becomes o. */
    private static void append(int character, StringBuilder folded) {
        String next = TABLE.get(character);
        if (next == null) {
            folded.appendCodePoint(character);
        } else {
            next.codePoints().forEach(part -> append(part, folded));
        }
    }

    /**
     * Each line says what to do with the characters behind it: {@code drop} them, move their numbers by {@code +32}, or write another text
     * instead. Numbers are hexadecimal, {@code 41-5a} is a range, {@code 100~17e} every second one of a range.
     */
    private static Map<Integer, String> read() {
        Map<Integer, String> table = new HashMap<>();
        for (String line : RULES.split("\n")) {
            String[] parts = line.split(" ");
            if (parts[0].equals("drop")) {
                forEach(parts, character -> table.put(character, ""));
            } else if (parts[0].matches("[+-]\\d+")) {
                int move = Integer.parseInt(parts[0]);
                forEach(parts, character -> table.put(character, Character.toString(character + move)));
            } else {
                parts[1].codePoints().forEach(character -> table.put(character, parts[0]));
            }
        }
        return table;
    }

    private static void forEach(String[] parts, IntConsumer action) {
        for (int i = 1; i < parts.length; i++) {
            String[] ends = parts[i].split("[-~]");
            int last = Integer.parseInt(ends[ends.length - 1], 16);
            int step = parts[i].contains("~") ? 2 : 1;
            for (int character = Integer.parseInt(ends[0], 16); character <= last; character += step) {
                action.accept(character);
            }
        }
    }

    private static String rules() {
        try (InputStream in = Folding.class.getResourceAsStream("/folding.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
