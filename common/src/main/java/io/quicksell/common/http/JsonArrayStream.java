package io.quicksell.common.http;

import io.quicksell.common.json.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** A JSON array that is written in parts. A write succeeds when the client has taken the parts before it. */
public final class JsonArrayStream {

    private final HttpServerResponse response;
    private String separator = "[";

    public JsonArrayStream(HttpServerResponse response) {
        this.response = response.setChunked(true)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store");
    }

    public Future<Void> write(List<?> values) {
        Buffer chunk = Buffer.buffer();
        for (Object value : values) {
            chunk.appendString(separator).appendBuffer(Json.encode(value));
            separator = ",";
        }
        return response.write(chunk);
    }

    public Future<Void> end() {
        return response.end(separator.equals("[") ? "[]" : "]");
    }

    /** Ends the response to a HEAD request: headers only, and no length, because it is not known in advance. */
    public Future<Void> endHead() {
        return response.end();
    }
}
