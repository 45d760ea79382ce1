package io.quicksell.inventory;

import static io.quicksell.inventory.InventoryKeys.PRODUCT_CHANGED;

import io.quicksell.common.domain.Times;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.ContractRoutes;
import io.quicksell.common.http.DeadLetterRoutes;
import io.quicksell.common.http.Health;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.common.live.LiveFeed;
import io.quicksell.common.live.LiveRoutes;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderLines;
import io.quicksell.common.peer.BusTransport;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.inventory.books.BooksCheck;
import io.quicksell.inventory.books.BooksStore;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.DeadLetters;
import io.quicksell.streams.StreamPoller;
import io.quicksell.streams.StreamTrimmer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Owns products, stock and reservations: serves them over HTTP, answers payment's wish to reserve, and follows the news of
 * orders on {@code order_completed}, {@code order_failed} and {@code order_refunded}.
 *
 * <p>Everything runs on the event loop of the instance; instances share nothing but Redis.
 */
public final class InventoryVerticle extends VerticleBase {

    private static final int BATCH = 128;
    private static final int MAX_IN_FLIGHT = 512;

    private final InventoryConfig config;
    private final NodeSettings node;
    private final LiveFeed feed;

    private RedisLink redis;
    private ReservationStore reservations;
    private StreamPoller poller;
    private HoldSweeper sweeper;
    private ReservationJanitor janitor;
    private StreamTrimmer trimmer;
    private BooksCheck books;
    private Health health;
    private HttpEdge edge;
    private LiveRoutes events;
    private int port;

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
                "inventory",
                List.of(PRODUCT_CHANGED),
                redis -> new ProductLiveSource(new ProductStore(redis, config.stockRules())));
    }

    @Override
    public Future<?> start() {
        String name = "inventory-" + node.id() + "-" + node.instance();
        redis = new RedisLink(vertx, node.redis(), name).open();
        reservations = new ReservationStore(redis, config.stockRules());
        PaymentPeer payment = new PaymentPeer(new Peer(vertx, "payment", config.paymentUrl()));
        StockHandler follower = new StockHandler(reservations, payment);
        DeadLetters deadLetters = new DeadLetters(redis, InventoryKeys.GROUP, InventoryKeys.DEAD_LETTERS);
        poller = new StreamPoller(vertx, node.redis(), subscription(name), deadLetters, follower::follow).start();
        sweeper = new HoldSweeper(vertx, reservations, payment, config);
        sweeper.start();
        janitor = new ReservationJanitor(vertx, redis, reservations);
        janitor.start();
        trimmer = new StreamTrimmer(
                vertx, redis, Map.of(PRODUCT_CHANGED, List.of()), node.streams().retentionMillis());
        trimmer.start();
        books = new BooksCheck(vertx, new BooksStore(redis));
        books.start();
        health = new Health(vertx, "inventory")
                .needs(redis)
                .needs("orders", poller, redis, deadLetters, node.streams().maxWaitMillis());
        edge = routes();
        events = new LiveRoutes(vertx, feed, redis).open(node, edge);
        new DeadLetterRoutes(deadLetters, follower::follow).mount(edge);
        return Future.all(
                        BusTransport.serve(vertx, Addresses.RESERVE, this::reserve),
                        BusTransport.serve(vertx, Addresses.RELEASE, this::release))
                .compose(serving -> edge.listen(node.host(), config.port()))
                .onSuccess(bound -> port = bound)
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    @Override
    public Future<?> stop() {
        health.stopping();
        sweeper.stop();
        janitor.stop();
        trimmer.stop();
        books.stop();
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

    private static StreamPoller.Subscription subscription(String consumer) {
        return new StreamPoller.Subscription(InventoryKeys.GROUP, consumer, StockHandler.STREAMS, BATCH, MAX_IN_FLIGHT);
    }

    private HttpEdge routes() {
        HttpEdge edge = new HttpEdge(vertx);
        new ProductRoutes(new ProductStore(redis, config.stockRules()), new LedgerStore(redis)).mount(edge);
        edge.at("/reservations")
                .post(request -> reserve(request.body().buffer()))
                .end();
        edge.at("/reservations/:id").delete(this::releaseReservation).end();
        health.mount(edge);
        edge.at("/health/integrity").get(request -> integrity()).end();
        new ContractRoutes(vertx, "inventory").mount(edge);
        return edge;
    }

    private Future<Reply> integrity() {
        BooksCheck.Report report = books.report();
        return Future.succeededFuture(Reply.json(report.isViolated() ? 503 : 200, report));
    }

    private Future<Reply> reserve(Buffer text) {
        Body body = Body.parse(text);
        String orderId = body.id("order_id");
        List<Line> lines = OrderLines.read(body);
        body.end();
        return reservations.reserve(orderId, lines, config.holdMillis()).map(reserved -> answer(orderId, reserved));
    }

    private Future<Reply> release(Buffer text) {
        Body body = Body.parse(text);
        String orderId = body.id("order_id");
        String deadline = body.text("deadline", 1, 40);
        body.end();
        return release(orderId, deadline);
    }

    private Future<Reply> releaseReservation(RoutingContext request) {
        String deadline = new Query(request, Set.of("deadline"))
                .text("deadline")
                .orElseThrow(() -> new Problem(
                        ProblemType.MALFORMED,
                        "Say with ?deadline= which hold is meant, as the reservation answered it."));
        return release(Query.id(request), deadline);
    }

    private Future<Reply> release(String orderId, String deadlineText) {
        long deadline = millis(deadlineText);
        return reservations
                .held(orderId)
                .compose(hold -> hold.filter(held -> held.deadline() == deadline)
                        .map(reservations::release)
                        .orElse(Future.succeededFuture(false)))
                .map(released -> {
                    if (!released) {
                        throw new Problem(
                                ProblemType.CONFLICT, "Nothing is held for order " + orderId + " with that deadline.");
                    }
                    return Reply.noContent();
                });
    }

    private static Reply answer(String orderId, Reserved reserved) {
        if (reserved instanceof Reserved.Held held) {
            return Reply.ok(
                    Map.of("order_id", orderId, "deadline", Times.text(held.deadline()), "lines", held.lines()));
        } else if (reserved instanceof Reserved.OutOfStock refused) {
            throw outOfStock(refused);
        } else if (reserved instanceof Reserved.UnknownProduct unknown) {
            throw ProductRoutes.noProduct(unknown.productId());
        } else if (reserved instanceof Reserved.OtherLines) {
            throw new Problem(
                    ProblemType.OTHER_REQUEST_WITH_SAME_KEY,
                    "Units are held for order " + orderId
                            + " with other lines. Use a new Idempotency-Key for another order.");
        }
        throw new Problem(ProblemType.RESERVATION_FINISHED, "Order " + orderId + " has run its course.");
    }

    private static Problem outOfStock(Reserved.OutOfStock refused) {
        return new Problem(
                        ProblemType.OUT_OF_STOCK,
                        "Not enough stock available. Only "
                                + refused.lines().get(0).available() + " units in stock.")
                .with("short", refused.lines());
    }

    private static long millis(String deadline) {
        try {
            return Times.millis(deadline);
        } catch (DateTimeParseException e) {
            throw new Problem(
                    ProblemType.MALFORMED, "The deadline must look like 2026-11-23T12:00:00.000Z, as it was answered.");
        }
    }
}
