package io.quicksell.streams;

import io.quicksell.redis.ScriptReply;
import io.vertx.redis.client.Response;
import java.util.Comparator;
import java.util.Map;

/**
 * One entry of a stream.
 *
 * @param id its id in the stream, {@code <milliseconds>-<sequence>}
 */
public record StreamEntry(String stream, String id, Map<String, String> fields) {

    static final Comparator<StreamEntry> OLDEST_FIRST = Comparator.comparing(entry -> EntryId.parse(entry.id));

    /** An entry in the form in which Redis returns it: its id, then field, value, field, value. */
    public static StreamEntry of(String stream, Response entry) {
        return new StreamEntry(stream, entry.get(0).toString(), ScriptReply.fields(entry.get(1)));
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
}
