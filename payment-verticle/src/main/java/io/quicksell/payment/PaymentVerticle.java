package io.quicksell.payment;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.ContractRoutes;
import io.quicksell.common.http.Cursor;
import io.quicksell.common.http.DeadLetterRoutes;
import io.quicksell.common.http.Health;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.Problem.FieldError;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.common.live.LiveFeed;
import io.quicksell.common.live.LiveRoutes;
import io.quicksell.common.once.Change;
import io.quicksell.common.once.ChangesInFlight;
import io.quicksell.common.once.IdempotencyKey;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.peer.BusTransport;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.payment.OrderPlacement.Placed;
import io.quicksell.payment.OrderStore.Filter;
import io.quicksell.payment.OrderStore.RefundOutcome;
import io.quicksell.payment.OrderStore.RefundRequest;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.DeadLetters;
import io.quicksell.streams.StreamPoller;
import io.quicksell.streams.StreamTrimmer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Owns orders, payments and refunds: serves them over HTTP, answers inventory's question for an order, and works through
 * {@code order_created} and {@code refund_order}. The gateway is talked to by a worker verticle of its own.
 *
 * <p>Everything else runs on the event loop of the instance; instances share nothing but Redis.
 */
public final class PaymentVerticle extends VerticleBase {

    /** In it the Idempotency-Key is the id of the order, so the same key is the same order by construction. */
    private static final UUID ORDERS = UUID.fromString("6ba1c0de-51fe-4a67-9d0d-71f3f3a4b7c5");

    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 500;
    private static final int MAX_REASON = 200;
    private static final int BATCH = 256;

    private final PaymentConfig config;
    private final NodeSettings node;
    private final LiveFeed feed;
    private final Function<Vertx, PaymentGateway> gateway;

    private final ChangesInFlight changes = new ChangesInFlight();

    private RedisLink redis;
    private OrderStore orders;
    private OrderPlacement placement;
    private StreamPoller poller;
    private StreamTrimmer trimmer;
    private Health health;
    private HttpEdge edge;
    private LiveRoutes events;
    private int port;

    /**
     * @param feed shared by the instances of a node; see {@link #feed(Vertx)}
     */
    public PaymentVerticle(PaymentConfig config, NodeSettings node, LiveFeed feed) {
        this(
                config,
                node,
                feed,
                vertx -> new SimulatedGateway(vertx, config.delayMillis(), Money.of(config.declineAbove())));
    }

    PaymentVerticle(PaymentConfig config, NodeSettings node, LiveFeed feed, Function<Vertx, PaymentGateway> gateway) {
        this.config = config;
        this.node = node;
        this.feed = feed;
        this.gateway = gateway;
    }

    /** The live events of orders on a node. */
    public static LiveFeed feed(Vertx vertx) {
        return new LiveFeed(
                vertx, "payment", OrderLiveSource.STREAMS, redis -> new OrderLiveSource(new OrderStore(redis)));
    }

