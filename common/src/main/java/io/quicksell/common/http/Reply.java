package io.quicksell.common.http;

import io.quicksell.common.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A finished answer.
 *
 * @param body JSON, or empty
 */
public record Reply(int status, Map<String, String> headers, Buffer body) {

    public static Reply ok(Object value) {
        return json(200, value);
    }

    public static Reply json(int status, Object value) {
        return new Reply(status, Map.of(), Json.encode(value));
    }

    /** 201 with the address of what was made. */
    public static Reply created(String location, Object value) {
        return json(201, value).with("Location", location);
    }

    /** 202 with the address at which to see how it goes on. */
    public static Reply accepted(String location, Object value) {
        return json(202, value).with("Location", location);
    }

    public static Reply noContent() {
        return new Reply(204, Map.of(), Buffer.buffer());
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
