package io.quicksell.payment;

import static io.quicksell.payment.StoredOrders.RICE;
import static io.quicksell.payment.StoredOrders.TEA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.redis.client.Command;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders of one status, of one product, of one number or reference, and of all that together. */
class OrderFiltersTest extends OrderListTestBase {

    @Test
    void anOrderIsListedUnderTheStatusThatItHasAndUnderNoOther() {
        String pending = orders.pending();
        String completed = orders.completed();
        String failed = orders.failed();
        String refunded = orders.refunded();

        assertEquals(
                List.of(List.of(pending), List.of(completed), List.of(failed), List.of(refunded)),
                Stream.of("pending", "completed", "failed", "refunded")
                        .map(status -> ids(payment.user().get("/orders?status=" + status)))
                        .toList());
        assertEquals(4, ids(payment.user().get("/orders")).size());
    }

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void theListOfAStatusHasItsOrdersByTheirCreation(OrderStatus status) {
        Supplier<String> one = switch (status) {
            case PENDING -> orders::pending;
            case COMPLETED -> orders::completed;
            case FAILED -> orders::failed;
            case REFUNDED -> orders::refunded;
        };
        List<String> oldestFirst = Stream.generate(one).limit(3).toList();

        for (OrderStatus each : OrderStatus.values()) {
            assertEquals(
                    each == status ? List.of(oldestFirst.get(2), oldestFirst.get(1), oldestFirst.get(0)) : List.of(),
                    ids(payment.user().get("/orders?status=" + each.text())));
        }
    }

    @Test
    void anOrderIsListedUnderEachOfItsProducts() {
        String tea = orders.pending();
        String both = of(TEA, RICE);
        String rice = of(RICE);

        assertEquals(Set.of(tea, both), Set.copyOf(ids(payment.user().get("/orders?product_id=" + TEA.productId()))));
        assertEquals(
                Set.of(rice, both),
                Set.copyOf(ids(payment.user()
                        .get("/orders?product_id=" + RICE.productId().toUpperCase()))));
        assertEquals(List.of(), ids(payment.user().get("/orders?product_id=" + Ids.random())));
    }

