package io.quicksell.payment;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.live.LiveFeed;
import io.quicksell.common.metrics.Metric;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.verticle.Consumption;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.common.verticle.ServiceFrame;
import io.quicksell.common.verticle.ServiceMeters;
import io.quicksell.payment.index.IndexSize;
import io.quicksell.payment.index.OrderIndex;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Owns orders, payments and refunds: serves them over HTTP, shows inventory whether an order exists, and works through
 * {@code order_created} and {@code refund_order}. The gateway is talked to by a {@link GatewayVerticle}, which has to be deployed
 * before and undeployed after it.
 *
 * <p>Everything else runs on the event loop of the instance; instances share Redis, the live events, the index and the gateway.
 */
public final class PaymentVerticle extends VerticleBase {

    private static final String SERVICE = "payment";
    private static final int BATCH = 256;

    private final PaymentConfig config;
    private final NodeSettings node;
    private final LiveFeed feed;
    private final OrderIndex index;
    private final GatewayVerticle gateway;
    private ServiceFrame frame;

    /**
     * @param feed shared by the instances of a node; see {@link #feed(Vertx)}
     * @param index shared likewise; see {@link #index(Vertx, Path)}
     * @param gateway shared likewise
     */
    public PaymentVerticle(
            PaymentConfig config, NodeSettings node, LiveFeed feed, OrderIndex index, GatewayVerticle gateway) {
        this.config = config;
        this.node = node;
        this.feed = feed;
        this.index = index;
        this.gateway = gateway;
    }

    /** The live events of orders on a node. */
    public static LiveFeed feed(Vertx vertx) {
        return new LiveFeed(
                vertx, SERVICE, OrderLiveSource.STREAMS, redis -> new OrderLiveSource(new OrderStore(redis)));
    }

    /**
     * The index of orders on a node.
     *
     * @param folder for its files
     */
    public static OrderIndex index(Vertx vertx, Path folder) {
        return new OrderIndex(vertx, folder, IndexedOrderStore.STREAMS, IndexedOrderStore::new);
    }

    @Override
    public Future<?> start() {
        frame = new ServiceFrame(vertx, SERVICE, node, feed, Scope.ORDERS_READ);
        OrderStore orders = new OrderStore(frame.redis().expects(StoredFormat.NOW, PaymentKeys.TYPES), node.meters());
        InventoryPeer inventory = new InventoryPeer(
                new Peer(vertx, "inventory", config.inventoryUrl(), node.serviceKey(), node.trust(), node.busProof()));
        PlacementStore placements = new PlacementStore(frame.redis(), node.meters());
        NamespaceStore namespace = new NamespaceStore(frame.redis());
        OrderRoutes routes = new OrderRoutes(
                orders,
                new OrderLists(frame.redis(), orders, index),
                new OrderPlacement(orders, placements, namespace, inventory, config.feeRate(), frame.room()));

        OrderLogRepair repair = new OrderLogRepair(vertx, new OrderLogStore(frame.redis()));
        routes.mount(frame.edge());
        frame.consumes(payments(new PaymentHandler(orders, gateway)))
                .trims(PaymentKeys.READERS, Map.of(OrderEvent.CREATED, ConsumerGroups.PAYMENT))
                .runs(repair::start, repair::stop)
                .serves(Addresses.ORDER, routes::show)
                .reports("index", index::state);
        measure(frame.meters());
        index.open(node.redis(), node.id());
        return Future.succeededFuture()
                .compose(opened -> frame.open(config.port()))
                .onFailure(failure -> index.close());
    }

    @Override
    public Future<?> stop() {
        return frame.close().eventually(index::close);
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

    private void measure(ServiceMeters meters) {
        meters.shows(
                ServiceMeters.now(index::builtPercent),
                List.of(meters.shown(percent -> percent / 100.0, Metric.INDEX_BUILT)));
        meters.shows(index::lagMillis, List.of(meters.shown(millis -> millis / 1e3, Metric.INDEX_LAG)));
        meters.shows(
                index::size,
                List.of(
                        meters.shown(IndexSize::bytes, Metric.INDEX_SIZE),
                        meters.shown(IndexSize::orders, Metric.INDEX_DOCUMENTS)));
    }

    private Consumption payments(PaymentHandler handler) {
        return new Consumption(
                "payments",
                ConsumerGroups.PAYMENT,
                PaymentKeys.DEAD_LETTERS,
                PaymentHandler.STREAMS,
                BATCH,
                config.maxInFlight(),
                StoredFormat.ENTRIES,
                handler::handle);
    }
}
