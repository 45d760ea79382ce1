package io.quicksell.common.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which responses are compressed: JSON from {@value #MIN_BYTES} bytes on, for a client that accepts it. One with an {@code ETag} is left
 * as it is, because a strong tag names the bytes (RFC 9110, section 8.8.3), and so is everything that is no JSON, the live events above
 * all. Worker threads compress: a long list takes longer than an event loop may be held up.
 */
final class Compression {

    static final int MIN_BYTES = 1_024;

    static final String GZIP = "gzip";

    /** A weight of zero: the encoding is not acceptable (RFC 9110, section 12.4.2). */
    private static final Pattern REFUSED = Pattern.compile("\\s*q=0(\\.0*)?\\s*", Pattern.CASE_INSENSITIVE);

    private Compression() {}

    /** Whether the client accepts an encoding, by its name. */
    static boolean accepts(HttpServerRequest request, String encoding) {
        List<String> accepted = request.headers().getAll("Accept-Encoding");
        return accepted.stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(element -> element.split(";", 2))
                .anyMatch(element -> element[0].strip().equalsIgnoreCase(encoding)
                        && (element.length == 1 || !REFUSED.matcher(element[1]).matches()));
    }

    /** The reply as the client gets it. */
    static Future<Reply> of(RoutingContext context, Reply reply) {
        if (!isCompressible(reply)) {
            return Future.succeededFuture(reply);
        }
        Reply varying = reply.with("Vary", "Accept-Encoding");
        if (!accepts(context.request(), GZIP)) {
            return Future.succeededFuture(varying);
        }
        return context.vertx()
                .executeBlocking(() -> whole(reply.body()), false)
                .map(body -> new Reply(reply.status(), varying.headers(), body).with("Content-Encoding", GZIP));
    }

    private static boolean isCompressible(Reply reply) {
        Map<String, String> headers = reply.headers();
        return reply.body().length() >= MIN_BYTES
                && !headers.containsKey("ETag")
                && !headers.containsKey("Content-Encoding")
                && headers.getOrDefault("Content-Type", Reply.JSON).equals(Reply.JSON);
    }

    private static Buffer whole(Buffer plain) {
        GzipParts gzip = new GzipParts();
        return gzip.part(plain).appendBuffer(gzip.end());
    }
}
