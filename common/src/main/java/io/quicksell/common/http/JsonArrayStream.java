package io.quicksell.common.http;

import io.quicksell.common.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A JSON array that is written in parts, each compressed if the client accepts it. A write succeeds when the client has taken the parts
 * before it.
 */
public final class JsonArrayStream {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final UnreadResponses unread;
    private final Optional<GzipParts> gzip;
    private String separator = "[";

    public JsonArrayStream(RoutingContext context) {
        this.vertx = context.vertx();
        this.gzip = Compression.accepts(context.request(), Compression.GZIP)
                ? Optional.of(new GzipParts())
                : Optional.empty();
        this.request = context.request();
        this.unread = UnreadResponses.of(context);
        this.response = context.response()
                .setChunked(true)
                .putHeader("Content-Type", Reply.JSON)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Vary", "Accept-Encoding");
        gzip.ifPresent(packed -> response.putHeader("Content-Encoding", Compression.GZIP));
    }

    public Future<Void> write(List<?> values) {
        Buffer part = Buffer.buffer();
        for (Object value : values) {
            part.appendString(separator).appendBuffer(Json.encode(value));
            separator = ",";
        }
        Supplier<Future<Void>> writing = () -> packed(part).compose(response::write);
        return response.headWritten()
                ? unread.goOn(request, part.length(), writing)
                : unread.begin(request, part.length(), writing);
    }

    public Future<Void> end() {
        Buffer last = Buffer.buffer(separator.equals("[") ? "[]" : "]");
        return packed(last)
                .compose(part -> response.end(
                        gzip.map(packed -> part.appendBuffer(packed.end())).orElse(part)));
    }

    /** Ends the response to a HEAD request: headers only, and no length, because it is not known in advance. */
    public Future<Void> endHead() {
        return response.end();
    }

    private Future<Buffer> packed(Buffer part) {
        return gzip.map(packed -> vertx.executeBlocking(() -> packed.part(part), false))
                .orElse(Future.succeededFuture(part));
    }
}
