package io.quicksell.common.peer;

import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Sends requests to the other service. Each request must be harmless when it is repeated.
 *
 * <p>Each try has {@value #TRY_MILLIS} ms, or what is left of the {@value #DEADLINE_MILLIS} ms since the first. Until then, a try
 * whose outcome is unknown is repeated with the same request.
 */
public final class Peer {

    /** How a request is sent. */
    interface Transport {
        /**
         * Sends a request once.
         *
         * @return the response; fails with {@link Unreached} if the request certainly did not arrive
         */
        Future<PeerResponse> send(PeerRequest request, long timeoutMillis);
    }

    /** The request certainly did not arrive. */
    static final class Unreached extends RuntimeException {
        Unreached(Throwable cause) {
            super("the other service is not there", cause, false, false);
        }
    }

    static final long TRY_MILLIS = 500;
    static final long DEADLINE_MILLIS = 5_000;
    private static final long PAUSE_MILLIS = 50;
    private static final int UNAVAILABLE = 503;
    private static final int OUTCOME_UNKNOWN = 504;

    private final Vertx vertx;
    private final String name;
    private final Transport transport;

    /**
     * @param name of the other service, as clients know it
     * @param url the other service's base URL, or empty to use the event bus
     */
    public Peer(Vertx vertx, String name, String url) {
        this.vertx = vertx;
        this.name = name;
        this.transport = url.isEmpty() ? new BusTransport(vertx) : new HttpTransport(vertx, url);
    }

    /**
     * Sends a request, and repeats it if necessary.
     *
     * @return the response; fails with a {@link TransientFailure}: not carried out if the request certainly never arrived, otherwise
     *     unknown
     */
    public Future<PeerResponse> send(PeerRequest request) {
        Promise<PeerResponse> promise = Promise.promise();
        attempt(request, System.nanoTime() + DEADLINE_MILLIS * 1_000_000, true, promise);
        return promise.future();
    }

    /**
     * @param untouched whether certainly no earlier try has arrived
     */
    private void attempt(PeerRequest request, long deadlineNanos, boolean untouched, Promise<PeerResponse> promise) {
        long leftMillis = Math.max(1, millisUntil(deadlineNanos));
        Future.succeededFuture(request)
                .compose(sent -> transport.send(sent, Math.min(TRY_MILLIS, leftMillis)))
                .onComplete(result -> {
                    boolean unreached = result.failed() && result.cause() instanceof Unreached;
                    if (result.succeeded() && isFinal(result.result().status(), untouched)) {
                        promise.complete(result.result());
                    } else if (unreached && untouched) {
                        promise.fail(new TransientFailure(
                                Outcome.NOT_CARRIED_OUT,
                                "The " + name
                                        + " service is not there just now. Nothing was changed; please try again.",
                                result.cause()));
                    } else if (millisUntil(deadlineNanos) <= PAUSE_MILLIS) {
                        promise.fail(new TransientFailure(
                                Outcome.UNKNOWN,
                                "The " + name
                                        + " service did not answer in time. Please look before you repeat it; an order is safe to"
                                        + " repeat with the same Idempotency-Key.",
                                result.cause()));
                    } else {
                        vertx.setTimer(
                                PAUSE_MILLIS,
                                timer -> attempt(request, deadlineNanos, untouched && unreached, promise));
                    }
                });
    }

    /** A try that changed nothing does not settle an earlier one whose outcome is unknown. */
    private static boolean isFinal(int status, boolean untouched) {
        return status != OUTCOME_UNKNOWN && (status != UNAVAILABLE || untouched);
    }

    private static long millisUntil(long deadlineNanos) {
        return (deadlineNanos - System.nanoTime()) / 1_000_000;
    }
}
