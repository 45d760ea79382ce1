package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.quicksell.common.json.Json;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;

/**
 * A complete response.
 *
 * @param body JSON, or empty
 */
public record Reply(int status, Map<String, String> headers, Buffer body) {

    static final String JSON = "application/json";

    public static Reply ok(Object value) {
        return json(200, value);
    }

    public static Reply json(int status, Object value) {
        return new Reply(status, Map.of(), Json.encode(value));
    }

    /** 201 with the address of the new resource. */
    public static Reply created(String location, Object value) {
        return json(201, value).with("Location", location);
    }

    /** 202 with the address at which to follow the progress. */
    public static Reply accepted(String location, Object value) {
        return json(202, value).with("Location", location);
    }

    public static Reply noContent() {
        return new Reply(204, Map.of(), Buffer.buffer());
    }

    /** 304: the client's copy of that version is still current. */
    public static Reply notModified(long version) {
        return new Reply(304, Map.of(), Buffer.buffer()).tagged(version);
    }

    /** Says that an earlier request with the same {@code Idempotency-Key} got this response. */
    public Reply replayed() {
        return with("Idempotent-Replayed", "true");
    }

    /** Names the version. Clients may keep the response, but must revalidate it each time. */
    public Reply tagged(long version) {
        return with("ETag", EntityTags.of(version)).with("Cache-Control", "no-cache");
    }

    /**
     * Names the next page (RFC 8288).
     *
     * @param filters its query parameters besides limit and cursor; empty ones are left out
     */
    public Reply withNext(String path, int limit, Cursor cursor, Map<String, String> filters) {
        String kept = filters.entrySet().stream()
                .filter(filter -> !filter.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(filter -> "&" + filter.getKey() + "=" + encoded(filter.getValue()))
                .collect(joining());
        return with("Link", "<" + path + "?limit=" + limit + "&cursor=" + cursor + kept + ">; rel=\"next\"");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
