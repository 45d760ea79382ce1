package io.quicksell.inventory;

import static io.quicksell.inventory.InventoryKeys.PRODUCT_CHANGED;

import io.quicksell.common.config.Place;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Line;
import io.quicksell.common.domain.Money;
import io.quicksell.common.domain.Times;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.DeadLetterRoutes;
import io.quicksell.common.http.Health;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.JsonArrayStream;
import io.quicksell.common.http.OrderLines;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.common.peer.Addresses;
import io.quicksell.common.peer.BusTransport;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.redis.DeadLetters;
import io.quicksell.common.redis.RedisLink;
import io.quicksell.common.redis.StreamPoller;
import io.quicksell.common.redis.StreamTrimmer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
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

    private static final int LIST_PAGE = 500;
    private static final int BATCH = 128;
    private static final int MAX_IN_FLIGHT = 512;

    private final InventoryConfig config;
    private final Place place;

    private RedisLink redis;
    private ProductStore products;
    private ReservationStore reservations;
    private StreamPoller poller;
    private HoldSweeper sweeper;
    private ReservationJanitor janitor;
    private StreamTrimmer trimmer;
    private BooksCheck books;
    private Health health;
    private HttpEdge edge;
    private int port;

    public InventoryVerticle(InventoryConfig config, Place place) {
        this.config = config;
        this.place = place;
    }

    @Override
    public Future<?> start() {
        String name = "inventory-" + place.node() + "-" + place.instance();
        redis = new RedisLink(vertx, place.redis(), name).open();
        products = new ProductStore(redis);
        reservations = new ReservationStore(redis);
        PaymentPeer payment = new PaymentPeer(new Peer(vertx, "payment", config.paymentUrl()));
        OrderFollower follower = new OrderFollower(reservations, payment);
        DeadLetters deadLetters = new DeadLetters(redis, InventoryKeys.GROUP, InventoryKeys.DEAD_LETTERS);
        poller = new StreamPoller(vertx, place.redis(), subscription(name), deadLetters, follower::follow).start();
        sweeper = new HoldSweeper(vertx, reservations, payment, config);
        sweeper.start();
        janitor = new ReservationJanitor(vertx, redis, reservations);
        janitor.start();
        trimmer = new StreamTrimmer(
                vertx,
                redis,
                Map.of(PRODUCT_CHANGED, List.of()),
                place.streams().retentionMillis());
        trimmer.start();
        books = new BooksCheck(vertx, new BooksStore(redis));
        books.start();
        health = new Health(vertx, "inventory")
                .needs(redis)
                .needs("orders", poller, redis, deadLetters, place.streams().maxWaitMillis());
        edge = routes();
        new DeadLetterRoutes(deadLetters, follower::follow).mount(edge);
        return Future.all(
                        BusTransport.serve(vertx, Addresses.RESERVE, this::reserve),
                        BusTransport.serve(vertx, Addresses.RELEASE, this::release))
                .compose(serving -> edge.listen(place.host(), config.port()))
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
        return Future.join(edge.shutdown(), poller.stop()).eventually(redis::close);
    }

    /** The port that was bound. */
    public int port() {
        return port;
    }

    private static StreamPoller.Subscription subscription(String consumer) {
        return new StreamPoller.Subscription(
                InventoryKeys.GROUP, consumer, OrderFollower.STREAMS, BATCH, MAX_IN_FLIGHT, Problem::isAway);
    }

    private HttpEdge routes() {
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/products").get(this::listProducts).post(this::createProduct).end();
        edge.at("/products/:id")
                .get(this::getProduct)
                .put(this::updateProduct)
                .delete(this::deleteProduct)
                .end();
        edge.at("/reservations")
                .post(request -> reserve(request.body().buffer()))
                .end();
        edge.at("/reservations/:id").delete(this::releaseReservation).end();
        health.mount(edge);
        edge.at("/health/integrity").get(request -> integrity()).end();
        return edge;
    }

    private Future<Reply> integrity() {
        BooksCheck.Report report = books.report();
        return Future.succeededFuture(Reply.json(report.isViolated() ? 503 : 200, report));
    }

    /** All of them, page by page as the client takes them; null because it writes the answer itself. */
    private Future<Reply> listProducts(RoutingContext request) {
        new Query(request, Set.of());
        if (request.request().method() == HttpMethod.HEAD) {
            return new JsonArrayStream(request.response()).endHead().mapEmpty();
        }
        return products.page(null, LIST_PAGE)
                .compose(first -> {
                    JsonArrayStream array = new JsonArrayStream(request.response());
                    return writeFrom(first, array).compose(written -> array.end());
                })
                .mapEmpty();
    }

    private Future<Void> writeFrom(ProductStore.Page page, JsonArrayStream array) {
        Future<Void> written = array.write(page.products());
        return page.next().isEmpty()
                ? written
                : written.compose(taken -> products.page(page.next().get(), LIST_PAGE))
                        .compose(next -> writeFrom(next, array));
    }

    private Future<Reply> createProduct(RoutingContext request) {
        Product.Wanted wanted = wanted(request);
        return products.create(Ids.random(), wanted)
                .map(product -> Reply.created("/products/" + product.id(), product));
    }

    private Future<Reply> getProduct(RoutingContext request) {
        String id = Query.id(request);
        return products.find(id).map(product -> Reply.ok(product.orElseThrow(() -> noProduct(id))));
    }

    private Future<Reply> updateProduct(RoutingContext request) {
        String id = Query.id(request);
        return products.update(id, wanted(request)).map(product -> Reply.ok(product.orElseThrow(() -> noProduct(id))));
    }

    private Future<Reply> deleteProduct(RoutingContext request) {
        String id = Query.id(request);
        return products.delete(id).map(deleted -> {
            if (!deleted) {
                throw noProduct(id);
            }
            return Reply.noContent();
        });
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

    private static Product.Wanted wanted(RoutingContext request) {
        Body body = Body.parse(request.body().buffer()).ignoring("id", "held", "version", "created_at", "updated_at");
        Product.Wanted wanted = new Product.Wanted(
                body.text("name", 1, Product.MAX_NAME),
                body.money("price", Money.MAX_PRICE),
                body.whole("quantity", 0, Product.MAX_QUANTITY));
        body.end();
        return wanted;
    }

    private static Reply answer(String orderId, Reserved reserved) {
        if (reserved instanceof Reserved.Held held) {
            return Reply.ok(
                    Map.of("order_id", orderId, "deadline", Times.text(held.deadline()), "lines", held.lines()));
        } else if (reserved instanceof Reserved.Short refused) {
            throw outOfStock(refused);
        } else if (reserved instanceof Reserved.UnknownProduct unknown) {
            throw noProduct(unknown.productId());
        } else if (reserved instanceof Reserved.OtherLines) {
            throw new Problem(
                    ProblemType.OTHER_REQUEST_WITH_SAME_KEY,
                    "Order " + orderId + " was placed with other lines. Use a new Idempotency-Key for another order.");
        }
        throw new Problem(ProblemType.RESERVATION_FINISHED, "Order " + orderId + " has run its course.");
    }

    private static Problem outOfStock(Reserved.Short refused) {
        return new Problem(
                        ProblemType.OUT_OF_STOCK,
                        "Not enough stock available. Only "
                                + refused.lines().get(0).available() + " units in stock.")
                .with("short", refused.lines());
    }

    private static Problem noProduct(String id) {
        return new Problem(ProblemType.NOT_FOUND, "There is no product " + id + ".");
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
