package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the streams make payment do: charge an order that was created, refund one for which that was asked. */
final class PaymentHandler {

    static final List<String> STREAMS = List.of(OrderEvent.CREATED, OrderEvent.REFUND_REQUESTED);

    private static final long GATEWAY_LIMIT_MILLIS = 30_000;

    /** For an order that is not there, or not pending any more: it changes neither. */
    private static final Charge NOT_ASKED_FOR = new Charge("", "");

    private final Vertx vertx;
    private final OrderStore orders;
    private final String gateway;
    private final DeliveryOptions patience;

    /**
     * @param gateway the address of the worker verticle
     * @param delayMillis how long a charge usually takes
     */
    PaymentHandler(Vertx vertx, OrderStore orders, String gateway, int delayMillis) {
        this.vertx = vertx;
        this.orders = orders;
        this.gateway = gateway;
        this.patience = new DeliveryOptions().setLocalOnly(true).setSendTimeout(delayMillis + GATEWAY_LIMIT_MILLIS);
    }

    /** Succeeds when the entry's effect and its acknowledgement are in Redis. */
    Future<Void> handle(StreamEntry entry) {
        return switch (entry.stream()) {
            case OrderEvent.CREATED -> charge(entry);
            case OrderEvent.REFUND_REQUESTED -> refund(entry);
            default -> throw new IllegalArgumentException("not a stream of payments: " + entry.stream());
        };
    }

    private Future<Void> charge(StreamEntry entry) {
        String id = entry.field("order_id");
        return orders.find(id)
                .compose(order -> order.filter(known -> known.status() == OrderStatus.PENDING)
                        .map(known -> ask(GatewayVerticle.charging(gateway), id, known.total())
                                .map(answer -> new Charge(answer.getString("id"), answer.getString("decline_reason"))))
                        .orElse(Future.succeededFuture(NOT_ASKED_FOR)))
                .compose(charge -> orders.complete(id, charge, entry));
    }

    private Future<Void> refund(StreamEntry entry) {
        String id = entry.field("order_id");
        String reason = entry.fields().getOrDefault("reason", "");
        boolean restock = Boolean.parseBoolean(entry.fields().getOrDefault("restock", "true"));
        return orders.find(id)
                .compose(order -> order.filter(known -> known.status() == OrderStatus.COMPLETED)
                        .map(known -> ask(GatewayVerticle.refunding(gateway), id, known.total()))
                        .orElse(Future.succeededFuture()))
                .compose(refunded -> orders.refund(id, reason, restock, entry));
    }

    private Future<JsonObject> ask(String address, String orderId, Money amount) {
        JsonObject question = new JsonObject().put("order_id", orderId).put("cents", amount.cents());
        return vertx.eventBus()
                .<JsonObject>request(address, question, patience)
                .map(Message::body)
                .recover(failure -> Future.failedFuture(new TransientFailure(
                        Outcome.UNKNOWN, "the payment gateway is away: " + failure.getMessage(), failure)));
    }
}
