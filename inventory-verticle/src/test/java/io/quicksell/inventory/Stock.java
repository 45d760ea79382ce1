package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.EntityTags;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Inventory's stores on a real Redis, with the few steps of a shop. After each test it checks the books of every product: quantity +
 * held + sold = added, nothing is negative, and the units of the ledger add up to the quantity.
 */
final class Stock implements BeforeEachCallback, AfterEachCallback {

    static final int HOLD_MILLIS = 30_000;

    /** As the shipped conf has them. */
    static final StockRules RULES = new StockRules(5, 90);

    /** Where the units of a product are. */
    record Counts(long quantity, long held, long sold) {}

    private final RealRedis redis;
    private RedisLink link;
    private ProductStore products;
    private ReservationStore reservations;

    Stock(RealRedis redis) {
        this.redis = redis;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        link = redis.link();
        products = new ProductStore(link, RULES);
        reservations = new ReservationStore(link, RULES);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        link.close().await();
        expectBalancedBooks();
    }

    RedisLink link() {
        return link;
    }

    ProductStore products() {
        return products;
    }

    ReservationStore reservations() {
        return reservations;
    }

    /** A new product at 2.50. */
    String product(String name, long quantity) {
        String id = Ids.random();
        products.create(id, Change.single(), new ProductData(name, new Money(250), quantity, LowStockAt.SHOP_DEFAULT))
                .await();
        return id;
    }

    void delete(String productId) {
        assertInstanceOf(
                ProductStore.Changed.Done.class,
                products.delete(productId, Change.single(), EntityTags.ANY).await());
    }

    Reserved reserve(String orderId, Line... lines) {
        return reservations.reserve(orderId, List.of(lines), HOLD_MILLIS).await();
    }

    /** Holds the units and returns the hold. */
    ReservationStore.Hold hold(String orderId, Line... lines) {
        reserve(orderId, lines);
        return reservations.held(orderId).await().orElseThrow();
    }

    /** An entry about an order that inventory has read and not acknowledged. */
    StreamEntry pending(String stream, String orderId) {
        Map<String, String> fields = Map.of("order_id", orderId);
        return new StreamEntry(stream, redis.pendingEntry(stream, ConsumerGroups.INVENTORY, fields), fields);
    }

    /** Entries about an order as a primary that was replaced may have given them out: here there is none, or another order's, under its id. */
    List<StreamEntry> ofAnotherPrimary(String stream, String orderId) {
        return Stream.of("1-1", pending(stream, Ids.random()).id())
                .map(id -> new StreamEntry(stream, id, Map.of("order_id", orderId)))
                .toList();
    }

    boolean isPending(StreamEntry entry) {
        return redis.pending(entry.stream(), ConsumerGroups.INVENTORY) > 0;
    }

    /** A held reservation whose order has completed; the entry about that is in its stream no more. */
    void settled(String orderId, Line... lines) {
        hold(orderId, lines);
        OrderEvent order = new OrderEvent(orderId, List.of(lines), false, "");
        reservations
                .settle(order, new StreamEntry(OrderEvent.COMPLETED, "", Map.of()))
                .await();
    }

    Counts counts(String productId) {
        Map<String, String> product = redis.hash("product:" + productId);
        return new Counts(number(product, "quantity"), number(product, "held"), number(product, "sold"));
    }

    /** The state of a reservation, or {@code null} if there is none. */
    String state(String orderId) {
        return redis.hash("reservation:" + orderId).get("state");
    }

    /** Whether the janitor knows that a reservation ended without a sale. */
    boolean isFinished(String orderId) {
        return redis.call(Command.ZSCORE, InventoryKeys.FINISHED, orderId) != null;
    }

    Map<String, String> lastEvent() {
        return last("product_changed");
    }

    /** The event that says that a product is at the version at which it is. */
    Map<String, String> changeOf(String productId) {
        String version = redis.hash("product:" + productId).get("version");
        return Map.of("v", "1", "kind", "product_changed", "id", productId, "version", version);
    }

    Map<String, String> lastMovement(String productId) {
        return last("movements:" + productId);
    }

    private void expectBalancedBooks() {
        for (Response key : redis.call(Command.KEYS, "product:*")) {
            String id = key.toString().substring("product:".length());
            Counts counts = counts(id);
            assertTrue(counts.quantity >= 0 && counts.held >= 0 && counts.sold >= 0, counts::toString);
            assertEquals(
                    number(redis.hash(key.toString()), "added"),
                    counts.quantity + counts.held + counts.sold,
                    () -> "the books of " + id);
            assertEquals(1, redis.call(Command.EXISTS, "movements:" + id).toInteger(), () -> "the ledger of " + id);
        }
        for (Response key : redis.call(Command.KEYS, "movements:*")) {
            expectLedgerToAddUp(key.toString().substring("movements:".length()));
        }
    }

    /** Each movement continues where the one before it ended, and the last one ends at the quantity of the product. */
    private void expectLedgerToAddUp(String id) {
        List<Map<String, String>> ledger = redis.stream("movements:" + id);
        Map<String, String> oldest = ledger.get(0);
        long opening = number(oldest, "quantity") - number(oldest, "units");
        if (oldest.get("kind").equals("created")) {
            assertEquals(0, opening, () -> "the first units of " + id);
        }
        long quantity = opening;
        for (Map<String, String> movement : ledger) {
            quantity += number(movement, "units");
            assertEquals(number(movement, "quantity"), quantity, () -> movement + " in the ledger of " + id);
        }
        Map<String, String> product = redis.hash("product:" + id);
        assertEquals(product.isEmpty() ? 0 : number(product, "quantity"), quantity, () -> "the ledger of " + id);
    }

    private Map<String, String> last(String stream) {
        List<Map<String, String>> entries = redis.stream(stream);
        return entries.get(entries.size() - 1);
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.get(name));
    }
}
