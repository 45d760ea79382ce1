package io.quicksell.streams;

import io.quicksell.redis.ScriptReply;
import io.vertx.redis.client.Response;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of a stream.
 *
 * @param id its id in the stream, {@code <milliseconds>-<sequence>}; empty for one that is in it no more, which scripts neither look for nor
 *     acknowledge ({@code entry.lua})
 */
public record StreamEntry(String stream, String id, Map<String, String> fields) {

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,3}");

    static final Comparator<StreamEntry> OLDEST_FIRST = Comparator.comparing(entry -> EntryId.parse(entry.id));

    /** An entry in the form in which Redis returns it: its id, then field, value, field, value. */
    public static StreamEntry of(String stream, Response entry) {
        return new StreamEntry(stream, entry.get(0).toString(), ScriptReply.fields(entry.get(1)));
    }

    /** The same for a handler that is to do once more what it tells, when it is acknowledged already and may be gone. */
    public StreamEntry outOfItsStream() {
        return new StreamEntry(stream, "", fields);
    }

    public boolean isOutOfItsStream() {
        return id.isEmpty();
    }

    /**
     * @throws IllegalArgumentException if the entry lacks the field
     */
    public String field(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("entry " + id + " of " + stream + " has no " + name);
        }
        return value;
    }

    /**
     * The version of its form, 1 to 9999: what its field {@code v} says, or 1 where it has none.
     *
     * @throws IllegalArgumentException if {@code v} says something else
     */
    public int version() {
        String v = fields.getOrDefault("v", "1");
        return versionIn(v)
                .orElseThrow(
                        () -> new IllegalArgumentException("entry " + id + " of " + stream + " has no version in v"));
    }

    static Optional<Integer> versionIn(String text) {
        return VERSION.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
