package io.quicksell.common.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * What a caller shows to be known: {@code qs_<shop>_<random>_<check>}, of which the random part is 43 letters and digits, 256 bits. The
 * check, 6 more, tells a mistyped token, or a text that only looks like one, without a look-up. Redis has only its {@link #hash}.
 */
public final class Token {

    /** The shop of every token as long as there is one shop. */
    public static final String SHOP = "default";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_DIGITS = 43;
    private static final int CHECK_DIGITS = 6;
    private static final Pattern FORM = Pattern.compile(
            "(qs_([a-z0-9-]{1,32})_[0-9A-Za-z]{" + RANDOM_DIGITS + "})_([0-9A-Za-z]{" + CHECK_DIGITS + "})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String shop;
    private final String text;

    private Token(String shop, String text) {
        this.shop = shop;
        this.text = text;
    }

    /** A new one, which nobody can guess. */
    public static Token random(String shop) {
        String digits = RANDOM.ints(RANDOM_DIGITS, 0, DIGITS.length())
                .mapToObj(digit -> DIGITS.substring(digit, digit + 1))
                .collect(Collectors.joining());
        String unchecked = "qs_" + shop + "_" + digits;
        return parse(unchecked + "_" + check(unchecked))
                .orElseThrow(() -> new IllegalArgumentException("a shop is named by 1 to 32 letters, digits and -"));
    }

    /** The token of a text; empty if it cannot be one. */
    public static Optional<Token> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches() && check(parts.group(1)).equals(parts.group(3))
                ? Optional.of(new Token(parts.group(2), text))
                : Optional.empty();
    }

    /** Where it belongs, which is known before any look-up. */
    public String shop() {
        return shop;
    }

    /** All of it: the secret itself. */
    public String text() {
        return text;
    }

    /** The SHA-256 of its text, in lower-case hexadecimal digits. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "Token[of shop " + shop + "]";
    }

    private static String check(String unchecked) {
        CRC32 sum = new CRC32();
        sum.update(unchecked.getBytes(UTF_8));
        StringBuilder digits = new StringBuilder();
        for (long rest = sum.getValue(); digits.length() < CHECK_DIGITS; rest /= DIGITS.length()) {
            digits.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        return digits.toString();
    }
}
