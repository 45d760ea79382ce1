package io.quicksell.access;

import io.quicksell.common.domain.ReadableText;
import io.quicksell.common.http.Body;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a user, or of the program that has a key: 1 to {@value #MAX_LENGTH} letters and digits of any language, with
 * {@code . _ @ ' + -} and spaces between them.
 *
 * @param shown as it was given, in the Unicode form NFC
 */
record UserName(String shown) {

    static final int MAX_LENGTH = 64;
    static final String FORM = "must be letters and digits, with . _ @ ' + - and spaces between them";

    private static final String LETTER = "[\\p{L}\\p{M}\\p{N}]";
    private static final Pattern NAME = Pattern.compile(LETTER + "(?:[\\p{L}\\p{M}\\p{N} ._@'+-]*" + LETTER + ")?");
    private static final Pattern SPACES = Pattern.compile(" +");

    /** Whose name stands in what was done without anybody having logged in. */
    private static final Pattern RESERVED = Pattern.compile("local|anonymous|nobody|service");

    UserName(String shown) {
        this.shown = Normalizer.normalize(shown, Form.NFC);
    }

    /** What is wrong with a text of the right length as a name; empty if nothing is. */
    static Optional<String> fault(String text) {
        Optional<String> unreadable = ReadableText.fault(text);
        if (unreadable.isPresent()) {
            return unreadable;
        } else if (!NAME.matcher(Normalizer.normalize(text, Form.NFC)).matches()) {
            return Optional.of(FORM);
        }
        return RESERVED.matcher(new UserName(text).key()).matches()
                ? Optional.of("must not be local, anonymous, nobody or service")
                : Optional.empty();
    }

    /** Reads the name of somebody new from a request. */
    static UserName read(Body body, String member) {
        String text = body.text(member, 1, MAX_LENGTH);
        if (!text.isEmpty()) {
            fault(text).ifPresent(fault -> body.refuse(member, fault));
        }
        return new UserName(text);
    }

    /** The same, of a text of any length, with spaces around it that do not count. */
    static Optional<String> faultOfAny(String text) {
        String name = text.strip();
        int length = name.codePointCount(0, name.length());
        return length < 1 || length > MAX_LENGTH
                ? Optional.of("must have 1 to " + MAX_LENGTH + " characters; it has " + length)
                : fault(name);
    }

    /**
     * The form in which names are compared: names that differ in case, in the Unicode form of their letters or in the number of spaces
     * are the same name. It is part of keys in Redis, so it must not change from one release to the next; that is why it is not the form in which
     * texts are searched.
     */
    String key() {
        String compatible = Normalizer.normalize(shown, Form.NFKC);
        String folded = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return SPACES.matcher(Normalizer.normalize(folded, Form.NFKC)).replaceAll(" ");
    }
}
