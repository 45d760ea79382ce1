package io.quicksell.payment;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.once.Change;
import io.quicksell.common.once.IdempotencyKey;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is written of an order today is read by every later release: its id, its digest, its keys, its events. */
class PinnedOrdersTest {

    @Order(1)
    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Order(2)
    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    private static final List<Line> LINES = List.of(new Line("11111111-1111-4111-8111-111111111111", 3));

    @Test
    void theIdThatAKeyGivesInANamespace() {
        assertEquals(
                "e1bdb43e-0a35-5c87-a228-21ec1af447b9",
                new IdempotencyKey("order-4711", "anonymous")
                        .idIn(UUID.fromString("6ba1c0de-51fe-4a67-9d0d-71f3f3a4b7c5")));
    }

    @Test
    void theDigestOfARequest() {
        assertEquals("0baa62dd907610130b1f7989ace57c68", new OrderRequest(LINES, "", Optional.empty()).digest());
        assertEquals("76176a0ff7805dc21de3209beb173359", new OrderRequest(LINES, "PO-77", Optional.empty()).digest());
    }

    /** With its lines in the sequence in which they were sent first, as every release has stored it. */
    @Test
    void theDigestOfAnOrderOfSeveralLines() {
        OrderRequest riceAndTea =
                new OrderRequest(List.of(StoredOrders.RICE.line(), StoredOrders.TEA.line()), "", Optional.empty());

        assertEquals(
                "d6bd2570c0cc1aab90c6536cff16a757", riceAndTea.digestAs(List.of(StoredOrders.RICE, StoredOrders.TEA)));
        assertEquals(
                "a9939ee0e96bdd10598f71f484358a84", riceAndTea.digestAs(List.of(StoredOrders.TEA, StoredOrders.RICE)));
    }

    @Test
    void theEventsOfAnOrder() {
        String id = orders.refunded();
        Map<String, String> paid = Map.of(
                "v", "1",
                "order_id", id,
                "lines", StoredOrders.TEA_LINES,
                "product_id", "11111111-1111-4111-8111-111111111111",
                "price", "250",
                "quantity", "3",
                "fee", "150",
                "total", "900");

        assertEquals(Map.of("v", "1", "order_id", id), only(OrderEvent.CREATED));
        assertEquals(with(paid, "status", "completed"), only(OrderEvent.COMPLETED));
        assertEquals(
                with(paid, "status", "refunded", "reason", "too late", "restock", "true"), only(OrderEvent.REFUNDED));
    }

    @Test
    void theEventOfAnOrderThatFailed() {
        String id = orders.failed();

        assertEquals("failed", only(OrderEvent.FAILED).get("status"));
        assertEquals("The payment was declined.", only(OrderEvent.FAILED).get("reason"));
        assertEquals(id, only(OrderEvent.FAILED).get("order_id"));
    }

    @Test
    void theRequestForARefund() {
        String id = orders.completed();
        orders.store()
                .requestRefund(id, Change.single(), new OrderStore.RefundRequest("damaged", false))
                .await();

        assertEquals(
                Map.of("v", "1", "order_id", id, "reason", "damaged", "restock", "false"),
                only(OrderEvent.REFUND_REQUESTED));
    }

    @Test
    void theKeysOfAnOrder() {
        String id = orders.completed();
        Change change = Change.single();
        orders.store()
                .requestRefund(id, change, new OrderStore.RefundRequest("", true))
                .await();

        assertEquals(
                Set.of(
                        "order:" + id,
                        "order_change:" + change.id(),
                        "order_completed",
                        "order_created",
                        "order_number",
                        "quicksell:secret",
                        "refund_order"),
                redis.call(Command.KEYS, "*").stream().map(Object::toString).collect(toCollection(TreeSet::new)));
    }

    private static Map<String, String> with(Map<String, String> fields, String... more) {
        Map<String, String> all = new TreeMap<>(fields);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    /** The only entry of a stream about an order, without the time. */
    private Map<String, String> only(String stream) {
        Map<String, String> entry = redis.stream(stream).stream()
                .filter(fields -> fields.size() > 1)
                .findFirst()
                .orElseThrow();
        entry.remove("at");
        return new TreeMap<>(entry);
    }
}
