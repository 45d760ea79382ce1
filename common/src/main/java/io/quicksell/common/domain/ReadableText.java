package io.quicksell.common.domain;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a text must be that people read: names, references, reasons. It shows something, and nothing in it is invisible or turns the text
 * round, so that no text can pass for another one. Invisible characters are taken where languages and emoji need them: joiners behind
 * letters that join, variation selectors behind what has variants. The letters of right-to-left scripts need no marks to run to the left.
 *
 * <p>Characters that Java does not know yet are taken, because they may be the letters and emoji of a newer Unicode. Those for private use
 * are not: what they show depends on who looks.
 */
public final class ReadableText {

    private static final int COMBINING_GRAPHEME_JOINER = 0x34F;
    private static final int BRAILLE_BLANK = 0x2800;
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** The flag of a part of a country: a black flag, its code in tags, the tag of the end (UTS 51, ED-14a). */
    private static final Pattern FLAG_OF_TAGS =
            Pattern.compile("\\x{1F3F4}[\\x{E0030}-\\x{E0039}\\x{E0061}-\\x{E007A}]{3,6}\\x{E007F}");

    /** Scripts whose letters join or form clusters, which a joiner or non-joiner behind a letter changes. */
    private static final Set<UnicodeScript> JOINING = EnumSet.of(
            UnicodeScript.ADLAM,
            UnicodeScript.ARABIC,
            UnicodeScript.BENGALI,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.GUJARATI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.KANNADA,
            UnicodeScript.KHMER,
            UnicodeScript.MALAYALAM,
            UnicodeScript.MANDAIC,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.MYANMAR,
            UnicodeScript.NKO,
            UnicodeScript.ORIYA,
            UnicodeScript.SINHALA,
            UnicodeScript.SYRIAC,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.TIBETAN);

    /** Scripts that are written without spaces: a zero width space says where a line may break. */
    private static final Set<UnicodeScript> WITHOUT_SPACES =
            EnumSet.of(UnicodeScript.KHMER, UnicodeScript.LAO, UnicodeScript.MYANMAR, UnicodeScript.THAI);

    private final int[] characters;

    private ReadableText(String text) {
        this.characters = FLAG_OF_TAGS
                .matcher(text)
                .replaceAll("\uD83C\uDFF4")
                .codePoints()
                .toArray();
    }

    /** What is wrong with a text that is not empty, as in {@code must have something to see}. */
    public static Optional<String> fault(String text) {
        return new ReadableText(text).fault();
    }

