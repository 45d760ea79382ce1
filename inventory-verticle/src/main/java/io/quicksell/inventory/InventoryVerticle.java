package io.quicksell.inventory;

import static io.quicksell.inventory.InventoryKeys.PRODUCT_CHANGED;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.live.LiveFeed;
import io.quicksell.common.metrics.Metric;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.HeldUnits;
import io.quicksell.common.order.ReservationRequest;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.verticle.Consumption;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.common.verticle.ServiceFrame;
import io.quicksell.common.verticle.ServiceMeters;
import io.quicksell.inventory.ReservationStore.OpenHolds;
import io.quicksell.inventory.books.BooksCheck;
import io.quicksell.inventory.books.BooksRoutes;
import io.quicksell.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Owns products, stock and reservations: serves them over HTTP, holds units for payment, and handles the events of orders on
 * {@code order_completed}, {@code order_failed} and {@code order_refunded}.
 *
 * <p>Everything runs on the event loop of the instance; instances share Redis and the live events.
 */
public final class InventoryVerticle extends VerticleBase {

    private static final String SERVICE = "inventory";
    private static final int BATCH = 128;
    private static final int MAX_IN_FLIGHT = 512;

    private final InventoryConfig config;
    private final NodeSettings node;
    private final LiveFeed feed;
    private ServiceFrame frame;

    /**
     * @param feed shared by the instances of a node; see {@link #feed(Vertx, InventoryConfig)}
     */
    public InventoryVerticle(InventoryConfig config, NodeSettings node, LiveFeed feed) {
        this.config = config;
        this.node = node;
        this.feed = feed;
    }

    /** The live events of products on a node. */
    public static LiveFeed feed(Vertx vertx, InventoryConfig config) {
        return new LiveFeed(
                vertx,
                SERVICE,
                List.of(PRODUCT_CHANGED),
                redis -> new ProductLiveSource(new ProductStore(redis, config.stockRules())));
    }

    @Override
    public Future<?> start() {
        frame = new ServiceFrame(vertx, SERVICE, node, feed, Scope.PRODUCTS_READ);
        RedisLink redis = frame.redis().expects(StoredFormat.NOW, InventoryKeys.TYPES);
        ProductStore products = new ProductStore(redis, config.stockRules());
        ReservationStore reservations = new ReservationStore(redis, config.stockRules());
        PaymentPeer payment = new PaymentPeer(
                new Peer(vertx, "payment", config.paymentUrl(), node.serviceKey(), node.trust(), node.busProof()));
        HoldSweeper sweeper = new HoldSweeper(vertx, reservations, payment, config);
        ReservationJanitor janitor = new ReservationJanitor(vertx, redis, reservations);
        BooksCheck books = new BooksCheck(vertx, redis);
        ReservationRoutes reservationRoutes =
                new ReservationRoutes(reservations, payment, config.holdMillis(), frame.room());

        new ProductRoutes(products, new LedgerStore(redis), frame.room()).mount(frame.edge());
        reservationRoutes.mount(frame.edge(), node.serviceKey());
        new BooksRoutes(books).mount(frame.edge());
        measure(frame.meters(), reservations, books);
        return frame.consumes(orders(new StockHandler(reservations, payment)))
                .trims(Map.of(PRODUCT_CHANGED, List.of()), Map.of())
                .runs(sweeper::start, sweeper::stop)
                .runs(janitor::start, janitor::stop)
                .runs(books::start, books::stop)
                .serves(Addresses.RESERVE, reservationRoutes::reserve)
                .<ReservationRequest, HeldUnits>servesHere(Addresses.RESERVE, reservationRoutes::reserve)
                .serves(Addresses.RELEASE, reservationRoutes::release)
                .open(config.port());
    }

    @Override
    public Future<?> stop() {
        return frame.close();
    }

    /** The port that was bound. */
    public int port() {
        return frame.port();
    }

    /** Why it cannot use its Redis, in words for its operator; empty while it can, and while Redis is away. From any thread. */
    public Optional<String> defect() {
        return frame.defect();
    }

    /** What it serves. */
    HttpEdge edge() {
        return frame.edge();
    }

    private static void measure(ServiceMeters meters, ReservationStore reservations, BooksCheck books) {
        meters.shows(
                () -> reservations.open().map(Optional::of),
                List.of(
                        meters.shown(OpenHolds::orders, Metric.HOLDS),
                        meters.shown(open -> open.overdueMillis() / 1e3, Metric.HOLD_OVERDUE)));
        meters.shows(books::areViolated, List.of(meters.shown(violated -> violated ? 1 : 0, Metric.BOOKS_VIOLATED)));
    }

    private static Consumption orders(StockHandler handler) {
        return new Consumption(
                "orders",
                ConsumerGroups.INVENTORY,
                InventoryKeys.DEAD_LETTERS,
                StockHandler.STREAMS,
                BATCH,
                MAX_IN_FLIGHT,
                StoredFormat.ENTRIES,
                handler::handle);
    }
}
