package io.quicksell.common.peer;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests over the Vert.x event bus: the body is the JSON of the HTTP route, a header of the reply is the HTTP status. */
public final class BusTransport implements Peer.Transport {

    private static final Logger LOG = LoggerFactory.getLogger(BusTransport.class);
    static final String STATUS = "status";

    private final Vertx vertx;
    private final BusProof proof;
    private boolean isWarned;

    BusTransport(Vertx vertx, BusProof proof) {
        this.vertx = vertx;
        this.proof = proof;
    }

    @Override
    public Future<PeerResponse> send(PeerRequest request, int turn, long timeoutMillis) {
        DeliveryOptions options = Provenance.send(new DeliveryOptions().setSendTimeout(timeoutMillis));
        proof.add(options, request.address(), request.body());
        return vertx.eventBus()
                .<Buffer>request(request.address(), request.body(), options)
                .compose(reply -> proven(reply, options))
                .map(reply -> new PeerResponse(Integer.parseInt(reply.headers().get(STATUS)), reply.body()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS
                                ? new Peer.Unreached(failure)
                                : failure));
    }

    /** As if it had not come, if it has no proof: somebody else has taken the request, or the keys of the services differ. */
    private Future<Message<Buffer>> proven(Message<Buffer> reply, DeliveryOptions request) {
        if (request.getHeaders() == null
                || proof.isIn(reply.headers(), BusProof.responseTo(request.getHeaders()), reply.body())) {
            return Future.succeededFuture(reply);
        }
        if (!isWarned) {
            LOG.warn(
                    "A response on the event bus does not prove that it comes from a service: every process needs the same"
                            + " serviceKey, and a clock that is right to {} s",
                    BusProof.FRESH_MILLIS / 1_000);
            isWarned = true;
        }
        return Future.failedFuture("a response without proof");
    }

    /** The same, where no proof is asked for. */
    public static Future<Void> serve(Vertx vertx, String address, Function<Buffer, Future<Reply>> handler) {
        return serve(vertx, address, BusProof.NONE, handler);
    }

    /**
     * Serves the requests that are sent to an address.
     *
     * @param proof without which a request is refused before anything is done
     * @return completes when every node can send requests
     */
    public static Future<Void> serve(
            Vertx vertx, String address, BusProof proof, Function<Buffer, Future<Reply>> handler) {
        return vertx.eventBus()
                .consumer(address, message -> {
                    if (proof.isIn(message.headers(), address, message.body())) {
                        Provenance.receive(message.headers());
                        body(message)
                                .compose(handler)
                                .onSuccess(reply -> respond(message, proof, reply.status(), reply.body()))
                                .onFailure(failure -> respond(message, proof, address, failure));
                    } else {
                        respond(message, proof, address, unproven());
                    }
                })
                .completion();
    }

    private static Problem unproven() {
        return new Problem(
                ProblemType.UNAUTHENTICATED,
                "This is for the other service, which proves by its serviceKey that it has sent a message, no more than "
                        + BusProof.FRESH_MILLIS / 1_000 + " s ago.");
    }

    /** Whatever is on the bus may be sent here. */
    private static Future<Buffer> body(Message<?> message) {
        return message.body() instanceof Buffer json
                ? Future.succeededFuture(json)
                : Future.failedFuture(new Problem(ProblemType.MALFORMED, "The body must be JSON, in a buffer."));
    }

    private static void respond(Message<?> message, BusProof proof, String address, Throwable failure) {
        Problem problem = Problem.of(failure);
        if (problem.type() == ProblemType.INTERNAL) {
            LOG.error("Request to {} failed", address, failure);
        }
        respond(message, proof, problem.type().status(), problem.body(null));
    }

    private static void respond(Message<?> message, BusProof proof, int status, Buffer body) {
        DeliveryOptions options = new DeliveryOptions().addHeader(STATUS, String.valueOf(status));
        proof.add(options, BusProof.responseTo(message.headers()), body);
        message.reply(body, options);
    }
}
