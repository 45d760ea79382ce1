package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.verticle.Room;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.Executable;

/** The order store on a real Redis, and orders that have got as far as a test needs them. */
final class StoredOrders implements BeforeEachCallback, AfterEachCallback {

    static final PricedLine TEA = new PricedLine("11111111-1111-4111-8111-111111111111", "Tea", new Money(250), 3);
    static final PricedLine RICE = new PricedLine("22222222-2222-4222-8222-222222222222", "Rice", new Money(1_999), 2);

    /** Three units of tea as JSON has them. */
    static final String TEA_LINES = "[{\"product_id\":\"11111111-1111-4111-8111-111111111111\",\"name\":\"Tea\","
            + "\"price\":2.50,\"quantity\":3}]";

    /** As it is kept before each test. */
    static final UUID NAMESPACE = UUID.fromString("33333333-3333-4333-8333-333333333333");

    static final String DECLINE_REASON = "The payment was declined.";
    static final Optional<Charge> APPROVED = Optional.of(Charge.approved("charge"));
    static final Optional<Charge> DECLINED = Optional.of(Charge.declined("declined charge", DECLINE_REASON));

    private final RealRedis redis;
    private RedisLink link;
    private OrderStore store;
    private PlacementStore placements;

    StoredOrders(RealRedis redis) {
        this.redis = redis;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        redis.call(Command.SET, PaymentKeys.SECRET, NAMESPACE);
        link = redis.link();
        store = new OrderStore(link);
        placements = new PlacementStore(link, Meters.NONE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        link.close().await();
    }

    /** How orders are placed here, where there is room. */
    OrderPlacement placement(InventoryPeer inventory, BigDecimal feeRate) {
        return placement(link, inventory, feeRate);
    }

    /** How they are placed over another link to this Redis. */
    OrderPlacement placement(RedisLink link, InventoryPeer inventory, BigDecimal feeRate) {
        return new OrderPlacement(
                new OrderStore(link),
                new PlacementStore(link, Meters.NONE),
                new NamespaceStore(link),
                inventory,
                feeRate,
                new Room(redis.vertx(), link));
    }

    /** The time by the Redis clock. */
    long clock() {
        return link.clock().await();
    }

    OrderStore store() {
        return store;
    }

    PlacementStore placements() {
        return placements;
    }

    /** An order of 7.50 and a fee of 1.50 whose units are held for long. */
    static PlacementStore.NewOrder wanted(String id) {
        return wanted(id, "digest", Long.MAX_VALUE / 1_000_000, TEA);
    }

    static PlacementStore.NewOrder wanted(String id, String digest, long deadline, PricedLine... lines) {
        return wanted(new PlacementStore.Try(id, OptionalLong.empty(), digest, NAMESPACE), deadline, lines);
    }

    /** An order of 7.50 and a fee of 1.50, or of other lines, wanted by one of several tries. */
    static PlacementStore.NewOrder wanted(PlacementStore.Try attempt, long deadline, PricedLine... lines) {
        return new PlacementStore.NewOrder(
                attempt, attempt.digest(), "for the shop", List.of(lines), new Money(150), new Money(900), deadline);
    }

    /** A new order. */
    String pending() {
        String id = Ids.random();
        placements.create(wanted(id)).await();
        return id;
    }

    /** An order that is paid for. */
    String completed() {
        String id = pending();
        store.complete(id, APPROVED, delivered(OrderEvent.CREATED, id)).await();
        return id;
    }

    /** An order whose payment was declined. */
    String failed() {
        String id = pending();
        store.complete(id, DECLINED, delivered(OrderEvent.CREATED, id)).await();
        return id;
    }

    /** An order that is refunded, its units given back. */
    String refunded() {
        String id = completed();
        store.refund(id, true, "too late", true, delivered(OrderEvent.REFUND_REQUESTED, id))
                .await();
        return id;
    }

    /** Asks for the refund of an order as inventory does. */
    void asked(String orderId, String reason) {
        redis.call(
                Command.XADD,
                OrderEvent.REFUND_REQUESTED,
                "*",
                "order_id",
                orderId,
                "reason",
                reason,
                "restock",
                "true");
    }

    /** An entry about an order that payment has read and not acknowledged. */
    StreamEntry delivered(String stream, String orderId) {
        Map<String, String> fields = Map.of("order_id", orderId);
        return new StreamEntry(stream, redis.pendingEntry(stream, ConsumerGroups.PAYMENT, fields), fields);
    }

    /** Entries about an order as a primary that was replaced may have given them out: here there is none, or another order's, under its id. */
    List<StreamEntry> ofAnotherPrimary(String stream, String orderId) {
        return Stream.of("1-1", delivered(stream, Ids.random()).id())
                .map(id -> new StreamEntry(stream, id, Map.of("order_id", orderId)))
                .toList();
    }

    /** Whether payment has acknowledged the entry. */
    boolean isAcknowledged(StreamEntry entry) {
        return redis.call(Command.XPENDING, entry.stream(), ConsumerGroups.PAYMENT, entry.id(), entry.id(), 1)
                        .size()
                == 0;
    }

    /** Expects that a step that changes an order finds a version that cannot be counted up, and has written nothing by then. */
    void expectBrokenVersionFoundFirst(String id, Executable step) {
        for (String broken : List.of("", "two", "1.5", " 3", "9223372036854775807")) {
            redis.call(Command.HSET, PaymentKeys.order(id), "version", broken);
            Map<String, String> before = redis.snapshot();

            String message = assertThrows(Throwable.class, step).getMessage();

            assertTrue(message.contains("has the version '" + broken + "'"), message);
            assertEquals(before, redis.snapshot(), broken);
        }
    }

    Map<String, String> fields(String orderId) {
        return redis.hash(PaymentKeys.order(orderId));
    }

    /** The one entry of a stream that says that an order got to its status. */
    Map<String, String> news(String stream, String orderId) {
        List<Map<String, String>> entries = newsOf(stream, orderId);
        assertEquals(1, entries.size(), () -> "entries of " + orderId + " in " + stream);
        return entries.get(0);
    }

    /** The entries of an order in a stream, without the ones that {@link #delivered} wrote. */
    List<Map<String, String>> newsOf(String stream, String orderId) {
        return redis.stream(stream).stream()
                .filter(entry -> entry.containsKey("v") && entry.get("order_id").equals(orderId))
                .toList();
    }
}
