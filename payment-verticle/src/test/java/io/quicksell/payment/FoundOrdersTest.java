package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.domain.Times;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of orders by time, in another sequence, and how many there are in all. */
class FoundOrdersTest extends OrderListTestBase {

    @ParameterizedTest
    @CsvSource({
        "created, 0 1 2 3",
        "-created, 3 2 1 0",
        "number, 0 1 2 3",
        "-number, 3 2 1 0",
        "total, 1 3 0 2",
        "-total, 2 0 3 1"
    })
    void theSequenceIsAsAskedForWithTheNumberAmongEquals(String sort, String sequence) {
        List<String> placed = List.of(of(300), of(100), of(300), of(200));
        List<String> wanted = Stream.of(sequence.split(" "))
                .map(i -> placed.get(Integer.parseInt(i)))
                .toList();

        assertEquals(wanted, ids(get("/orders?sort=" + sort)));
        assertEquals(wanted, walk("/orders?limit=1&sort=" + sort));
        assertEquals(wanted, walk("/orders?limit=3&sort=" + sort));
    }

    @Test
    void theTotalCountIsThatOfAllPagesAndOnlyWhereTheIndexAnswers() {
        IntStream.range(0, 5).forEach(i -> orders.pending());
        orders.completed();

        Response page = get("/orders?status=pending&limit=2");
        assertEquals("5", page.header("X-Total-Count"));
        assertEquals("5", get(next(page)).header("X-Total-Count"));
        assertEquals("6", get("/orders?sort=total").header("X-Total-Count"));
        assertEquals("0", get("/orders?q=nothing").header("X-Total-Count"));
        assertNull(get("/orders").header("X-Total-Count"));
    }

    @Test
    void aRangeOfTimesBeginsWithItsFirstAndEndsBeforeItsLast() {
        String before = orders.pending();
        String id = afterThe(before);
        String after = afterThe(id);
        long millis = Times.millis(createdAt(id));

        assertEquals(List.of(after, id), ids(get("/orders?created_from=" + Times.text(millis))));
        assertEquals(List.of(before), ids(get("/orders?created_before=" + Times.text(millis))));
        assertEquals(
                List.of(id),
                ids(get("/orders?created_from=" + Times.text(millis) + "&created_before=" + Times.text(millis + 1))));
        assertEquals(
                List.of(after),
                ids(get("/orders?created_from=" + Times.text(millis).replace("Z", "000001z"))),
                "a part of a millisecond after it");
        assertEquals(
                List.of(after, id),
                ids(get("/orders?created_from=" + Times.text(millis + 3_600_000).replace("Z", "%2B01:00"))),
                "another offset");
        assertEquals(
                List.of(),
                ids(get("/orders?created_from=" + Times.text(millis) + "&created_before=" + Times.text(millis))));
    }

    @Test
    void allFiltersGoTogetherAndLinksKeepThemAll() {
        String tea = StoredOrders.TEA.productId();
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            wanted.add(orders.completed());
            orders.pending();
        }
        String filters = "&created_before=9999-12-31T23:59:59.999Z&created_from=2020-01-01T00:00:00.000Z&product_id="
                + tea + "&q=SHOP&sort=number&status=completed";

        String next = next(get("/orders?limit=1" + filters));

        assertTrue(next.replace("%3A", ":").endsWith(filters), next);
        assertEquals(wanted, walk("/orders?limit=1" + filters));
    }

    @Test
    void aCursorWorksWhenTheOrdersThatItIsBetweenHaveGone() {
        List<String> placed =
                IntStream.range(0, 6).mapToObj(i -> orders.pending()).toList();
        String next = next(get("/orders?status=pending&limit=2"));

        orders.store()
                .complete(placed.get(4), StoredOrders.APPROVED, orders.delivered("order_created", placed.get(4)))
                .await();
        orders.store()
                .complete(placed.get(3), StoredOrders.APPROVED, orders.delivered("order_created", placed.get(3)))
                .await();

        assertEquals(List.of(placed.get(2), placed.get(1)), ids(get(next)));
    }

    @Test
    void aListIsAsNewAsItsRequest() {
        for (int i = 0; i < 20; i++) {
            String id = orders.pending();
            assertEquals(List.of(id), ids(get("/orders?status=pending")));
            orders.store()
                    .complete(id, StoredOrders.APPROVED, orders.delivered("order_created", id))
                    .await();
            assertEquals(id, ids(get("/orders?status=completed")).get(0));
            assertEquals(List.of(), ids(get("/orders?status=pending")));
        }
    }

    @Test
    void theHealthTellsHowTheIndexIs() {
        get("/orders?status=pending");

        JsonNode checks = payment.user().get("/health").json().get("checks");
        JsonNode index = StreamSupport.stream(checks.spliterator(), false)
                .filter(check -> check.get("id").textValue().equals("index"))
                .findFirst()
                .orElseThrow();
        assertEquals(100, index.get("data").get("percent").intValue());
        assertTrue(index.get("data").get("ready").booleanValue());
    }

    private String of(long total) {
        PlacementStore.NewOrder as = StoredOrders.wanted(Ids.random());
        orders.placements()
                .create(new PlacementStore.NewOrder(
                        as.attempt(),
                        as.digest(),
                        as.reference(),
                        as.lines(),
                        as.fee(),
                        new Money(total),
                        as.deadline()))
                .await();
        return as.attempt().id();
    }

    /** A new order of a later millisecond. */
    private String afterThe(String earlier) {
        long millis = Times.millis(createdAt(earlier));
        Eventually.holds(() -> assertTrue(orders.clock() > millis));
        return orders.pending();
    }

    private String createdAt(String id) {
        return payment.order(id).get("created_at").textValue();
    }
}
