package io.quicksell.payment;

import io.quicksell.common.order.OrderEvent;
import io.quicksell.redis.Permits;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * What the streams make payment do: charge an order that was created, refund one for which that was asked, note what of a refund could
 * not go back into stock. Money moves only once the entry that asks for it, and the order, are on as many replicas as changes wait for: a
 * failover could forget them otherwise.
 *
 * <p>What is written says whether the gateway was asked. Otherwise an order that one master does not know when it is looked up, and that the next
 * one got from a client in between, would be completed without a charge.
 */
final class PaymentHandler {

    static final List<String> STREAMS =
            List.of(OrderEvent.CREATED, OrderEvent.REFUND_REQUESTED, OrderEvent.NOT_RETURNED);

    /**
     * A gateway may answer thousands at once, for instance when it is back, and more than may wait to be completed. The poller limits how
     * many wait here.
     */
    private static final int COMPLETED_AT_ONCE = 256;

    private final OrderStore orders;
    private final GatewayVerticle gateway;
    private final Permits completing = new Permits(COMPLETED_AT_ONCE, Integer.MAX_VALUE);

    PaymentHandler(OrderStore orders, GatewayVerticle gateway) {
        this.orders = orders;
        this.gateway = gateway;
    }

    /** Succeeds when the entry's effect and its acknowledgement are in Redis. */
    Future<Void> handle(StreamEntry entry) {
        return switch (entry.stream()) {
            case OrderEvent.CREATED -> charge(entry);
            case OrderEvent.REFUND_REQUESTED -> refund(entry);
            case OrderEvent.NOT_RETURNED ->
                orders.noteNotReturned(entry.field("order_id"), entry.field("lines"), entry);
            default -> throw new IllegalArgumentException("not a stream of payments: " + entry.stream());
        };
    }

    private Future<Void> charge(StreamEntry entry) {
        String id = entry.field("order_id");
        return orders.payment(id)
                .compose(payment -> payment.filter(due -> due.status() == OrderStatus.PENDING)
                        .map(due -> orders.replicated()
                                .compose(safe -> gateway.charge(id, due.total()))
                                .map(Optional::of))
                        .orElse(Future.succeededFuture(Optional.empty())))
                .compose(charge -> completing.run(() -> orders.complete(id, charge, entry)));
    }

    private Future<Void> refund(StreamEntry entry) {
        String id = entry.field("order_id");
        String reason = entry.fields().getOrDefault("reason", "");
        boolean restock = Boolean.parseBoolean(entry.fields().getOrDefault("restock", "true"));
        return orders.payment(id)
                .compose(payment -> payment.filter(made -> made.status() == OrderStatus.COMPLETED)
                        .map(made -> orders.replicated()
                                .compose(safe -> gateway.refund(id, made.chargeId(), made.total()))
                                .map(true))
                        .orElse(Future.succeededFuture(false)))
                .compose(paidBack -> orders.refund(id, paidBack, reason, restock, entry));
    }
}
