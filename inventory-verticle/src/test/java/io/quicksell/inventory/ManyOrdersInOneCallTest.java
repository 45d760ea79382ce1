package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.inventory.ReservationStore.Settled;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that are reserved or settled in one call come out as if each had come alone, one after the other. */
class ManyOrdersInOneCallTest extends StockTestBase {

    private final List<String> orders =
            IntStream.range(0, 8).mapToObj(n -> Ids.random()).toList();
    private int calls;

    /** A call is under way while the orders of a test are asked for, so that those go as one call. */
    private <T> T behindACall(Supplier<T> asking) {
        return redis.beforeAnyWrite(() -> {
            stock.reservations().reserve(Ids.random(), List.of(new Line(Ids.random(), 1)), Stock.HOLD_MILLIS);
            return asking.get();
        });
    }

    @BeforeEach
    void countCalls() {
        calls = events();
    }

    @Test
    void eachTakesWhatTheOnesBeforeItLeft() {
        List<Class<?>> outcomes = reserve(
                        List.of(new Line(tea, 4)),
                        List.of(new Line(tea, 7)),
                        List.of(new Line(tea, 3), new Line(milk, 5)),
                        List.of(new Line(tea, 1), new Line(milk, 1)),
                        List.of(new Line(tea, 3)),
                        List.of(new Line(tea, 1)))
                .stream()
                .<Class<?>>map(outcome -> outcome.await().getClass())
                .toList();

        Class<?> held = Reserved.Held.class;
        Class<?> refused = Reserved.OutOfStock.class;
        assertEquals(List.of(held, refused, held, refused, held, refused), outcomes);
        assertEquals(new Stock.Counts(0, 10, 0), stock.counts(tea));
        assertEquals(new Stock.Counts(0, 5, 0), stock.counts(milk));
        assertEquals(2, events() - calls, "one event of each product");
        assertEquals(
                List.of("-4 of 6", "-3 of 3", "-3 of 0"),
                redis.stream("movements:" + tea).stream()
                        .skip(1)
                        .map(entry -> entry.get("units") + " of " + entry.get("quantity"))
                        .toList());
        assertEquals("4", redis.hash("product:" + tea).get("version"), "it grew with each order");
    }

    @Test
    void theSecondOfAnOrderIsARenewalAndHasTheLaterDeadline() {
        List<Future<Reserved>> outcomes = behindACall(() -> List.of(
                reserve(order, new Line(tea, 3), new Line(milk, 1)),
                reserve(order, new Line(milk, 1), new Line(tea, 3)),
                reserve(order, new Line(tea, 2))));

        Reserved.Held held =
                assertInstanceOf(Reserved.Held.class, outcomes.get(0).await());
        Reserved.Held renewed =
                assertInstanceOf(Reserved.Held.class, outcomes.get(1).await());
        assertEquals(List.of(false, true), List.of(held.renewed(), renewed.renewed()));
        assertEquals(held.lines(), renewed.lines());
        assertEquals(held.deadline() + 1, renewed.deadline());
        assertEquals(
                renewed.deadline(),
                stock.reservations().held(order).await().orElseThrow().deadline());
        assertEquals(
                renewed.deadline(), redis.call(Command.ZSCORE, "holds", order).toLong());
        assertInstanceOf(Reserved.OtherLines.class, outcomes.get(2).await());
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
        assertEquals(2, events() - calls);
    }

    @Test
    void aHoldOfAnEarlierCallIsRenewedAmongNewOnes() {
        Reserved.Held held = assertInstanceOf(
                Reserved.Held.class, reserve(order, new Line(tea, 3)).await());
        List<Future<Reserved>> outcomes =
                behindACall(() -> List.of(reserve(orders.get(0), new Line(tea, 1)), reserve(order, new Line(tea, 3))));

        assertInstanceOf(Reserved.Held.class, outcomes.get(0).await());
        Reserved.Held renewed =
                assertInstanceOf(Reserved.Held.class, outcomes.get(1).await());
        assertTrue(renewed.renewed());
        assertTrue(renewed.deadline() > held.deadline());
        assertEquals(
                renewed.deadline(), redis.call(Command.ZSCORE, "holds", order).toLong());
        assertEquals(new Stock.Counts(6, 4, 0), stock.counts(tea));
    }

