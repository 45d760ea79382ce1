package io.quicksell.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quicksell.common.access.Caller;
import io.quicksell.common.domain.Times;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.RequestId;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderLines;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.peer.BusProof;
import io.quicksell.common.peer.BusTransport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Inventory as payment sees it over the event bus: it holds whatever it is asked for, unless told to behave otherwise. */
final class FakeInventory extends VerticleBase {

    private static final long HOLD_MILLIS = 30_000;

    private record ShortLine(
            @JsonProperty("product_id") String productId, String name, long requested, long available) {}

    private final BusProof proof;
    private final Map<String, PricedLine> products = new ConcurrentHashMap<>();
    private final Queue<String> reservations = new ConcurrentLinkedQueue<>();
    private final Queue<String> requestIds = new ConcurrentLinkedQueue<>();
    private final Queue<String> askers = new ConcurrentLinkedQueue<>();
    private final Queue<String> releases = new ConcurrentLinkedQueue<>();
    private final AtomicInteger questionsToLose = new AtomicInteger();

    private volatile long available = Line.MAX_QUANTITY;
    private volatile long holdMillis = HOLD_MILLIS;
    private volatile boolean finished;
    private volatile boolean renews;

    FakeInventory() {
        this(BusProof.NONE);
    }

    FakeInventory(BusProof proof) {
        this.proof = proof;
        sells(StoredOrders.TEA);
        sells(StoredOrders.RICE);
    }

    @Override
    public Future<?> start() {
        return Future.all(
                BusTransport.serve(vertx, Addresses.RESERVE, proof, this::reserve),
                BusTransport.serve(vertx, Addresses.RELEASE, proof, this::release));
    }

    /** From now on there is this product with its name and price. */
    void sells(PricedLine product) {
        products.put(product.productId(), product);
    }

    /** From now on there are only so many units of each product. */
    void hasOnly(long units) {
        available = units;
    }

    /** From now on every order has run its course. */
    void isFinished() {
        finished = true;
    }

    /** From now on another try holds the units already. */
    void renews() {
        renews = true;
    }

    /** From now on a hold has ended when it is answered. */
    void holdsTooShort() {
        holdMillis = -HOLD_MILLIS;
    }

    /** The next questions get no answer. */
    void losesQuestions(int count) {
        questionsToLose.set(count);
    }

    /** The order of each question for a hold. */
    List<String> reservations() {
        return List.copyOf(reservations);
    }

    /** The id of the request for which each question for a hold was asked. */
    List<String> requestIds() {
        return List.copyOf(requestIds);
    }

    /** For whom each question for a hold was asked. */
    List<String> askers() {
        return List.copyOf(askers);
    }

    /** The order of each hold that was given back. */
    List<String> releases() {
        return List.copyOf(releases);
    }

    private Future<Reply> reserve(Buffer text) {
        Body body = Body.parse(text);
        String orderId = body.id("order_id");
        List<Line> lines = OrderLines.read(body);
        body.end();
        reservations.add(orderId);
        requestIds.add(RequestId.current().orElse("none"));
        askers.add(Caller.by());
        if (questionsToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Promise.<Reply>promise().future();
        }
        return Future.succeededFuture(held(orderId, lines));
    }

    private Reply held(String orderId, List<Line> lines) {
        if (finished) {
            throw new Problem(ProblemType.RESERVATION_FINISHED, "Order " + orderId + " has run its course.");
        }
        List<ShortLine> shortLines = lines.stream()
                .filter(line -> line.quantity() > available)
                .map(line -> new ShortLine(line.productId(), product(line).name(), line.quantity(), available))
                .toList();
        if (!shortLines.isEmpty()) {
            throw new Problem(
                            ProblemType.OUT_OF_STOCK,
                            "Not enough stock available. Only " + available + " units in stock.")
                    .with("short", shortLines);
        }
        return Reply.ok(Map.of(
                "order_id",
                orderId,
                "renewed",
                renews,
                "deadline",
                Times.text(System.currentTimeMillis() + holdMillis),
                "lines",
                lines.stream().map(this::priced).toList()));
    }

    private Future<Reply> release(Buffer text) {
        Body body = Body.parse(text);
        releases.add(body.id("order_id"));
        body.text("deadline", 1, 40);
        body.end();
        return Future.succeededFuture(Reply.noContent());
    }

    private PricedLine priced(Line line) {
        PricedLine product = product(line);
        return new PricedLine(line.productId(), product.name(), product.price(), line.quantity());
    }

    private PricedLine product(Line line) {
        PricedLine product = products.get(line.productId());
        if (product == null) {
            throw new Problem(ProblemType.NOT_FOUND, "There is no product " + line.productId() + ".");
        }
        return product;
    }
}
