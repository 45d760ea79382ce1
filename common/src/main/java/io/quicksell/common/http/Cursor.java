package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.domain.Ids;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in a list sorted by score and id. The next page begins after it, even if the entry there is gone.
 *
 * @param kind which list: {@code p} for products, {@code o} for orders, {@code m} for movements, {@code a} for the audit trail; orders that were filtered or sorted
 *     are another list for each thing by which they are sorted: {@code c} for the time of creation, {@code n} for the number,
 *     {@code t} for the total
 * @param score milliseconds since 1970, or by what else the list is sorted
 * @param id a UUID; for a movement, an order or an entry of the audit trail, its number within the millisecond; for orders that were filtered or sorted, their number
 */
public record Cursor(char kind, long score, String id) {

    public static final char PRODUCTS = 'p';
    public static final char ORDERS = 'o';
    public static final char MOVEMENTS = 'm';
    public static final char AUDIT = 'a';
    public static final char FOUND_BY_CREATION = 'c';
    public static final char FOUND_BY_NUMBER = 'n';
    public static final char FOUND_BY_TOTAL = 't';

    private static final Pattern FORM = Pattern.compile("v1:([pomacnt]):([0-9]{1,15}):(.{1,36})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    /**
     * @throws Problem 400 if the text is not a cursor of this kind of list
     */
    public static Cursor parse(char kind, String text) {
        Matcher parts = FORM.matcher(decoded(text));
        if (!parts.matches() || parts.group(1).charAt(0) != kind || !isIdIn(kind, parts.group(3))) {
            throw new Problem(ProblemType.MALFORMED, "The cursor is not one of this list. Start again without it.");
        }
        return new Cursor(kind, Long.parseLong(parts.group(2)), parts.group(3));
    }

    private static boolean isIdIn(char kind, String id) {
        return kind == PRODUCTS ? Ids.isId(id) : NUMBER.matcher(id).matches();
    }

    @Override
    public String toString() {
        byte[] text = ("v1:" + kind + ":" + score + ":" + id).getBytes(UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