    @Test
    void bothFiltersTogetherTakeWhatMatchesBoth() {
        String completed = orders.completed();
        orders.pending();
        String rice = of(RICE);
        complete(rice);

        assertEquals(
                List.of(completed), ids(payment.user().get("/orders?status=completed&product_id=" + TEA.productId())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Huber", "hUBER", "stra%C3%9Fe", "STRASSE%207", "4711", "%20Huber%20", "%25"})
    void anOrderIsFoundByAPartOfItsReferenceInAnyCase(String q) {
        String wanted = referring("Huber, Stra\u00dfe 7 / PO-4711 50%");
        referring("Maier");
        orders.pending();
        referring("");

        assertEquals(List.of(wanted), ids(payment.user().get("/orders?q=" + q)));
    }

    @Test
    void anOrderIsFoundByItsWholeNumberAndByNoPartOfIt() {
        List<String> placed =
                IntStream.rangeClosed(1, 12).mapToObj(i -> orders.pending()).toList();

        assertEquals(List.of(placed.get(11)), ids(payment.user().get("/orders?q=12")));
        assertEquals(List.of(placed.get(0)), ids(payment.user().get("/orders?q=1")));
        assertEquals(List.of(), ids(payment.user().get("/orders?q=13")));
        assertEquals(12, ids(payment.user().get("/orders?q=")).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "%232", "%23%202", "order%202", "Order%20%232", "no.%202"})
    void theOrderWhoseNumberIsSearchedComesBeforeNewerOnesThatReferToIt(String q) {
        List<String> placed = List.of(referring("PO 1"), referring("PO 3"), referring("see " + decoded(q)));

        assertEquals(List.of(placed.get(1), placed.get(2)), ids(payment.user().get("/orders?q=" + q)));
        assertEquals(
                List.of(placed.get(2)), ids(payment.user().get("/orders?status=pending&q=see%20" + q)), "and in words");
        assertEquals(List.of(), ids(payment.user().get("/orders?status=failed&q=" + q)), "the other filters count");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50})
    void theOrderThatComesFirstIsOnNoOtherPage(int limit) {
        String meant = referring("PO 1");
        List<String> wanted = new ArrayList<>(List.of(meant));
        IntStream.range(0, 7).forEach(i -> wanted.add(referring("again 1, " + i)));

        List<String> seen = new ArrayList<>();
        for (String page = "/orders?q=1&limit=" + limit; page != null; ) {
            Response answer = payment.user().get(page);
            List<String> some = ids(answer);
            assertTrue(some.size() <= limit, "a page of " + some.size());
            seen.addAll(some);
            page = next(answer);
        }
        assertEquals(meant, seen.get(0));
        assertEquals(wanted.size(), seen.size());
        assertEquals(Set.copyOf(wanted), Set.copyOf(seen));
    }

    @Test
    void aSearchedTextHas200CharactersAtMost() {
        assertEquals(List.of(), ids(payment.user().get("/orders?q=" + "%C3%A4".repeat(200))));
        assertEquals(
                422, payment.user().get("/orders?q=" + "%C3%A4".repeat(201)).status());
    }

    @Test
    void aSearchedTextHas8WordsAtMost() {
        String id = referring("one two three four five six seven eight");

        assertEquals(
                List.of(id),
                ids(payment.user().get("/orders?q=one%20two%20three%20four%20five%20six%20seven%20eight")));
        Response answer = payment.user().get("/orders?q=one%20two%20three%20four%20five%20six%20seven%20eight%20nine");
        assertEquals(422, answer.status());
        assertTrue(answer.text().contains("q must have at most 8 words"), answer::text);
    }

    @Test
    void pagesOfAFilteredListShowEachOrderOnceAndLinksKeepTheFilters() {
        List<String> wanted = new ArrayList<>();
        IntStream.range(0, 30).forEach(i -> {
            if (i % 3 == 0) {
                wanted.add(orders.completed());
            } else {
                of(i % 3 == 1 ? TEA : RICE);
            }
        });
        String filters = "q=THE%20shop&status=completed&product_id=" + TEA.productId();

        List<String> seen = new ArrayList<>();
        for (String page = "/orders?limit=3&" + filters; page != null; ) {
            Response answer = payment.user().get(page);
            seen.addAll(ids(answer));
            page = next(answer);
            assertTrue(
                    page == null || page.endsWith("&product_id=" + TEA.productId() + "&q=THE%20shop&status=completed"),
                    page);
        }
        assertEquals(wanted.size(), seen.size());
        assertEquals(Set.copyOf(wanted), Set.copyOf(seen));
    }

    /** It changes between the search and the reading of what was found. */
    @Test
    void anOrderThatChangedMeanwhileIsNotShownUnderItsOldStatus() {
        String id = orders.completed();
        assertEquals(List.of(id), ids(payment.user().get("/orders?status=completed")));
        redis.call(Command.HSET, PaymentKeys.order(id), "status", "refunded", "refunded_at", 1);

        assertEquals(List.of(), ids(payment.user().get("/orders?status=completed")));
    }

    @Test
    void aShortListNamesNoNextPage() {
        orders.pending();

        assertNull(payment.user().get("/orders?status=pending").header("Link"));
    }

    private String referring(String reference) {
        PlacementStore.NewOrder as = StoredOrders.wanted(Ids.random());
        orders.placements()
                .create(new PlacementStore.NewOrder(
                        as.attempt(), as.digest(), reference, as.lines(), as.fee(), as.total(), as.deadline()))
                .await();
        return as.attempt().id();
    }

    private String of(io.quicksell.common.order.PricedLine... lines) {
        String id = Ids.random();
        orders.placements()
                .create(StoredOrders.wanted(id, "digest", Long.MAX_VALUE / 1_000_000, lines))
                .await();
        return id;
    }

    private void complete(String id) {
        orders.store()
                .complete(id, StoredOrders.APPROVED, orders.delivered(OrderEvent.CREATED, id))
                .await();
    }

    private static String decoded(String q) {
        return URLDecoder.decode(q, UTF_8);
    }
}
