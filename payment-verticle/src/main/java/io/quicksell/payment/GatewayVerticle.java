package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/**
 * The worker verticle that talks to the payment gateway, so that a gateway that blocks never holds an event loop. It answers
 * local requests only; a request that gets lost leaves its stream entry pending.
 */
final class GatewayVerticle extends VerticleBase {

    private static final int GATEWAY_FAILED = 1;

    private final String address;
    private final PaymentGateway gateway;

    /**
     * @param address where it hears, on this node only
     */
    GatewayVerticle(String address, PaymentGateway gateway) {
        this.address = address;
        this.gateway = gateway;
    }

    static String charging(String address) {
        return address + ".charge";
    }

    static String refunding(String address) {
        return address + ".refund";
    }

    @Override
    public Future<?> start() {
        vertx.eventBus()
                .<JsonObject>localConsumer(
                        charging(address),
                        message -> answer(
                                message,
                                gateway.charge(orderId(message), amount(message))
                                        .map(charge -> new JsonObject()
                                                .put("id", charge.id())
                                                .put("decline_reason", charge.declineReason()))));
        vertx.eventBus()
                .<JsonObject>localConsumer(
                        refunding(address),
                        message -> answer(
                                message,
                                gateway.refund(orderId(message), amount(message))
                                        .map(new JsonObject())));
        return Future.succeededFuture();
    }

    private static void answer(Message<JsonObject> message, Future<JsonObject> answer) {
        answer.onSuccess(message::reply).onFailure(failure -> message.fail(GATEWAY_FAILED, failure.getMessage()));
    }

    private static String orderId(Message<JsonObject> message) {
        return message.body().getString("order_id");
    }

    private static Money amount(Message<JsonObject> message) {
        return new Money(message.body().getLong("cents"));
    }
}
