package io.quicksell.common.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;

/**
 * Reads the bodies of requests: each within {@link #MAX_BODY_BYTES} and {@link #DEADLINE_MILLIS}, and all that are in flight at once
 * within {@link #MAX_BYTES_IN_FLIGHT}, those of one client within {@link #MAX_BYTES_OF_ONE_CLIENT}. A body is in flight until its request
 * is answered; one of unknown length counts as the largest.
 *
 * <p>Not thread-safe: for one event loop.
 */
public final class RequestBodies {

    /** The largest body that is read: 64 KiB. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    static final long MAX_BYTES_IN_FLIGHT = 8 * 1024 * 1024;
    static final int MAX_BYTES_OF_ONE_CLIENT = 2 * 1024 * 1024;
    static final long DEADLINE_MILLIS = 10_000;

    private final Vertx vertx;
    private final Function<HttpServerRequest, String> clientOf;
    private final Shares clients;
    private final long deadlineMillis;
    private final long maxBytesInFlight;
    private long bytesInFlight;

    /**
     * @param clientOf whose share a request takes
     */
    RequestBodies(Vertx vertx, Function<HttpServerRequest, String> clientOf) {
        this(vertx, clientOf, DEADLINE_MILLIS, MAX_BYTES_IN_FLIGHT, MAX_BYTES_OF_ONE_CLIENT);
    }

    RequestBodies(
            Vertx vertx,
            Function<HttpServerRequest, String> clientOf,
            long deadlineMillis,
            long maxBytesInFlight,
            int maxBytesOfOneClient) {
        this.vertx = vertx;
        this.clientOf = clientOf;
        this.clients = new Shares(maxBytesOfOneClient);
        this.deadlineMillis = deadlineMillis;
        this.maxBytesInFlight = maxBytesInFlight;
    }

    /** Whether a request has a body, be it empty. */
    public static boolean has(HttpServerRequest request) {
        return announcedBytes(request) > 0;
    }

    /**
     * The whole body of a request that has one; or the problem that refuses it: 413 or 503 before it is read, 408 if it is not there in
     * time.
     */
    public Future<Buffer> read(HttpServerRequest request) {
        return new Reading(request).begin();
    }

    /** Ends the connection if a body, whose request is answered already, is not here in time: nobody waits for it. */
    void giveUpRest(HttpServerRequest answered) {
        if (!answered.isEnded()) {
            answered.resume();
            vertx.setTimer(deadlineMillis, late -> {
                if (!answered.isEnded()) {
                    answered.connection().close();
                }
            });
        }
    }

    private static long announcedBytes(HttpServerRequest request) {
        if (request.getHeader("Transfer-Encoding") != null) {
            return MAX_BODY_BYTES;
        }
        String length = request.getHeader("Content-Length");
        return length == null ? 0 : Long.parseLong(length);
    }

    private final class Reading {
        private final HttpServerRequest request;
        private final String client;
        private final Promise<Buffer> whole = Promise.promise();
        private final Buffer body = Buffer.buffer();
        private int counted;
        private long timer;

        Reading(HttpServerRequest request) {
            this.request = request;
            this.client = clientOf.apply(request);
        }

        Future<Buffer> begin() {
            long announced = announcedBytes(request);
            request.handler(this::take).endHandler(end -> end()).exceptionHandler(this::breakOff);
            timer = vertx.setTimer(deadlineMillis, late -> giveUp());
            if (announced > MAX_BODY_BYTES) {
                whole.fail(tooLarge());
            } else if (!hasRoomFor((int) announced)) {
                whole.fail(new Problem(
                        ProblemType.UNAVAILABLE,
                        "Too much is being sent here at once. Nothing was changed; please try again."));
            } else {
                if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                    request.response().writeContinue();
                }
            }
            request.resume();
            return whole.future();
        }

        private boolean hasRoomFor(int bytes) {
            if (bytesInFlight + bytes > maxBytesInFlight || !clients.take(client, bytes)) {
                return false;
            }
            counted = bytes;
            bytesInFlight += bytes;
            request.response().endHandler(answered -> discount()).closeHandler(gone -> discount());
            return true;
        }

        private void discount() {
            bytesInFlight -= counted;
            clients.giveBack(client, counted);
            counted = 0;
        }

        private void take(Buffer chunk) {
            if (whole.future().isComplete()) {
                return;
            }
            if (body.length() + chunk.length() > MAX_BODY_BYTES) {
                whole.fail(tooLarge());
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void end() {
            vertx.cancelTimer(timer);
            whole.tryComplete(body);
        }

        private void breakOff(Throwable failure) {
            vertx.cancelTimer(timer);
            whole.tryFail(new Problem(ProblemType.MALFORMED, "The request could not be read."));
        }

        private void giveUp() {
            if (whole.future().isComplete()) {
                return; // refused already, or read
            }
            request.response().endHandler(answered -> {
                discount();
                request.connection().close();
            });
            whole.fail(new Problem(
                            ProblemType.REQUEST_TIMEOUT,
                            "The body was not here " + deadlineMillis / 1000 + " s after its request had begun.")
                    .header("Connection", "close"));
        }
    }

    private static Problem tooLarge() {
        return new Problem(
                ProblemType.CONTENT_TOO_LARGE,
                "The body is larger than " + MAX_BODY_BYTES / 1024 + " KiB; send less at once.");
    }
}
