package io.quicksell.common.peer;

import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.RequestId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions over the Vert.x event bus: the JSON of the HTTP route as body, the status of its answer as a header. */
public final class BusTransport implements Peer.Transport {

    private static final Logger LOG = LoggerFactory.getLogger(BusTransport.class);
    private static final String STATUS = "status";

    private final Vertx vertx;

    BusTransport(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Future<PeerResponse> send(PeerRequest question, long timeoutMillis) {
        return vertx.eventBus()
                .<Buffer>request(question.address(), question.body(), options(timeoutMillis))
                .map(reply -> new PeerResponse(Integer.parseInt(reply.headers().get(STATUS)), reply.body()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS
                                ? new Peer.Unreached(failure)
                                : failure));
    }

    /**
     * Answers the questions that come to an address.
     *
     * @return completed when questions can come from every node
     */
    public static Future<Void> serve(Vertx vertx, String address, Function<Buffer, Future<Reply>> handler) {
        return vertx.eventBus()
                .<Buffer>consumer(address, message -> {
                    Optional.ofNullable(message.headers().get(HttpEdge.REQUEST_ID))
                            .ifPresent(RequestId::set);
                    Future.succeededFuture(message.body())
                            .compose(handler)
                            .onSuccess(reply -> answer(message, reply.status(), reply.body()))
                            .onFailure(failure -> answer(message, address, failure));
                })
                .completion();
    }

    private static DeliveryOptions options(long timeoutMillis) {
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(timeoutMillis);
        RequestId.current().ifPresent(id -> options.addHeader(HttpEdge.REQUEST_ID, id));
        return options;
    }

    private static void answer(Message<Buffer> message, String address, Throwable failure) {
        Problem problem = Problem.of(failure);
        if (problem.type() == ProblemType.INTERNAL) {
            LOG.error("Request to {} failed", address, failure);
        }
        answer(message, problem.type().status(), problem.body(null));
    }

    private static void answer(Message<Buffer> message, int status, Buffer body) {
        message.reply(body, new DeliveryOptions().addHeader(STATUS, String.valueOf(status)));
    }
}
