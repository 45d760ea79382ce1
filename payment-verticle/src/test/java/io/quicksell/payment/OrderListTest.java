package io.quicksell.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The orders as a client lists them. */
class OrderListTest extends OrderListTestBase {

    @Test
    void withoutOrdersTheListIsEmpty() {
        HttpUser.Response answer = payment.user().get("/orders");

        assertEquals(List.of(200, "[]"), List.of(answer.status(), answer.text()));
        assertNull(answer.header("Link"));
    }

    @Test
    void theNewestOrderComesFirstAsItIsShownAlone() {
        String first = orders.pending();
        String second = orders.pending();

        JsonNode list = payment.user().get("/orders").json();

        assertEquals(List.of(payment.order(second), payment.order(first)), List.of(list.get(0), list.get(1)));
    }

    @Test
    void everyPageTogetherShowsEachOrderOnce() {
        create(23);

        assertEquals(newestFirst(), walked("/orders?limit=1", 1));
        assertEquals(newestFirst(), walked("/orders?limit=5", 5));
        assertEquals(newestFirst(), walked("/orders?limit=23", 23));
        assertEquals(newestFirst(), walked("/orders?limit=24", 24));
    }

    @Test
    void ordersOfTheSameMillisecondAreNeitherLeftOutNorShownTwice() {
        List<String> ids = redis.beforeAnyWrite(() -> Stream.generate(Ids::random)
                .limit(23)
                .peek(id -> orders.placements().create(StoredOrders.wanted(id)))
                .toList());
        Eventually.holds(() -> assertEquals(23, redis.stream(OrderEvent.CREATED).size()));
        assertTrue(
                ids.stream()
                                .map(id -> payment.order(id).get("created_at"))
                                .distinct()
                                .count()
                        < 23,
                "many are of the same millisecond");

        assertEquals(newestFirst(), walked("/orders?limit=4", 4));
    }

    @Test
    void aPageHasFiftyOrdersUnlessToldOtherwiseAndFiveHundredAtMost() {
        create(501);

        assertEquals(50, payment.user().get("/orders").json().size());
        assertEquals(500, payment.user().get("/orders?limit=500").json().size());
        assertEquals(422, payment.user().get("/orders?limit=501").status());
    }

    @Test
    void aPageOfLongOrdersEndsEarlyAndTheNextOneGoesOnThere() {
        int count = 30;
        PricedLine[] lines = IntStream.range(0, 100)
                .mapToObj(i -> new PricedLine(Ids.random(), "Ä".repeat(200), new Money(100 + i), 1))
                .toArray(PricedLine[]::new);
        IntStream.range(0, count)
                .forEach(i -> orders.placements()
                        .create(StoredOrders.wanted(Ids.random(), "digest", Long.MAX_VALUE / 1_000_000, lines))
                        .await());

        List<String> seen = new ArrayList<>();
        for (String page = "/orders?limit=" + count; page != null; ) {
            HttpUser.Response answer = payment.user().get(page);
            int bytes = answer.text().getBytes(UTF_8).length;
            assertTrue(bytes < 600_000, () -> bytes + " bytes");
            seen.addAll(ids(answer));
            page = next(answer);
        }

        assertEquals(newestFirst(), seen);
    }

    @Test
    void aCursorWorksWhenTheOrderItNamesIsGone() {
        create(10);
        List<String> ids = newestFirst();
        String next = next(payment.user().get("/orders?limit=4"));
        String anchor = ids.get(3);
        redis.call(Command.XDEL, OrderEvent.CREATED, orders.fields(anchor).get("entry"));
        redis.call(Command.DEL, PaymentKeys.order(anchor));

        assertEquals(ids.subList(4, 8), ids(payment.user().get(next)));
    }

    @Test
    void whatElseNamesAnOrderShowsNothing() {
        create(3);
        List<String> ids = newestFirst();
        redis.call(Command.XADD, OrderEvent.CREATED, "*", "v", 1, "order_id", ids.get(2));
        redis.call(Command.XADD, OrderEvent.CREATED, "*", "v", 1, "order_id", "no id");
        redis.call(Command.XADD, OrderEvent.CREATED, "*", "v", 1, "order_id", Ids.random());
        redis.call(Command.XADD, OrderEvent.CREATED, "*", "a", "text");

        assertEquals(ids, ids(payment.user().get("/orders")));
    }

    @Test
    void anOrderThatCannotBeReadIsLeftOutOfEachListAndTheLogSaysSo() {
        create(4);
        List<String> ids = newestFirst();
        assertEquals(ids, ids(payment.user().get("/orders?status=pending")), "all were indexed while they were whole");
        redis.call(Command.HDEL, PaymentKeys.order(ids.get(0)), "fee");
        redis.call(Command.HSET, PaymentKeys.order(ids.get(1)), "lines", "[{");
        redis.call(Command.DEL, PaymentKeys.order(ids.get(2)));
        redis.call(Command.SET, PaymentKeys.order(ids.get(2)), "a text");

        for (String list : List.of("/orders", "/orders?status=pending", "/orders?sort=total")) {
            try (LogLines log = LogLines.of("io.quicksell.redis.Listing")) {
                assertEquals(ids.subList(3, 4), ids(payment.user().get(list)), list);

                assertEquals(3, log.lines().size(), () -> log.lines().toString());
                ids.subList(0, 3)
                        .forEach(id ->
                                assertTrue(log.lines().stream().anyMatch(line -> line.contains(id)), () -> "of " + id));
            }
        }
    }

    @Test
    void ordersThatCameMeanwhileDoNotShiftThePages() {
        create(8);
        List<String> before = newestFirst();
        String next = next(payment.user().get("/orders?limit=4"));
        orders.pending();

        assertEquals(before.subList(4, 8), ids(payment.user().get(next)));
    }

    private void create(int count) {
        Future.all(IntStream.range(0, count)
                        .mapToObj(i -> orders.placements().create(StoredOrders.wanted(Ids.random())))
                        .toList())
                .await();
    }

    /** As Redis has them: the latest entry first. */
    private static List<String> newestFirst() {
        List<String> ids = new ArrayList<>();
        redis.stream(OrderEvent.CREATED).forEach(entry -> ids.add(0, entry.get("order_id")));
        return ids;
    }

    private List<String> walked(String path, int limit) {
        List<String> seen = new ArrayList<>();
        for (String page = path; page != null; ) {
            HttpUser.Response answer = payment.user().get(page);
            seen.addAll(ids(answer));
            assertEquals(Set.copyOf(seen).size(), seen.size(), "an order was shown twice");
            page = next(answer);
            assertTrue(page == null || page.matches("/orders\\?limit=\\d+&cursor=[\\w-]+"), page);
            assertEquals(page != null, ids(answer).size() == limit, "a full page, and only that, names a next one");
        }
        return seen;
    }
}
