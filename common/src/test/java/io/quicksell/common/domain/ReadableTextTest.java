package io.quicksell.common.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that people give, and names that show nothing or pass for others. */
class ReadableTextTest {

    private static final String NOTHING = "must have something to see";
    private static final String CONTROL = "must not have control characters";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tea",
                "7",
                "-",
                "½ \u00a0 1\u2009000 g",
                "Cafe\u0301",
                "Bún chả Hà Nội",
                "Việt Nam",
                "Чай",
                "Τσάι",
                "お茶、抹茶　100g",
                "ガ",
                "홍차",
                "\u1112\u1169\u11bc\u110e\u1161",
                "龍井茶 \uD842\uDFB7",
                "葛\uDB40\uDD00飾",
                "שָׁלוֹם",
                "שלום Tea 100",
                "شاي",
                "تَعَلُّم ١٠٠",
                "می\u200cخواهم",
                "ه\u200d.ش",
                "चाय",
                "क्\u200dष",
                "क्\u200cष",
                "র\u200d্য",
                "ශ්\u200dරී ලංකා",
                "അവന്\u200d",
                "ชา",
                "ภาษา\u200bไทย",
                "កម្ពុ\u200bជា",
                "བོད་ཇ",
                "ᠮᠣᠩᠭᠣᠯ",
                "ᠠ\u180bᠠ ᠨ\u180eᠠ",
                "ሻይ",
                "ᏣᎳᎩ",
                "\u06dd",
                "🍵",
                "❤\ufe0f",
                "1\ufe0f\u20e3",
                "ℹ\ufe0f ™\ufe0f ㊗\ufe0f",
                "👩\u200d👩\u200d👧",
                "👩🏽\u200d🚒",
                "❤\ufe0f\u200d🔥",
                "🏳\ufe0f\u200d🌈",
                "🏴\u200d☠\ufe0f",
                "🐻\u200d❄\ufe0f",
                "🙂\u200d↔\ufe0f",
                "🇩🇪",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "\uD83E\uDEE8 of Unicode 15"
            })
    void namesOfRealLanguagesAndEmojiAreTaken(String name) {
        assertEquals(Optional.empty(), ReadableText.fault(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\u00a0",
                "\u2003\u3000",
                "\u2800\u2800",
                "\u0301",
                "\u0301\u20dd \u0903",
            })
    void whatShowsNothingIsRefused(String name) {
        assertEquals(Optional.of(NOTHING), ReadableText.fault(name));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0, 0x9, 0xA, 0x1B, 0x7F, 0x85, 0x9F, 0xD800, 0xDFFF})
    void controlsAreRefused(int character) {
        assertEquals(Optional.of(CONTROL), ReadableText.fault("Te" + Character.toString(character) + "a"));
    }

    @Test
    void whatTurnsTheTextIsRefusedWhereverItStands() {
        IntStream.of(0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069)
                .forEach(character -> {
                    refused(character, "", "aeT", ", which changes the direction of text");
                    refused(character, "שלום", "שלום", ", which changes the direction of text");
                });
    }

    @Test
    void whatIsInvisibleIsRefusedOnItsOwnAndInAWord() {
        IntStream.of(
                        0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x180F, 0x200B, 0x200C, 0x200D,
                        0x2028, 0x2029, 0x2060, 0x2064, 0x2065, 0x206F, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0,
                        0xFFF9, 0xFFFB, 0x1BCA0, 0x1D159, 0x1D173, 0xE0001, 0xE0020, 0xE0067, 0xE007F, 0xE0100, 0xE01EF,
                        0xE0FFF)
                .forEach(character -> {
                    refused(character, "", "", ", which is invisible");
                    refused(character, "T", "ea", ", which is invisible");
                    refused(character, "Tea ", "", ", which is invisible");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "سلام\u200c",
                "سلام\u200c سلام",
                "\u200cسلام",
                "क\u200c\u200cष",
                "क\u200d\u200dष",
                "ภาษา\u200b",
                "❤\ufe0f\ufe0f",
                "👩\u200d",
                "👩\u200da",
                "\u200d👩",
                "葛\uDB40\uDD00\uDB40\uDD01",
                "\u0301\ufe0f",
                "🏴\uDB40\uDC67",
                "🍵\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC7F"
            })
    void aJoinerOrSelectorThatChangesNothingIsRefused(String name) {
        assertEquals(
                ", which is invisible",
                ReadableText.fault(name).orElseThrow().replaceFirst("must not have U\\+[0-9A-F]+", ""));
    }

    @Test
    void whatIsDifferentForEverybodyIsRefused() {
        IntStream.of(0xE000, 0xF8FF, 0xF0000, 0x10FFFD, 0xFDD0, 0xFFFE, 0x1FFFF)
                .forEach(character ->
                        refused(character, "T", "ea", ", which shows nothing or something else everywhere"));
    }

    private static void refused(int character, String before, String behind, String why) {
        assertEquals(
                Optional.of(String.format("must not have U+%04X", character) + why),
                ReadableText.fault(before + Character.toString(character) + behind));
    }
}
