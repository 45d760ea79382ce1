package io.quicksell.common.peer;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.tls.Trust;
import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends requests to the other service. Each request must be harmless when it is repeated.
 *
 * <p>In one process a request is asked once, as an object ({@link #ask}). Everywhere else it is JSON, and can get lost: a try that is not
 * answered within {@value #TRY_MILLIS} ms gets another one beside it, that one after twice as long, and so on:
 * four in the {@value #DEADLINE_MILLIS} ms that a request has. The first proper response to any of them counts, however late it comes.
 *
 * <p>Not thread-safe: for one event loop.
 */
public final class Peer {

    /** How a request is sent. */
    interface Transport {
        /**
         * Sends a request once.
         *
         * @param turn whose it is where there are several URLs: each try of a request has the next number
         * @return the response; fails with {@link Unreached} if the request certainly did not arrive
         */
        Future<PeerResponse> send(PeerRequest request, int turn, long timeoutMillis);
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

    /** The share of a wait by which it may be longer. */
    private static final int JITTER = 8;

    private static final int UNAVAILABLE = 503;
    private static final int OUTCOME_UNKNOWN = 504;

    private final Vertx vertx;
    private final String name;
    private final Transport transport;
    private final boolean maybeHere;
    private int turns;

    /** A service that needs no key: on the event bus, or with routes that are open to all. */
    public Peer(Vertx vertx, String name, String url) {
        this(vertx, name, url, ServiceKey.NONE, Trust.OF_JAVA, BusProof.NONE);
    }

    /**
     * @param name of the other service, as clients know it
     * @param url the other service's base URL, or empty to use the event bus
     * @param key sent with each request over HTTP
     * @param trust by what the other service is known over HTTPS
     * @param proof of each request over the event bus
     */
    public Peer(Vertx vertx, String name, String url, ServiceKey key, Trust trust, BusProof proof) {
        this.vertx = vertx;
        this.name = name;
        this.maybeHere = url.isEmpty();
        InProcess.prepare(vertx);
        this.transport = url.isEmpty() ? new BusTransport(vertx, proof) : new HttpTransport(vertx, url, key, trust);
    }

    /**
     * Asks the service for something as an object, where it is in this process and no URL says that another one is meant.
     *
     * @param elsewhere asks the same of a service in another process
     * @return fails with a {@link Problem} with which the service refuses, or with a {@link TransientFailure}
     */
    public <A> Future<A> ask(String address, Object request, Supplier<Future<A>> elsewhere) {
        if (!maybeHere) {
            return elsewhere.get();
        }
        return InProcess.<A>ask(vertx, address, request, DEADLINE_MILLIS).recover(failure -> {
            if (failure instanceof Unreached) {
                return elsewhere.get();
            }
            return Future.failedFuture(failure instanceof ReplyException ? silent() : failure);
        });
    }

    /**
     * Sends a request, and repeats it if necessary.
     *
     * @return the response; fails with a {@link TransientFailure}: not carried out if the request certainly never arrived, otherwise
     *     unknown
     */
    public Future<PeerResponse> send(PeerRequest request) {
        return new Attempts(request).begin();
    }

    /** A request with all its tries. */
    private final class Attempts {
        private final PeerRequest request;
        private final long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        private final Promise<PeerResponse> promise = Promise.promise();
        private int turn = turns++;
        private int open;
        private boolean surelyUntouched = true;
        private long patienceMillis = TRY_MILLIS;
        private long pauseMillis = PAUSE_MILLIS;
        private long nextTry;

        private Attempts(PeerRequest request) {
            this.request = request;
        }

        private Future<PeerResponse> begin() {
            long deadline = vertx.setTimer(DEADLINE_MILLIS, passed -> promise.tryFail(silent()));
            promise.future().onComplete(ended -> {
                vertx.cancelTimer(deadline);
                vertx.cancelTimer(nextTry);
            });
            send();
            return promise.future();
        }

        private void send() {
            open++;
            nextTry = vertx.setTimer(withJitter(patienceMillis), silence -> {
                patienceMillis *= 2;
                send();
            });
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            Future.succeededFuture(request)
                    .compose(sent -> transport.send(sent, turn++, Math.max(1, leftMillis)))
                    .onComplete(this::ended);
        }

        /** That this try changed nothing says nothing of another one, of which the outcome is unknown. */
        private void ended(AsyncResult<PeerResponse> result) {
            open--;
            int status = result.succeeded() ? result.result().status() : OUTCOME_UNKNOWN;
            boolean unreached = result.cause() instanceof Unreached;
            surelyUntouched &= unreached || status == UNAVAILABLE;
            if (status != UNAVAILABLE && status != OUTCOME_UNKNOWN) {
                promise.tryComplete(result.result());
            } else if (open == 0 && !promise.future().isComplete()) {
                if (!surelyUntouched) {
                    sendAfterAPause();
                } else if (unreached) {
                    promise.fail(away(result.cause()));
                } else {
                    promise.complete(result.result());
                }
            }
        }

        /** A little longer, so that many that met the same silence do not all try again in the same instant. */
        private static long withJitter(long millis) {
            return millis + ThreadLocalRandom.current().nextLong(millis / JITTER);
        }

        private void sendAfterAPause() {
            vertx.cancelTimer(nextTry);
            nextTry = vertx.setTimer(pauseMillis, over -> send());
            pauseMillis *= 2;
        }
    }

    private TransientFailure away(Throwable cause) {
        return new TransientFailure(
                Outcome.NOT_CARRIED_OUT,
                "The " + name + " service is not there just now. Nothing was changed; please try again.",
                cause);
    }

    private TransientFailure silent() {
        return new TransientFailure(
                Outcome.UNKNOWN,
                "The " + name
                        + " service did not answer in time. Please look before you repeat it; an order is safe to"
                        + " repeat with the same Idempotency-Key.",
                null);
    }
}
