package io.quicksell.common.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quicksell.common.domain.Ids;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place in which failures become problem+json (RFC 9457), whatever failed. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** The status with which vertx-web's body handler tells that a body could not be read to its end. */
    private static final int BODY_BROKE_OFF = 200;

    private Failures() {}

    /** Answers what fails on any route, and what has none. */
    static void answerOn(Router router) {
        router.errorHandler(BODY_BROKE_OFF, Failures::answer);
        for (int status = 400; status < 600; status++) {
            router.errorHandler(status, Failures::answer);
        }
    }

    /** An answer that has begun can only be broken off, so that nobody takes it for whole; vertx-web would write on. */
    static void fail(RoutingContext context, Throwable failure) {
        if (context.response().headWritten()) {
            logUnlessGone(context, failure);
            context.response().reset();
        } else {
            context.fail(failure);
        }
    }

    private static void answer(RoutingContext context) {
        if (HttpEdge.requestId(context) == null) {
            HttpEdge.identify(context);
        }
        Problem problem = problemOf(context);
        if (problem.type() == ProblemType.INTERNAL) {
            log(context, context.failure());
        }
        if (context.response().headWritten()) {
            context.response().reset();
        } else {
            write(context.response(), problem, HttpEdge.requestId(context));
        }
    }

    /** A client that went away in the middle of its answer is no fault of ours. */
    private static void logUnlessGone(RoutingContext context, Throwable failure) {
        if (context.response().closed()) {
            LOG.debug("{} was broken off by the client", context.request().path());
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
            case 400, BODY_BROKE_OFF -> new Problem(ProblemType.MALFORMED, "The request could not be read.");
            case 404 ->
                new Problem(
                        ProblemType.NOT_FOUND,
                        "There is nothing at " + context.request().path() + ".");
            case 413 ->
                new Problem(
                        ProblemType.CONTENT_TOO_LARGE,
                        "The body is larger than " + HttpEdge.MAX_BODY_BYTES / 1024 + " KiB; send less at once.");
            default -> isRead(context) ? Problem.ofRead(failure) : Problem.of(failure);
        };
    }

    private static boolean isRead(RoutingContext context) {
        HttpMethod method = context.request().method();
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }

    private static Future<Void> write(HttpServerResponse response, Problem problem, String requestId) {
        problem.headers().forEach(response::putHeader);
        return response.setStatusCode(problem.type().status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(problem.body(requestId));
    }

    /** What Netty could not even decode never reaches a route. */
    static void refuseUnreadable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problem problem;
        if (cause instanceof TooLongHttpLineException) {
            problem = new Problem(
                    ProblemType.URI_TOO_LONG, "The address is longer than " + HttpEdge.MAX_LINE_BYTES + " characters.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            problem = new Problem(
                    ProblemType.HEADERS_TOO_LARGE,
                    "The header fields are larger than " + HttpEdge.MAX_HEADER_BYTES + " bytes.");
        } else {
            problem = new Problem(ProblemType.MALFORMED, "The request is not proper HTTP.");
        }
        String requestId = Ids.random();
        HttpEdge.mark(request.response(), requestId);
        write(request.response(), problem, requestId)
                .onComplete(written -> request.connection().close());
    }
}
