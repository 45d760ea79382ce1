package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.Line;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.RealRedis;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More units are requested at once, over HTTP and from two instances, than there are: exactly all units are held. */
class OversellRaceTest {

    private static final int CLIENTS = 64;

    @Order(1)
    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Order(2)
    @RegisterExtension
    final Stock stock = new Stock(redis);

    @Order(3)
    @RegisterExtension
    final RunningInventory inventory =
            new RunningInventory(redis, RunningInventory.config(2, Stock.HOLD_MILLIS, 60_000));

    @Test
    void exactlyTheUnitsThatThereAreAreHeld() {
        String tea = stock.product("Tea", 100);

        assertEquals(50, heldOf(client -> reserve(Ids.random(), new Line(tea, 2))));
        assertEquals(new Stock.Counts(0, 100, 0), stock.counts(tea));
    }

    @Test
    void ordersOfDifferentSizesNeverHoldMoreThanThereIs() {
        String tea = stock.product("Tea", 100);

        heldOf(client -> reserve(Ids.random(), new Line(tea, 1 + client % 5)));
        heldOf(client -> reserve(Ids.random(), new Line(tea, 1)));
        assertEquals(new Stock.Counts(0, 100, 0), stock.counts(tea), "single units take what is left");
    }

    @Test
    void severalLinesInAnyOrderAreHeldTogetherOrNotAtAll() {
        String tea = stock.product("Tea", 100);
        String milk = stock.product("Milk", 100);
        String sugar = stock.product("Sugar", 60);

        int held = heldOf(client -> switch (client % 3) {
            case 0 -> reserve(Ids.random(), new Line(tea, 2), new Line(milk, 2), new Line(sugar, 2));
            case 1 -> reserve(Ids.random(), new Line(sugar, 2), new Line(milk, 2), new Line(tea, 2));
            default -> reserve(Ids.random(), new Line(milk, 2), new Line(sugar, 2), new Line(tea, 2));
        });
        assertEquals(30, held, "sugar is what runs out");
        assertEquals(new Stock.Counts(0, 60, 0), stock.counts(sugar));
        assertEquals(new Stock.Counts(40, 60, 0), stock.counts(tea));
        assertEquals(new Stock.Counts(40, 60, 0), stock.counts(milk));
    }

    @Test
    void oneOrderRequestedManyTimesAtOnceTakesItsUnitsOnce() {
        String tea = stock.product("Tea", 100);
        String order = Ids.random();

        assertEquals(CLIENTS, heldOf(client -> reserve(order, new Line(tea, 2))));
        assertEquals(new Stock.Counts(98, 2, 0), stock.counts(tea));
    }

    /** Sends all clients' requests at once, and returns how many hold their units; all others must be refused as out of stock. */
    private int heldOf(IntFunction<CompletableFuture<Response>> request) {
        List<CompletableFuture<Response>> sent =
                IntStream.range(0, CLIENTS).mapToObj(request).toList();
        List<Integer> statuses =
                sent.stream().map(CompletableFuture::join).map(Response::status).toList();
        int held = (int) statuses.stream().filter(status -> status == 200).count();
        assertEquals(
                CLIENTS - held,
                statuses.stream().filter(status -> status == 409).count(),
                statuses::toString);
        return held;
    }

    private CompletableFuture<Response> reserve(String orderId, Line... lines) {
        return inventory
                .user()
                .sendSoon("POST", "/reservations", Json.text(Map.of("order_id", orderId, "lines", lines)));
    }
}
