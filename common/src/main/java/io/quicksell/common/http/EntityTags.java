package io.quicksell.common.http;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tags of an {@code If-Match} or {@code If-None-Match} header (RFC 9110, sections 8.8.3, 13.1.1, 13.1.2). Ours are
 * strong and contain the version: {@code "7"}.
 *
 * <p>A weak tag in {@code If-Match} is well-formed but matches nothing, because that header compares strongly: the condition is
 * false, which gives 412. A tag without quotes is not in the grammar, so its meaning is unknown. Either header then gives 400:
 * ignoring the condition would do what the client meant to prevent.
 *
 * @param any whether it is {@code *}: any existing version
 * @param tags as the client wrote them
 */
public record EntityTags(boolean any, List<String> tags) {

    public static final EntityTags ANY = new EntityTags(true, List.of());

    public static final EntityTags NONE = new EntityTags(false, List.of());

    public static final String IF_MATCH = "If-Match";
    public static final String IF_NONE_MATCH = "If-None-Match";

    private static final String WEAK = "W/";

    /** An element of the list; it may be empty (RFC 9110, section 5.6.1). */
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*+((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*+\")?[ \\t]*+(?:,|$)");

    /** The tag of a version. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Reads a header of a request; empty if there is none.
     *
     * @throws Problem 400 if it is neither {@code *} nor a list of tags
     */
    public static Optional<EntityTags> of(RoutingContext request, String header) {
        List<String> lines = request.request().headers().getAll(header);
        return lines.isEmpty() ? Optional.empty() : Optional.of(parse(header, String.join(",", lines)));
    }

    static EntityTags parse(String header, String text) {
        if (text.strip().equals("*")) {
            return ANY;
        }
        List<String> tags = new ArrayList<>();
        Matcher element = ELEMENT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!element.region(at, text.length()).lookingAt()) {
                throw malformed(header);
            }
            if (element.group(1) != null) {
                tags.add(element.group(1));
            }
            at = element.end();
        }
        if (tags.isEmpty()) {
            throw malformed(header);
        }
        return new EntityTags(false, tags);
    }

    /** Whether the tag is among them by weak comparison. */
    public boolean matchWeakly(String tag) {
        return any || tags.stream().anyMatch(each -> opaque(each).equals(tag));
    }

    /** The strong tags, separated by spaces, or {@code *}. Scripts look for the version in this text. */
    public String strongTags() {
        return any
                ? "*"
                : String.join(
                        " ", tags.stream().filter(tag -> !tag.startsWith(WEAK)).toList());
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    private static Problem malformed(String header) {
        return new Problem(
                ProblemType.MALFORMED,
                header + " must be * or a list of tags in quotes, as they were answered: \"7\".");
    }
}
