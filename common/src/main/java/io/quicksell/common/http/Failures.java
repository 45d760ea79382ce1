package io.quicksell.common.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quicksell.common.domain.Ids;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where failures become problem+json (RFC 9457). */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Responds to failures on any route, and to requests that match none. */
    static void respondOn(Router router) {
        for (int status = 400; status < 600; status++) {
            router.errorHandler(status, Failures::respond);
        }
    }

    /** Resets a response that has begun, so that no client takes it for complete; vertx-web would write into it. */
    static void fail(RoutingContext context, Throwable failure) {
        if (context.response().headWritten()) {
            logUnlessDisconnected(context, failure);
            context.response().reset();
        } else {
            context.fail(failure);
        }
    }

    private static void respond(RoutingContext context) {
        if (HttpEdge.requestId(context) == null) {
            HttpEdge.identify(context);
        }
        Problem problem = problemOf(context);
        RequestTimes.refuse(context, problem.type());
        if (problem.type() == ProblemType.INTERNAL && !context.response().closed()) {
            log(context, context.failure());
        }
        if (context.response().headWritten()) {
            context.response().reset();
        } else {
            write(context.response(), problem, HttpEdge.requestId(context));
        }
    }

    /** A client that disconnects in the middle of a response is not an error. */
    private static void logUnlessDisconnected(RoutingContext context, Throwable failure) {
        if (context.response().closed() || failure instanceof IOException || failure instanceof HttpClosedException) {
            LOG.debug(
                    "The client disconnected during the response to {}",
                    context.request().path());
        } else {
            log(context, failure);
        }
    }

    private static void log(RoutingContext context, Throwable failure) {
        LOG.error(
                "{} {} failed, request {}",
                context.request().method(),
                context.request().path(),
                HttpEdge.requestId(context),
                failure);
    }

    private static Problem problemOf(RoutingContext context) {
        Throwable failure = context.failure();
        return switch (context.statusCode()) {
            case 400 -> new Problem(ProblemType.MALFORMED, "The request could not be read.");
            case 404 ->
                new Problem(
                        ProblemType.NOT_FOUND,
                        "There is nothing at " + context.request().path() + ".");
            default -> isRead(context) ? Problem.ofRead(failure) : Problem.of(failure);
        };
    }

    private static boolean isRead(RoutingContext context) {
        HttpMethod method = context.request().method();
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }

    private static Future<Void> write(HttpServerResponse response, Problem problem, String requestId) {
        response.headers().remove("Content-Encoding");
        problem.headers().forEach(response::putHeader);
        return response.setStatusCode(problem.type().status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(problem.body(requestId));
    }

    /** What is wrong with a request that Netty could not decode, which never reaches a route. */
    static Problem unreadable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return new Problem(
                    ProblemType.URI_TOO_LONG, "The address is longer than " + HttpEdge.MAX_LINE_BYTES + " characters.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            return new Problem(
                    ProblemType.HEADERS_TOO_LARGE,
                    "The header fields are larger than " + HttpEdge.MAX_HEADER_BYTES + " bytes.");
        } else if (cause instanceof OtherVersions.Refused) {
            return new Problem(ProblemType.MALFORMED, "Only HTTP/1.1 and HTTP/1.0 are understood here.");
        }
        return new Problem(ProblemType.MALFORMED, "The request is not proper HTTP.");
    }

    /** Refuses a request before it reaches a route, and ends its connection: what it sends after its head is not read. */
    static void refuse(HttpServerRequest request, Problem problem) {
        String requestId = Ids.random();
        HttpEdge.mark(request.response(), requestId);
        StrictTransport.on(request);
        write(request.response(), problem, requestId)
                .onComplete(written -> request.connection().close());
    }
}
