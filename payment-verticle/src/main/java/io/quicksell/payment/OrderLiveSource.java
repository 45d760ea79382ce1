package io.quicksell.payment;

import io.quicksell.common.live.LiveSource;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What listeners hear of orders: the whole order as it is now, under the name of its step. */
final class OrderLiveSource implements LiveSource {

    static final List<String> STREAMS = List.of(
            OrderEvent.CREATED,
            OrderEvent.COMPLETED,
            OrderEvent.FAILED,
            OrderEvent.REFUND_REQUESTED,
            OrderEvent.REFUNDED);

    private final OrderStore orders;

    OrderLiveSource(OrderStore orders) {
        this.orders = orders;
    }

    @Override
    public LiveEvent eventIn(StreamEntry entry) {
        return new LiveEvent(entry.stream(), entry.field("order_id"));
    }

    @Override
    public Future<Optional<Object>> dataOf(LiveEvent event) {
        return orders.find(event.id()).map(found -> found.map(order -> order));
    }
}
