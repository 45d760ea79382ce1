package io.quicksell.inventory;

import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.PaymentPeer.KnownOrder;
import io.quicksell.inventory.ReservationStore.Settled;
import io.quicksell.inventory.ReservationStore.SettledLate;
import io.quicksell.inventory.ReservationStore.Verdict;
import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the events of orders to stock. An entry may come twice, late, or before an older one. */
final class StockHandler {

    static final List<String> STREAMS = List.of(OrderEvent.COMPLETED, OrderEvent.FAILED, OrderEvent.REFUNDED);

    private static final Logger LOG = LoggerFactory.getLogger(StockHandler.class);

    private final ReservationStore reservations;
    private final PaymentPeer payment;

    StockHandler(ReservationStore reservations, PaymentPeer payment) {
        this.reservations = reservations;
        this.payment = payment;
    }

    /** Succeeds when the entry's effect and its acknowledgement are in Redis. */
    Future<Void> handle(StreamEntry entry) {
        OrderEvent order = OrderEvent.of(entry);
        return switch (entry.stream()) {
            case OrderEvent.COMPLETED -> settle(order, entry);
            case OrderEvent.FAILED -> reservations.returnUnits(order, entry);
            case OrderEvent.REFUNDED ->
                order.restock() ? reservations.returnUnits(order, entry) : reservations.acknowledge(entry);
            default -> throw new IllegalArgumentException("not a stream of orders: " + entry.stream());
        };
    }

    private Future<Void> settle(OrderEvent order, StreamEntry entry) {
        return reservations
                .settle(order, entry)
                .compose(settled ->
                        settled == Settled.UNRESERVED ? settleUnreserved(order, entry) : Future.succeededFuture());
    }

    private Future<Void> settleUnreserved(OrderEvent order, StreamEntry entry) {
        return payment.find(order.orderId())
                .compose(known -> verdict(order.orderId(), known))
                .compose(verdict -> reservations.settleUnreserved(order, verdict, entry))
                .compose(settled -> {
                    LOG.warn("Order {} completed without a reservation: {}", order.orderId(), settled);
                    return settled == SettledLate.CHANGED ? settle(order, entry) : Future.succeededFuture();
                });
    }

    /** That it is pending can only be from before: a process of payment may not know yet that another primary of Redis counts. */
    private static Future<Verdict> verdict(String orderId, Optional<KnownOrder> known) {
        if (known.filter(KnownOrder::isPending).isPresent()) {
            return Future.failedFuture(new TransientFailure(
                    Outcome.NOT_CARRIED_OUT, "payment says that order " + orderId + " is pending still", null));
        }
        return Future.succeededFuture(known.filter(KnownOrder::isCompleted).isPresent() ? Verdict.TAKE : Verdict.DROP);
    }
}