    private Optional<String> fault() {
        boolean shows = false;
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (isControl(character)) {
                return Optional.of("must not have control characters");
            } else if (turnsTheText(character)) {
                return Optional.of("must not have " + name(character) + ", which changes the direction of text");
            } else if (isInvisible(character) && !isNeededAt(i)) {
                return Optional.of("must not have " + name(character) + ", which is invisible");
            } else if (hasNoMeaning(character)) {
                return Optional.of(
                        "must not have " + name(character) + ", which shows nothing or something else everywhere");
            }
            shows |= shows(character);
        }
        return shows ? Optional.empty() : Optional.of("must have something to see");
    }

    private static String name(int character) {
        return String.format("U+%04X", character);
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }

    /** The property Bidi_Control. */
    private static boolean turnsTheText(int character) {
        return character == 0x61C
                || character == 0x200E
                || character == 0x200F
                || character >= 0x202A && character <= 0x202E
                || character >= 0x2066 && character <= 0x2069;
    }

    /** The property Default_Ignorable_Code_Point, breaks of lines, and signs for annotations and hieroglyphs that are not text. */
    private static boolean isInvisible(int character) {
        return Character.getType(character) == Character.FORMAT && !isVisibleSign(character)
                || character == COMBINING_GRAPHEME_JOINER
                || isFiller(character)
                || character == 0x17B4
                || character == 0x17B5
                || character >= 0x180B && character <= 0x180F
                || character == 0x2028
                || character == 0x2029
                || character == 0x2065
                || isVariationSelector(character)
                || character >= 0xFFF0 && character <= 0xFFF8
                || character >= 0xE0000 && character <= 0xE0FFF;
    }

    /** Letters and notes of their kind that show nothing: four of Hangul, one of music. */
    private static boolean isFiller(int character) {
        return character == 0x115F
                || character == 0x1160
                || character == 0x3164
                || character == 0xFFA0
                || character == 0x1D159;
    }

    /** Signs around numbers, of the kind FORMAT and yet to be seen (Prepended_Concatenation_Mark). */
    private static boolean isVisibleSign(int character) {
        return character >= 0x600 && character <= 0x605
                || character == 0x6DD
                || character == 0x70F
                || character == 0x890
                || character == 0x891
                || character == 0x8E2
                || character == 0x110BD
                || character == 0x110CD;
    }

    private static boolean isVariationSelector(int character) {
        return character >= 0xFE00 && character <= 0xFE0F || character >= 0xE0100 && character <= 0xE01EF;
    }

    private static boolean hasNoMeaning(int character) {
        return Character.getType(character) == Character.PRIVATE_USE
                || character >= 0xFDD0 && character <= 0xFDEF
                || (character & 0xFFFE) == 0xFFFE;
    }

    private static boolean shows(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK -> false;
            default -> character != BRAILLE_BLANK && !isInvisible(character);
        };
    }

    /** Whether a language or an emoji needs the invisible character there. */
    private boolean isNeededAt(int i) {
        if (i == 0) {
            return false;
        }
        int character = characters[i];
        UnicodeScript before = scriptUpTo(i - 1);
        boolean isLetterNext = i + 1 < characters.length && isOfWord(characters[i + 1]);
        if (isVariationSelector(character)) {
            return hasVariants(characters[i - 1]);
        } else if (character >= 0x180B && character <= 0x180F) {
            return before == UnicodeScript.MONGOLIAN;
        }
        return switch (character) {
            case ZERO_WIDTH_JOINER -> JOINING.contains(before) || joinsEmoji(i);
            case ZERO_WIDTH_NON_JOINER -> JOINING.contains(before) && isLetterNext;
            case ZERO_WIDTH_SPACE -> WITHOUT_SPACES.contains(before) && isLetterNext;
            default -> false;
        };
    }

    /** The script of the letter at which a word has arrived, behind which there may be marks. */
    private UnicodeScript scriptUpTo(int i) {
        int letter = i;
        while (letter > 0 && isMark(characters[letter])) {
            letter--;
        }
        return isOfWord(characters[letter]) ? UnicodeScript.of(characters[letter]) : UnicodeScript.UNKNOWN;
    }

    private boolean joinsEmoji(int i) {
        int before = i - 1;
        while (before > 0
                && (characters[before] == 0xFE0F || characters[before] >= 0x1F3FB && characters[before] <= 0x1F3FF)) {
            before--;
        }
        return isPictograph(characters[before]) && i + 1 < characters.length && isPictograph(characters[i + 1]);
    }

    /** Arrows to dingbats, and the planes of emoji, with room for those to come. */
    private static boolean isPictograph(int character) {
        return character >= 0x2190 && character <= 0x2BFF || character >= 0x1F000 && character <= 0x1FAFF;
    }

    /** The letters of an alphabet have none: behind them a selector could only hide. */
    private static boolean hasVariants(int character) {
        if (Character.isIdeographic(character)) {
            return true;
        } else if (!Character.isLetter(character)) {
            return shows(character);
        }
        return switch (UnicodeScript.of(character)) {
            case COMMON, MYANMAR, PHAGS_PA, MANICHAEAN -> true;
            default -> false;
        };
    }

    private static boolean isOfWord(int character) {
        return Character.isLetter(character) || isMark(character);
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
