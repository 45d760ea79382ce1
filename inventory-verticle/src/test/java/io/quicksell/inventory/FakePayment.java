package io.quicksell.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Reply;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.peer.BusProof;
import io.quicksell.common.peer.BusTransport;
import io.quicksell.common.testing.TestNode;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A stand-in for payment: on the event bus it responds whether an order exists, and it writes the events of orders as payment's scripts
 * do. Before each test it has no orders. Register it in a static field after {@link RealRedis}.
 */
final class FakePayment implements BeforeAllCallback, BeforeEachCallback {

    private final RealRedis redis;
    private final BusProof proof;
    private final Map<String, Supplier<Future<Reply>>> responses = new ConcurrentHashMap<>();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();

    FakePayment(RealRedis redis) {
        this(redis, BusProof.NONE);
    }

    private FakePayment(RealRedis redis, BusProof proof) {
        this.redis = redis;
        this.proof = proof;
    }

    /** Beside an inventory that asks callers who they are. */
    static FakePayment asking(RealRedis redis) {
        return new FakePayment(redis, TestNode.PROOF);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        BusTransport.serve(redis.vertx(), Addresses.ORDER, proof, this::respond).await();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        responses.clear();
        requests.clear();
    }

    /** From now on it has the order, with this status. */
    void has(String orderId, String status, Line... lines) {
        Reply order = Reply.ok(Map.of("id", orderId, "status", status, "lines", priced(lines)));
        responses.put(orderId, () -> Future.succeededFuture(order));
    }

    /** From now on it is unavailable for requests about the order. */
    void isUnavailableFor(String orderId) {
        responses.put(orderId, () -> Future.failedFuture(new Problem(ProblemType.UNAVAILABLE, "Not now.")));
    }

    /** From now on something else responds in its place that there is nothing. */
    void isMistakenFor(String orderId) {
        responses.put(orderId, () -> Future.failedFuture(new Problem(ProblemType.NOT_FOUND, "There is nothing here.")));
    }

    /** From now on it does not respond to requests about the order. */
    void isSilentAbout(String orderId) {
        responses.put(orderId, () -> Promise.<Reply>promise().future());
    }

    /** From now on it has no such order. */
    void forgets(String orderId) {
        responses.remove(orderId);
    }

    int requestsFor(String orderId) {
        return requests.getOrDefault(orderId, 0);
    }

    /** Writes an event of an order as payment's scripts do; an order with one line has flat fields too. */
    void emits(String stream, String orderId, Map<String, String> more, Line... lines) {
        Stream<Object> fields = Stream.of(
                stream,
                "*",
                "v",
                1,
                "order_id",
                orderId,
                "at",
                1_700_000_000_000L,
                "status",
                stream.substring("order_".length()),
                "lines",
                Json.text(priced(lines)),
                "quantity",
                Stream.of(lines).mapToLong(Line::quantity).sum(),
                "fee",
                50,
                "total",
                300);
        Stream<Object> ofOneLine =
                lines.length == 1 ? Stream.of("product_id", lines[0].productId(), "price", 250) : Stream.of();
        Stream<Object> others = more.entrySet().stream().flatMap(one -> Stream.of(one.getKey(), one.getValue()));
        redis.call(
                Command.XADD,
                Stream.of(fields, ofOneLine, others).flatMap(part -> part).toArray());
    }

    private Future<Reply> respond(Buffer request) {
        String orderId = orderId(request);
        requests.merge(orderId, 1, Integer::sum);
        return responses
                .getOrDefault(
                        orderId,
                        () -> Future.failedFuture(new Problem(ProblemType.NO_SUCH_ORDER, "There is no order " + orderId)
                                .with("order_id", orderId)))
                .get();
    }

    private static String orderId(Buffer request) {
        try {
            return Json.parse(request).get("order_id").textValue();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<PricedLine> priced(Line... lines) {
        return Stream.of(lines)
                .map(line -> new PricedLine(line.productId(), "As it was called", new Money(250), line.quantity()))
                .toList();
    }
}