    @Test
    void whatIsBrokenHarmsOnlyTheOrdersThatNeedIt() {
        String cocoa = stock.product("Cocoa", 10);
        String sugar = stock.product("Sugar", 10);
        String coffee = stock.product("Coffee", 10);
        redis.call(Command.HSET, "product:" + cocoa, "sold", "many");
        Response createdAt = redis.call(Command.HGET, "product:" + coffee, "created_at");
        redis.call(Command.HDEL, "product:" + coffee, "created_at");
        redis.call(Command.RENAME, "movements:" + sugar, "kept");
        redis.call(Command.SET, "movements:" + sugar, "a text");
        redis.call(Command.SET, "reservation:" + orders.get(3), "a text");
        calls = events();
        List<Future<Reserved>> outcomes = reserve(
                List.of(new Line(tea, 1)),
                List.of(new Line(tea, 1), new Line(cocoa, 1)),
                List.of(new Line(sugar, 1), new Line(milk, 1)),
                List.of(new Line(tea, 1)),
                List.of(new Line(tea, 2), new Line(milk, 1)),
                List.of(new Line(tea, 1), new Line(coffee, 1)));

        for (int broken : new int[] {1, 2, 3, 5}) {
            assertThrows(Throwable.class, outcomes.get(broken)::await);
        }
        assertInstanceOf(Reserved.Held.class, outcomes.get(0).await());
        assertInstanceOf(Reserved.Held.class, outcomes.get(4).await());
        assertEquals(new Stock.Counts(7, 3, 0), stock.counts(tea));
        assertEquals(new Stock.Counts(4, 1, 0), stock.counts(milk));
        assertEquals(2, events() - calls);
        redis.call(Command.HSET, "product:" + cocoa, "sold", "0");
        redis.call(Command.RENAME, "kept", "movements:" + sugar);
        assertEquals("0", redis.hash("product:" + coffee).get("held"), "a part of it was written");
        redis.call(Command.HSET, "product:" + coffee, "created_at", createdAt.toString());
    }

    @Test
    void settlingThemSellsEachOnceAndAcknowledgesAllEntries() {
        List<Line> three = List.of(new Line(tea, 3));
        orders.subList(0, 3).forEach(id -> stock.hold(id, new Line(tea, 3)));
        List<StreamEntry> entries = new ArrayList<>();
        for (int n : new int[] {0, 1, 1, 2, 3}) {
            entries.add(stock.pending(OrderEvent.COMPLETED, orders.get(n)));
        }
        calls = events();
        List<Future<Settled>> outcomes = redis.beforeAnyWrite(() -> {
            settle(order, three, new StreamEntry(OrderEvent.COMPLETED, "", Map.of()));
            return entries.stream()
                    .map(entry -> settle(entry.field("order_id"), three, entry))
                    .toList();
        });

        assertEquals(
                List.of(Settled.SETTLED, Settled.SETTLED, Settled.ALREADY, Settled.SETTLED, Settled.UNRESERVED),
                outcomes.stream().map(each -> each.await()).toList());
        assertEquals(new Stock.Counts(1, 0, 9), stock.counts(tea));
        assertEquals(1, redis.pending(OrderEvent.COMPLETED, "inventory"), "only that of the order without a hold");
        assertEquals(1, events() - calls);
        assertEquals(0, redis.call(Command.ZCARD, "holds").toInteger());
    }

    @SafeVarargs
    private List<Future<Reserved>> reserve(List<Line>... wanted) {
        return behindACall(() -> IntStream.range(0, wanted.length)
                .mapToObj(n -> reserve(orders.get(n), wanted[n].toArray(Line[]::new)))
                .toList());
    }

    private Future<Settled> settle(String id, List<Line> lines, StreamEntry entry) {
        return stock.reservations().settle(new OrderEvent(id, lines, false, ""), entry);
    }

    private Future<Reserved> reserve(String id, Line... lines) {
        return stock.reservations().reserve(id, List.of(lines), Stock.HOLD_MILLIS);
    }

    private static int events() {
        return redis.stream("product_changed").size();
    }
}
