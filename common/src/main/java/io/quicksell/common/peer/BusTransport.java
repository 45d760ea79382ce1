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
    private static final String STATUS = "status";

    private final Vertx vertx;

    BusTransport(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Future<PeerResponse> send(PeerRequest request, int turn, long timeoutMillis) {
        return vertx.eventBus()
                .<Buffer>request(request.address(), request.body(), options(timeoutMillis))
                .map(reply -> new PeerResponse(Integer.parseInt(reply.headers().get(STATUS)), reply.body()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS
                                ? new Peer.Unreached(failure)
                                : failure));
    }

    /**
     * Serves the requests that are sent to an address.
     *
     * @return completes when every node can send requests
     */
    public static Future<Void> serve(Vertx vertx, String address, Function<Buffer, Future<Reply>> handler) {
        return vertx.eventBus()
                .consumer(address, message -> {
                    Provenance.receive(message.headers());
                    body(message)
                            .compose(handler)
                            .onSuccess(reply -> respond(message, reply.status(), reply.body()))
                            .onFailure(failure -> respond(message, address, failure));
                })
                .completion();
    }

    /** Whatever is on the bus may be sent here. */
    private static Future<Buffer> body(Message<?> message) {
        return message.body() instanceof Buffer json
                ? Future.succeededFuture(json)
                : Future.failedFuture(new Problem(ProblemType.MALFORMED, "The body must be JSON, in a buffer."));
    }

    private static DeliveryOptions options(long timeoutMillis) {
        return Provenance.send(new DeliveryOptions().setSendTimeout(timeoutMillis));
    }

    private static void respond(Message<?> message, String address, Throwable failure) {
        Problem problem = Problem.of(failure);
        if (problem.type() == ProblemType.INTERNAL) {
            LOG.error("Request to {} failed", address, failure);
        }
        respond(message, problem.type().status(), problem.body(null));
    }

    private static void respond(Message<?> message, int status, Buffer body) {
        message.reply(body, new DeliveryOptions().addHeader(STATUS, String.valueOf(status)));
    }
}
