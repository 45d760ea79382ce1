package io.quicksell.common.peer;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests between the services of one process: what is asked and what is answered are objects that nobody changes, and are handed over as
 * they are. Nothing of it leaves the process, also where its event bus is one with those of others.
 */
public final class InProcess {

    private static final Logger LOG = LoggerFactory.getLogger(InProcess.class);
    private static final MessageCodec<Object, Object> AS_IT_IS = new AsItIs();

    private InProcess() {}

    /**
     * Serves the requests that are sent to an address by services of this process.
     *
     * @return completes when they can send requests
     */
    public static <Q, A> Future<Void> serve(Vertx vertx, String address, Function<Q, Future<A>> handler) {
        prepare(vertx);
        return vertx.eventBus()
                .<Q>localConsumer(here(address), message -> {
                    Provenance.receive(message.headers());
                    Future.succeededFuture(message.body())
                            .compose(handler)
                            .onSuccess(answer -> message.reply(answer, options()))
                            .onFailure(failure -> refuse(message, address, failure));
                })
                .completion();
    }

    /**
     * Asks once: nothing is lost on the way.
     *
     * @return fails with what the handler failed with, as a {@link Problem}; with {@link Peer.Unreached} if nobody in this process serves
     *     that address; with another {@link ReplyException} if the answer does not come in time
     */
    static <A> Future<A> ask(Vertx vertx, String address, Object request, long timeoutMillis) {
        DeliveryOptions options = Provenance.send(options().setLocalOnly(true).setSendTimeout(timeoutMillis));
        return vertx.eventBus()
                .<A>request(here(address), request, options)
                .map(Message::body)
                .recover(failure -> Future.failedFuture(
                        failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS
                                ? new Peer.Unreached(failure)
                                : failure))
                .compose(answer -> answer instanceof Problem problem
                        ? Future.failedFuture(problem)
                        : Future.succeededFuture(answer));
    }

    /** Where objects can be sent at all; once for each Vert.x. */
    static void prepare(Vertx vertx) {
        try {
            vertx.eventBus().registerCodec(AS_IT_IS);
        } catch (IllegalStateException known) {
            LOG.trace("prepared by another service", known);
        }
    }

    private static String here(String address) {
        return address + " (in this process)";
    }

    private static DeliveryOptions options() {
        return new DeliveryOptions().setCodecName(AS_IT_IS.name());
    }

    private static void refuse(Message<?> request, String address, Throwable failure) {
        Problem problem = Problem.of(failure);
        if (problem.type() == ProblemType.INTERNAL) {
            LOG.error("Request to {} failed", address, failure);
        }
        request.reply(problem, options());
    }

    private static final class AsItIs implements MessageCodec<Object, Object> {

        @Override
        public Object transform(Object body) {
            return body;
        }

        @Override
        public void encodeToWire(Buffer wire, Object body) {
            throw new UnsupportedOperationException("it stays in this process");
        }

        @Override
        public Object decodeFromWire(int position, Buffer wire) {
            throw new UnsupportedOperationException("it stays in this process");
        }

        @Override
        public String name() {
            return "as-it-is";
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
