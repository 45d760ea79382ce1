package io.quicksell.payment.index;

import static io.quicksell.payment.index.OrderQuery.Sequence.NEWEST_FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.SearchText;
import io.quicksell.payment.index.OrderQuery.Key;
import io.quicksell.payment.index.OrderQuery.Sequence;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the index on disk finds, and in which sequence. */
class FoundInFilesTest extends IndexFilesTestBase {

    @Test
    void allOrdersInEverySequencePageByPage() throws IOException, SearchTooLong {
        write();
        for (Key key : Key.values()) {
            for (boolean descending : List.of(true, false)) {
                OrderQuery query = ManyOrders.all(new Sequence(key, descending));
                assertEquals(ManyOrders.expected(orders, query), walk(query, 7), query::toString);
                assertEquals(ManyOrders.expected(orders, query), walk(query, COUNT), query::toString);
            }
        }
    }

    @Test
    void allFiltersTogetherInEverySequence() throws IOException, SearchTooLong {
        write();
        long middle = 1_700_000_000_000L + COUNT / 6;
        for (Key key : Key.values()) {
            for (boolean descending : List.of(true, false)) {
                OrderQuery query = new OrderQuery(
                        Optional.of("completed"),
                        Optional.of(ManyOrders.PRODUCTS.get(0)),
                        OptionalLong.of(middle - 60),
                        OptionalLong.of(middle + 60),
                        new SearchText("12"),
                        OptionalLong.of(12),
                        new Sequence(key, descending));
                assertEquals(ManyOrders.expected(orders, query), walk(query, 3), query::toString);
            }
        }
    }

    @Test
    void theRangeOfTimesHasItsBeginningAndNotItsEnd() throws IOException, SearchTooLong {
        files.write(List.of(at(1, 1_000), at(2, 1_001), at(3, 1_002)));
        files.refresh();

        assertEquals(List.of(2L, 1L), numbers(between(1_000, 1_002)));
        assertEquals(List.of(2L), numbers(between(1_001, 1_002)));
        assertEquals(List.of(), numbers(between(1_001, 1_001)));
        assertEquals(List.of(), numbers(between(1_002, 1_000)), "turned round");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PO-4711",
                "po",
                "4711 po",
                "Söhne müller",
                "mueller",
                "Mueller soehne",
                "dampfschiff",
                "donaudampfschifffahrt",
                "mpfschifffahr",
                "dampfschifffahrten",
                "aaaaaaaa",
                "aaaaaaaaa",
                "aaaaaaaaaaaaaaaa",
                "aaaaaaaaaaaaaaaaa",
                "aaaaaaaaaaaaaaaaaaaa",
                "aaaaaaaaaaaaaaaaaaaaa",
                "a",
                "b a",
                "donaudampf",
                "ahrt donau",
                "strasse",
                "STRASSE 7",
                "tea kase",
                "tea kaese",
                "😀",
                "😀😀",
                "m6x20",
                "933 m6",
                "donaudampf schifffahrt",
                "nothing of that",
                "%",
                "*",
                "?",
                "\\"
            })
    void aTextIsFoundWhereItsWordsAre(String text) throws IOException, SearchTooLong {
        write();
        OrderQuery query = ManyOrders.text(text, OptionalLong.empty());

        assertEquals(ManyOrders.expected(orders, query), walk(query, 50));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, COUNT})
    void theOrderOfTheSearchedNumberComesFirstAndOnNoOtherPage(int limit) throws IOException, SearchTooLong {
        write();
        for (String text : List.of("12", "order 12")) {
            OrderQuery query = ManyOrders.text(text, OptionalLong.of(12));
            assertEquals(ManyOrders.expected(orders, query), walk(query, limit), text);
        }
    }

    @Test
    void anOrderIsFoundAsItWasWrittenLast() throws IOException, SearchTooLong {
        IndexedOrder pending = at(1, 1_000);
        files.write(List.of(pending));
        files.refresh();
        files.write(List.of(with(pending, "completed")));

        assertEquals(
                List.of(List.of(1L), List.of()), List.of(ofStatus("pending"), ofStatus("completed")), "not refreshed");
        files.refresh();
        assertEquals(List.of(List.of(), List.of(1L)), List.of(ofStatus("pending"), ofStatus("completed")));
    }

    /** However far it has come by then. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "12", "", "4711 po"})
    void aSearchThatIsNotInTimeFindsNothingRatherThanAPart(String text) throws IOException, SearchTooLong {
        write();
        OrderQuery query = ManyOrders.text(text, text.equals("12") ? OptionalLong.of(12) : OptionalLong.empty());
        Found whole = found(query, COUNT);
        int looks = 0;
        Optional<Found> found = Optional.empty();
        while (found.isEmpty()) {
            found = foundWithin(query, looks++);
            assertTrue(found.isEmpty() || found.get().equals(whole), "after " + looks);
        }
        assertTrue(looks > 1, "it looks at the time");
    }

    /** What is found while a clock may be looked at so often before the time is over. */
    private Optional<Found> foundWithin(OrderQuery query, int looks) throws IOException {
        AtomicInteger left = new AtomicInteger(looks);
        try {
            return Optional.of(files.search(query, Hit.START, COUNT, true, () -> left.getAndDecrement() <= 0));
        } catch (SearchTooLong e) {
            return Optional.empty();
        }
    }

    @Test
    void allOrdersOfTheSearchedNumberComeFirstIfItWasGivenTwice() throws IOException, SearchTooLong {
        List<IndexedOrder> twins = List.of(at(12, 1_000), at(12, 2_000));
        files.write(twins);
        files.write(List.of(at(13, 3_000)));
        files.refresh();

        assertEquals(
                List.of(2, 2),
                List.of(
                        walk(ManyOrders.text("12", OptionalLong.of(12)), COUNT).size(),
                        found(ManyOrders.text("12", OptionalLong.of(12)), 2)
                                .hits()
                                .size()));
    }

    private List<Long> ofStatus(String status) throws IOException, SearchTooLong {
        OrderQuery all = ManyOrders.all(NEWEST_FIRST);
        return numbers(new OrderQuery(
                Optional.of(status),
                all.productId(),
                all.createdFrom(),
                all.createdBefore(),
                all.text(),
                all.number(),
                all.sequence()));
    }

    private static OrderQuery between(long from, long before) {
        OrderQuery all = ManyOrders.all(NEWEST_FIRST);
        return new OrderQuery(
                all.status(),
                all.productId(),
                OptionalLong.of(from),
                OptionalLong.of(before),
                all.text(),
                all.number(),
                all.sequence());
    }

    private static IndexedOrder with(IndexedOrder order, String status) {
        return new IndexedOrder(
                order.number(),
                order.id(),
                status,
                order.productIds(),
                order.createdMillis(),
                order.totalCents(),
                order.reference());
    }
}
