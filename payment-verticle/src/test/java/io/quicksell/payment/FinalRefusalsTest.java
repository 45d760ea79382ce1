package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Times;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.common.once.IdempotencyKey;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.peer.Peer;
import io.quicksell.payment.OrderPlacement.Placed;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.TransientFailure;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.Line;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.SystemUser;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.redis.client.Command;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two tries with one key, of which the first hears from inventory only when the second has ended. */
class FinalRefusalsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    private static final OrderRequest THREE_TEAS = wanted(StoredOrders.TEA);
    private static final OrderRequest TEA_AND_RICE = wanted(StoredOrders.TEA, StoredOrders.RICE);
    private static final OrderRequest RICE_AND_TEA = wanted(StoredOrders.RICE, StoredOrders.TEA);

    private final FakeInventory inventory = new FakeInventory();
    private final Queue<HttpServerRequest> reservations = new ConcurrentLinkedQueue<>();
    private final Queue<String> givenBack = new ConcurrentLinkedQueue<>();
    private static final IdempotencyKey KEY = new IdempotencyKey("order-4711", "anonymous");
    private final String id = KEY.idIn(StoredOrders.NAMESPACE);
    private HttpServer slowInventory;
    private String deployment;
    private OrderPlacement placement;
    private OrderPlacement slowPlacement;

    @BeforeEach
    void inventoryIsThere() {
        deployment = redis.vertx().deployVerticle(inventory).await();
        slowInventory = redis.vertx()
                .createHttpServer()
                .requestHandler(this::hear)
                .listen(0, "127.0.0.1")
                .await();
        placement = placement("");
        slowPlacement = placement(slowInventoryUrl());
    }

    @AfterEach
    void inventoryGoes() {
        slowInventory.close().await();
        redis.vertx().undeploy(deployment).await();
    }

    @Test
    void anEarlierTryIsToldTheRefusalOfALaterOneAndPlacesNothing() {
        Future<Placed> earlier = begunSlowly();
        inventory.hasOnly(2);
        Problem refusal = assertThrows(Problem.class, () -> place().await());
        assertEquals(ProblemType.OUT_OF_STOCK, refusal.type());

        answer(200, held());

        Problem same = assertThrows(Problem.class, earlier::await);
        assertEquals(refusal.body(null), same.body(null));
        assertTrue(refusal.body(null).toString().contains("\"short\""), refusal::getMessage);
        assertTrue(orders.store().find(id).await().isEmpty());
        assertEquals(List.of("/reservations/" + id), List.copyOf(givenBack));
    }

    @Test
    void aTryWithItsLinesInAnotherSequenceIsATryForTheSameOrder() {
        Future<Placed> earlier = begunSlowly(TEA_AND_RICE);
        inventory.hasOnly(2);
        assertThrows(Problem.class, () -> place(RICE_AND_TEA).await());

        answer(200, held(StoredOrders.TEA, StoredOrders.RICE));

        assertEquals(
                ProblemType.OUT_OF_STOCK,
                assertThrows(Problem.class, earlier::await).type());
    }

    @Test
    void anOrderIsReplayedHoweverTheHoldThatItSharesHasItsLines() {
        Future<Placed> earlier = begunSlowly(RICE_AND_TEA);
        Order placed = place(TEA_AND_RICE).await().order();

        answer(200, held(StoredOrders.TEA, StoredOrders.RICE));

        assertEquals(new Placed(placed, true), earlier.await());
        assertEquals(new Placed(placed, true), place(RICE_AND_TEA).await());
    }

    @Test
    void aRefusedTryWhoseOrderWasPlacedMeanwhileIsReplayed() {
        Future<Placed> earlier = begunSlowly();
        Order placed = place().await().order();

        answer(409, new Problem(ProblemType.OUT_OF_STOCK, "Only 2 units in stock.").body(null));

        assertEquals(new Placed(placed, true), earlier.await());
    }

    @Test
    void aTryAfterARefusalMayPlaceTheOrder() {
        inventory.hasOnly(2);
        assertThrows(Problem.class, () -> place().await());
        inventory.hasOnly(3);

        assertEquals(id, place().await().order().id());
    }

    @Test
    void aRefusalThatCannotBeNotedIsNotTold() {
        inventory.hasOnly(2);
        redis.call(Command.CONFIG, "SET", "maxmemory", 1);
        try {
            Throwable failure = assertThrows(TransientFailure.class, () -> place().await());

            assertEquals(ProblemType.UNAVAILABLE, Problem.of(failure).type());
        } finally {
            redis.call(Command.CONFIG, "SET", "maxmemory", 0);
        }
    }

    @Test
    void aRefusalOfWhichIsNotKnownWhetherItIsNotedIsNotTold() {
        try (Line line =
                Line.to(redis.vertx(), redis.endpoint().host(), redis.endpoint().port())) {
            RedisLink far = new RedisLink(redis.vertx(), SystemUser.at("127.0.0.1", line.port()), "far").open();
            Eventually.succeeds(() -> far.ping().await());
            Future<Placed> refused = placement(far, slowInventoryUrl()).placeOnce(KEY, THREE_TEAS, () -> false);
            Eventually.holds(() -> assertTrue(!reservations.isEmpty()));

            line.holdAnswers();
            answer(409, new Problem(ProblemType.OUT_OF_STOCK, "Only 2 units in stock.").body(null));

            Throwable failure = assertThrows(RuntimeException.class, refused::await);
            assertEquals(ProblemType.OUTCOME_UNKNOWN, Problem.of(failure).type());
            far.close().await();
        }
    }

    /** A try that is given up while its order is looked up: the client may have sent its next one by then. */
    @Test
    void nothingIsReservedForATryThatNobodyWaitsForAfterItsLookUp() {
        Future<Placed> dropped = placement.placeOnce(KEY, THREE_TEAS, () -> true);

        Problem problem = assertThrows(Problem.class, dropped::await);

        assertEquals(ProblemType.UNAVAILABLE, problem.type());
        assertEquals(List.of(), inventory.reservations());
    }

    private static OrderRequest wanted(PricedLine... lines) {
        return new OrderRequest(Stream.of(lines).map(PricedLine::line).toList(), "", Optional.empty());
    }

    private Future<Placed> place() {
        return place(THREE_TEAS);
    }

    private Future<Placed> place(OrderRequest wanted) {
        return placement.placeOnce(KEY, wanted, () -> false);
    }

    private Future<Placed> begunSlowly() {
        return begunSlowly(THREE_TEAS);
    }

    private Future<Placed> begunSlowly(OrderRequest wanted) {
        Future<Placed> begun = slowPlacement.placeOnce(KEY, wanted, () -> false);
        Eventually.holds(() -> assertTrue(!reservations.isEmpty()));
        return begun;
    }

    private void answer(int status, Buffer body) {
        reservations.forEach(request -> request.response().setStatusCode(status).end(body));
    }

    /** What is given back is taken at once; who wants units waits. */
    private void hear(HttpServerRequest request) {
        if (request.method() == HttpMethod.DELETE) {
            givenBack.add(request.path());
            request.response().setStatusCode(204).end();
        } else {
            reservations.add(request);
        }
    }

    private static Buffer held() {
        return held(StoredOrders.TEA);
    }

    private static Buffer held(PricedLine... lines) {
        return Json.encode(Map.of(
                "renewed",
                false,
                "deadline",
                Times.text(System.currentTimeMillis() + 30_000),
                "lines",
                List.of(lines)));
    }

    private String slowInventoryUrl() {
        return "http://127.0.0.1:" + slowInventory.actualPort();
    }

    private OrderPlacement placement(String inventoryUrl) {
        return placement(redis.link(), inventoryUrl);
    }

    private OrderPlacement placement(RedisLink link, String inventoryUrl) {
        Peer peer = new Peer(redis.vertx(), "inventory", inventoryUrl);
        return orders.placement(link, new InventoryPeer(peer), new BigDecimal("0.2"));
    }
}
