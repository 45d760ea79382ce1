package io.quicksell.common.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.streams.StreamPosition;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a server-sent event: a position in the streams of a service, opaque to clients and the same on every node. It is {@code
 * v1:<service>:<entry id>.<digest>,...}, in base64url. One of an older release has no digests; it is a position that proves nothing.
 */
final class LivePosition {

    /** Many times the length of the longest id that is given out. */
    private static final int MAX_CHARACTERS = 1_024;

    private static final String MARK = "[0-9]{1,18}-[0-9]{1,18}(?:\\.[0-9a-f]{16})?";
    private static final Pattern FORM = Pattern.compile("v1:([a-z]+):(" + MARK + "(?:," + MARK + ")*)");

    private LivePosition() {}

    static String text(String service, StreamPosition position) {
        String marked = "v1:" + service + ":" + position.text();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marked.getBytes(UTF_8));
    }

    /**
     * @param streams how many the service has
     * @throws Problem 400 if it is not a position of this service
     */
    static StreamPosition parse(String service, int streams, String text) {
        Matcher parts = FORM.matcher(text.length() > MAX_CHARACTERS ? "" : decoded(text));
        if (!parts.matches() || !parts.group(1).equals(service)) {
            throw unknown();
        }
        StreamPosition position = StreamPosition.parse(parts.group(2));
        if (position.marks().size() != streams) {
            throw unknown();
        }
        return position;
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Problem unknown() {
        return new Problem(
                ProblemType.MALFORMED,
                "The Last-Event-ID is none of these events. Leave it out, and load what you show anew.");
    }
}
