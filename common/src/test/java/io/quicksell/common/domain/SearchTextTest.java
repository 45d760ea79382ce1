package io.quicksell.common.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What is found by what; the desk is held to the same two files. */
class SearchTextTest {

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    @ParameterizedTest
    @CsvFileSource(
            resources = "/searches.csv",
            numLinesToSkip = 1,
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            emptyValue = "")
    void whatIsFound(String typed, String text, boolean found) {
        SearchText search = new SearchText(typed == null ? "" : unescaped(typed));

        assertEquals(found, search.isIn(unescaped(text)));
        Set<String> words = SearchText.wordsOf(unescaped(text));
        assertEquals(
                found,
                search.isEmpty()
                        || search.spellings().stream()
                                .anyMatch(spelling -> spelling.stream()
                                        .allMatch(part -> words.stream().anyMatch(word -> word.contains(part)))),
                "word by word");
    }

    @Test
    void whatWasTypedIsKeptAsItIs() {
        assertEquals("Käse", new SearchText("Käse").text());
        assertTrue(new SearchText("").isEmpty());
    }

    @Test
    void everyCharacterOfUnicodeIsFoldedAsIcuWould() throws IOException, GeneralSecurityException {
        String[] expected = file("/folded.txt").split("\n");
        String folded = Stream.of(expected[0].split(" "))
                .flatMapToInt(SearchTextTest::range)
                .mapToObj(character -> Folding.of(Character.toString(character)))
                .collect(joining("\0"));

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(folded.getBytes(UTF_8));
        assertEquals(expected[1], HexFormat.of().formatHex(digest));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> Character.toString(Integer.parseInt(escape.group(1), 16)));
    }

    private static IntStream range(String text) {
        String[] ends = text.split("[-~]");
        int first = Integer.parseInt(ends[0], 16);
        int last = Integer.parseInt(ends[ends.length - 1], 16);
        int step = text.contains("~") ? 2 : 1;
        return IntStream.iterate(first, character -> character <= last, character -> character + step);
    }

    private static String file(String name) throws IOException {
        try (InputStream in = SearchTextTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
