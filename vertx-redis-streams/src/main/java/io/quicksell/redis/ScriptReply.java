package io.quicksell.redis;

import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;

/**
 * What a script returned.
 *
 * @param word its decision
 * @param data the whole reply; the decision is element 0
 */
public record ScriptReply<E extends Enum<E>>(E word, Response data) {

    public Response get(int index) {
        return data.get(index);
    }

    /** Element {@code index} read as field, value, field, value: the form of a reply to HGETALL. */
    public Map<String, String> fields(int index) {
        return fields(data.get(index));
    }

    /** A reply of the form field, value, field, value as a map. A field without a value is left out; Redis 7 returns such a {@code lag}. */
    public static Map<String, String> fields(Response flat) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            if (flat.get(i + 1) != null) {
                fields.put(flat.get(i).toString(), flat.get(i + 1).toString());
            }
        }
        return fields;
    }
}
