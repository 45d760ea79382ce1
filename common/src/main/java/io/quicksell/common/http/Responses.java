package io.quicksell.common.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes replies: compressed if the client accepts it, within what may wait to be read, and every failure as a problem. */
final class Responses {

    private final UnreadResponses unread;

    Responses(UnreadResponses unread) {
        this.unread = unread;
    }

    /** Writes the response to a request, or that it failed; {@code null} has been written by its handler. */
    void respond(RoutingContext context, Future<Reply> reply) {
        reply.compose(whole -> respond(context, whole)).onFailure(failure -> Failures.fail(context, failure));
    }

    /** Writes it as the client accepts it; succeeds once it is written, or there is nobody to write to. */
    private Future<Void> respond(RoutingContext context, Reply reply) {
        return reply == null
                ? Future.succeededFuture()
                : unread.begin(
                        context.request(),
                        reply.body().length(),
                        () -> Compression.of(context, reply).compose(packed -> write(context, packed)));
    }

    private static Future<Void> write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(reply.status());
        response.putHeader("Cache-Control", "no-store");
        if (reply.body().length() > 0) {
            response.putHeader("Content-Type", Reply.JSON);
        }
        reply.headers().forEach(response::putHeader);
        if (context.request().method() == HttpMethod.HEAD && reply.status() != 304) {
            response.putHeader("Content-Length", String.valueOf(reply.body().length()));
        }
        return response.end(reply.body()).otherwiseEmpty();
    }
}
