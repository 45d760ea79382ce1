package io.quicksell.common.redis;

import java.util.Map;

/**
 * One entry of a stream, as a consumer group delivered it.
 *
 * @param id its id in the stream, {@code <milliseconds>-<sequence>}
 */
public record StreamEntry(String stream, String id, Map<String, String> fields) {

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