    @Override
    public Future<?> start() {
        String name = "payment-" + node.id() + "-" + node.instance();
        redis = new RedisLink(vertx, node.redis(), name).open();
        orders = new OrderStore(redis);
        placement = new OrderPlacement(
                orders, new InventoryPeer(new Peer(vertx, "inventory", config.inventoryUrl())), config.feeRate());
        PaymentHandler payments = new PaymentHandler(vertx, orders, name, config.delayMillis());
        DeadLetters deadLetters = new DeadLetters(redis, PaymentKeys.GROUP, PaymentKeys.DEAD_LETTERS);
        poller = new StreamPoller(vertx, node.redis(), subscription(name), deadLetters, payments::handle);
        trimmer = new StreamTrimmer(
                vertx, redis, PaymentKeys.READERS, node.streams().retentionMillis());
        trimmer.start();
        health = new Health(vertx, "payment")
                .needs(redis)
                .needs("payments", poller, redis, deadLetters, node.streams().maxWaitMillis());
        edge = routes();
        events = new LiveRoutes(vertx, feed, redis).open(node, edge);
        new DeadLetterRoutes(deadLetters, payments::handle).mount(edge);
        return vertx.deployVerticle(
                        new GatewayVerticle(name, gateway.apply(vertx)),
                        new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
                .onSuccess(deployed -> poller.start())
                .compose(deployed -> BusTransport.serve(vertx, Addresses.ORDER, this::answerOrder))
                .compose(serving -> edge.listen(node.host(), config.port()))
                .onSuccess(bound -> port = bound)
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    @Override
    public Future<?> stop() {
        health.stopping();
        trimmer.stop();
        return Future.join(events.close(), edge.shutdown(), poller.stop()).eventually(redis::close);
    }

    /** The port that was bound. */
    public int port() {
        return port;
    }

    /** What it serves. */
    HttpEdge edge() {
        return edge;
    }

    private StreamPoller.Subscription subscription(String consumer) {
        return new StreamPoller.Subscription(
                PaymentKeys.GROUP, consumer, PaymentHandler.STREAMS, BATCH, config.maxInFlight());
    }

    private HttpEdge routes() {
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/orders").get(this::listOrders).post(this::placeOrder).end();
        edge.at("/orders/:id").get(request -> getOrder(Query.id(request))).end();
        edge.at("/orders/:id/refund").post(this::refundOrder).end();
        health.mount(edge);
        new ContractRoutes(vertx, "payment").mount(edge);
        return edge;
    }

    private Future<Reply> listOrders(RoutingContext request) {
        Query query = new Query(request, Set.of("limit", "cursor", "status", "product_id", "q"));
        int limit = query.whole("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        Filter filter = new Filter(
                query.text("status").map(PaymentVerticle::status), query.id("product_id"), query.search("q"));
        return orders.page(query.position(Cursor.ORDERS), limit, filter).map(page -> {
            Reply reply = Reply.ok(page.items());
            return page.next()
                    .map(last -> new Cursor(Cursor.ORDERS, last.score(), last.id()))
                    .map(last -> reply.withNext("/orders", limit, last, parameters(filter)))
                    .orElse(reply);
        });
    }

    private static OrderStatus status(String text) {
        return Stream.of(OrderStatus.values())
                .filter(status -> status.text().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        List.of(new FieldError("status", "must be one of pending, completed, failed and refunded"))));
    }

    private static Map<String, String> parameters(Filter filter) {
        return Map.of(
                "status", filter.status().map(OrderStatus::text).orElse(""),
                "product_id", filter.productId().orElse(""),
                "q", filter.text().text());
    }

    private Future<Reply> placeOrder(RoutingContext request) {
        OrderRequest wanted = OrderRequest.read(request.body().buffer());
        return IdempotencyKey.of(request.request().headers())
                .map(key -> placement.placeOnce(key.idIn(ORDERS), wanted))
                .orElseGet(() -> placement.place(Ids.random(), wanted))
                .map(PaymentVerticle::created);
    }

    private Future<Reply> getOrder(String id) {
        return orders.find(id).map(order -> Reply.ok(order.orElseThrow(() -> noOrder(id))));
    }

    private Future<Reply> refundOrder(RoutingContext request) {
        String id = Query.id(request);
        Body body = Body.parseOptional(request.body().buffer());
        String reason = body.optionalText("reason", MAX_REASON).orElse("");
        RefundRequest wish = new RefundRequest(reason, body.flag("restock", true));
        body.end();
        Change change = Change.of(request, location(id) + "/refund", wish);
        return changes.make(
                change, () -> orders.requestRefund(id, change, wish).map(asked -> answer(id, change, asked)));
    }

    private Future<Reply> answerOrder(Buffer text) {
        Body body = Body.parse(text);
        String id = body.id("order_id");
        body.end();
        return getOrder(id);
    }

    private static Reply created(Placed placed) {
        Reply reply = Reply.created(location(placed.order().id()), placed.order());
        return placed.replayed() ? reply.replayed() : reply;
    }

    private static Reply answer(String id, Change change, RefundOutcome asked) {
        if (asked instanceof RefundOutcome.Requested requested) {
            Reply reply = Reply.accepted(location(id), requested.order());
            return change.hasKey() && requested.replayed() ? reply.replayed() : reply;
        } else if (asked instanceof RefundOutcome.OtherRequest) {
            throw Change.otherRequest();
        } else if (asked instanceof RefundOutcome.NotCompleted notCompleted) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    "Only a completed order can be refunded; this one is "
                            + notCompleted.status().text() + ".");
        }
        throw noOrder(id);
    }

    private static Problem noOrder(String id) {
        return new Problem(ProblemType.NO_SUCH_ORDER, "There is no order " + id + ".").with("order_id", id);
    }

    private static String location(String id) {
        return "/orders/" + id;
    }
}
