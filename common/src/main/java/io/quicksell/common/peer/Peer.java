package io.quicksell.common.peer;

import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * The other service, to be asked a question that may be lost and repeated without harm.
 *
 * <p>Each try has {@value #TRY_MILLIS} ms, or what is left of the {@value #DEADLINE_MILLIS} ms since the first. A try whose
 * outcome is unknown is repeated, with the same question, until then.
 */
public final class Peer {

    /** How a question travels. */
    interface Transport {
        /**
         * Sends it once.
         *
         * @return the answer; fails with {@link Unreached} if the question surely did not arrive
         */
        Future<PeerResponse> send(PeerRequest question, long timeoutMillis);
    }

    /** The question surely did not arrive. */
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
     * @param name what clients are told is away
     * @param url the other service's base URL, or empty to ask over the event bus
     */
    public Peer(Vertx vertx, String name, String url) {
        this.vertx = vertx;
        this.name = name;
        this.transport = url.isEmpty() ? new BusTransport(vertx) : new HttpTransport(vertx, url);
    }

    /**
     * Asks.
     *
     * @return the answer; fails with a {@link TransientFailure}: not carried out if the request surely never arrived, unknown otherwise
     */
    public Future<PeerResponse> ask(PeerRequest question) {
        Promise<PeerResponse> promise = Promise.promise();
        ask(question, System.nanoTime() + DEADLINE_MILLIS * 1_000_000, true, promise);
        return promise.future();
    }

    /**
     * @param untouched whether no earlier try can have arrived
     */
    private void ask(PeerRequest question, long deadlineNanos, boolean untouched, Promise<PeerResponse> promise) {
        long leftMillis = Math.max(1, millisUntil(deadlineNanos));
        Future.succeededFuture(question)
                .compose(asked -> transport.send(asked, Math.min(TRY_MILLIS, leftMillis)))
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
                                PAUSE_MILLIS, timer -> ask(question, deadlineNanos, untouched && unreached, promise));
                    }
                });
    }

    /** That this try changed nothing says nothing of an earlier one, of which the outcome is unknown. */
    private static boolean isFinal(int status, boolean untouched) {
        return status != OUTCOME_UNKNOWN && (status != UNAVAILABLE || untouched);
    }

    private static long millisUntil(long deadlineNanos) {
        return (deadlineNanos - System.nanoTime()) / 1_000_000;
    }
}
