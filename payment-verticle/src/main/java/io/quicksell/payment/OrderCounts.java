package io.quicksell.payment;

import io.quicksell.common.metrics.Meter;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.metrics.Metric;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Map;

/** How many orders this process brought to each status. A new one is counted as placed. */
final class OrderCounts {

    private static final String PLACED = "placed";

    private final Map<OrderStatus, Meter> counts = new EnumMap<>(OrderStatus.class);

    OrderCounts(Meters meters) {
        for (OrderStatus status : OrderStatus.values()) {
            counts.put(status, meters.of(Metric.ORDERS, status == OrderStatus.PENDING ? PLACED : status.text()));
        }
    }

    /** Counts one more, whose status was written by the decision of this process. */
    Future<Void> count(OrderStatus status) {
        counts.get(status).record(1);
        return Future.succeededFuture();
    }
}
