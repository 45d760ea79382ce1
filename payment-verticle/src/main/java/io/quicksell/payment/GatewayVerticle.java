package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.trace.Traces;
import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The worker verticle that talks to the payment gateway, one for all instances of payment in a process. It is asked from any event
 * loop and answers there; a request that gets lost leaves its stream entry pending.
 *
 * <p>A worker verticle runs one task after the other. So each call of the gateway goes to a pool of threads, without order, and the
 * verticle's own context, which is never blocked, has the time-outs and whatever a gateway completes later.
 */
public final class GatewayVerticle extends VerticleBase {

    private static final String POOL = "payment-gateway";

    private final PaymentConfig config;
    private final Function<Vertx, PaymentGateway> connect;
    private final GatewayTimes times;

    private PaymentGateway gateway;
    private WorkerExecutor threads;

    /** With the simulated gateway. */
    public GatewayVerticle(PaymentConfig config, Meters meters) {
        this(
                config,
                vertx -> new SimulatedGateway(vertx, config.delayMillis(), Money.of(config.declineAbove())),
                meters);
    }

    /**
     * @param connect makes the gateway at the start, so that its clients and timers are closed with the verticle
     */
    GatewayVerticle(PaymentConfig config, Function<Vertx, PaymentGateway> connect) {
        this(config, connect, Meters.NONE);
    }

    GatewayVerticle(PaymentConfig config, Function<Vertx, PaymentGateway> connect, Meters meters) {
        this.config = config;
        this.connect = connect;
        this.times = new GatewayTimes(meters);
    }

    /** How it has to be deployed. */
    public static DeploymentOptions options() {
        return new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    }

    @Override
    public Future<?> start() {
        threads = vertx.createSharedWorkerExecutor(
                POOL, config.gatewayThreads(), config.gatewayTimeoutMillis(), TimeUnit.MILLISECONDS);
        gateway = connect.apply(vertx);
        return Future.succeededFuture();
    }

    /** As {@link PaymentGateway#charge}, completed in the caller's context. */
    Future<Charge> charge(String orderId, Money amount) {
        return times.ofCharge(
                Traces.gateway("charge", orderId, trace -> request(() -> gateway.charge(orderId, amount))));
    }

    /** As {@link PaymentGateway#refund}, completed in the caller's context. */
    Future<Void> refund(String orderId, Optional<String> chargeId, Money amount) {
        return times.ofRefund(
                Traces.gateway("refund", orderId, trace -> request(() -> gateway.refund(orderId, chargeId, amount))));
    }

    private <T> Future<T> request(Callable<Future<T>> call) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> response = Promise.promise();
        context.runOnContext(
                here -> run(call).onComplete(result -> caller.runOnContext(there -> response.handle(result))));
        return response.future();
    }

    /** The time-out counts from when a thread takes the call; what waits for a thread is limited by the payments in flight. */
    private <T> Future<T> run(Callable<Future<T>> call) {
        Promise<T> answer = Promise.promise();
        threads.executeBlocking(
                        () -> {
                            long limit = vertx.setTimer(config.gatewayTimeoutMillis(), late -> answer.tryFail(late()));
                            answer.future().onComplete(answered -> vertx.cancelTimer(limit));
                            return Objects.requireNonNull(call.call(), "the payment gateway returned no future");
                        },
                        false)
                .compose(Function.identity())
                .onSuccess(answer::tryComplete)
                .onFailure(answer::tryFail);
        return answer.future();
    }

    private TransientFailure late() {
        return new TransientFailure(
                Outcome.UNKNOWN,
                "the payment gateway did not answer within " + config.gatewayTimeoutMillis() + " ms",
                null);
    }
}
