package io.quicksell.payment;

import io.quicksell.common.order.OrderEvent;
import io.quicksell.testing.RealRedis;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The index beside a real Redis. */
abstract class IndexedOrdersTestBase {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final OpenIndexes indexes = new OpenIndexes(redis);

    List<String> several(int count) {
        return IntStream.range(0, count).mapToObj(i -> orders.pending()).toList();
    }

    void complete(String id) {
        orders.store()
                .complete(id, StoredOrders.APPROVED, orders.delivered(OrderEvent.CREATED, id))
                .await();
    }

    static List<String> reversed(List<String> ids) {
        return IntStream.rangeClosed(1, ids.size())
                .mapToObj(i -> ids.get(ids.size() - i))
                .toList();
    }
}
