package io.quicksell.payment.index;

import static io.quicksell.payment.index.OrderQuery.Sequence.NEWEST_FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.domain.SearchText;
import io.quicksell.payment.index.OrderQuery.Key;
import io.quicksell.payment.index.OrderQuery.Sequence;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.store.LockObtainFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index on disk: what it finds, in which sequence, and what becomes of it when it is closed, killed or damaged. */
class IndexFilesTest {

    private static final int COUNT = 600;
    private static final Map<String, String> NOTE = Map.of("position", "17");
    private static final QueryTimeout FOR_EVER = () -> false;

    @TempDir
    Path folder;

    private IndexFiles files;
    private final List<IndexedOrder> orders = ManyOrders.of(COUNT);

    @BeforeEach
    void open() throws IOException {
        files = IndexFiles.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    /** In two halves, the first one twice: parts of the index, and orders that were replaced. */
    private void write() throws IOException {
        files.write(orders.subList(0, COUNT / 2));
        files.refresh();
        files.write(orders);
        files.refresh();
    }

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

    @Test
    void whatWasCommittedIsKeptWithItsNoteAndWhatWasNotIsLost() throws IOException, SearchTooLong {
        assertEquals(Optional.empty(), noted());
        files.write(List.of(at(1, 1_000)));
        files.commit(() -> NOTE);
        files.write(List.of(at(2, 1_001)));

        reopen();

        assertEquals(Optional.of(17), files.noted("position", Integer::parseInt));
        assertEquals(List.of(1L), numbers(ManyOrders.all(NEWEST_FIRST)));
    }

    @Test
    void anIndexOfAnotherVersionIsMadeAnew() throws IOException, SearchTooLong {
        files.write(List.of(at(1, 1_000)));
        files.commit(() -> Map.of("version", "0"));

        reopen();

        assertEquals(Optional.empty(), noted());
        assertEquals(List.of(), numbers(ManyOrders.all(NEWEST_FIRST)));
    }

    /** Of each kind of file, one at a time. In those of the segment are the values that would be shown without a complaint. */
    @Test
    void aDamagedIndexIsMadeAnewWhicheverFileIsDamaged() throws IOException, SearchTooLong {
        for (String kind : List.of("segments_", ".cfs", ".cfe", ".si")) {
            files.write(orders);
            files.commit(() -> NOTE);
            files.close();
            damage(kind);

            files = IndexFiles.open(folder);

            assertEquals(Optional.empty(), noted(), kind);
            assertEquals(List.of(), numbers(ManyOrders.all(NEWEST_FIRST)), kind);
        }
    }

    @Test
    void anIndexThatAnotherHasOpenIsLeftAlone() throws IOException, SearchTooLong {
        write();
        files.commit(() -> NOTE);

        assertThrows(LockObtainFailedException.class, () -> IndexFiles.open(folder));

        reopen();
        assertEquals(COUNT, walk(ManyOrders.all(NEWEST_FIRST), COUNT).size());
    }

    @Test
    void aDamagedIndexThatAnotherHasOpenIsLeftAloneToo() throws IOException {
        files.write(orders);
        files.commit(() -> NOTE);
        damage("segments_");
        List<Path> before = there();

        assertThrows(LockObtainFailedException.class, () -> IndexFiles.open(folder));
        assertEquals(before, there());
    }

    @Test
    void aNoteThatCannotBeReadIsNone() throws IOException {
        files.commit(() -> Map.of("position", "seventeen"));

        reopen();

        assertEquals(Optional.empty(), files.noted("position", Integer::parseInt));
        assertEquals(Optional.of("seventeen"), noted());
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

    private List<Path> there() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private void damage(String kind) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.list(folder)) {
            found = all.filter(file -> file.getFileName().toString().contains(kind))
                    .toList();
        }
        assertTrue(
                !found.isEmpty(),
                () -> "no file " + kind + " of " + List.of(folder.toFile().list()));
        try (RandomAccessFile file = new RandomAccessFile(found.get(0).toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[32]);
            file.setLength(kind.equals("segments_") ? file.length() / 2 : file.length());
        }
    }

    private void reopen() throws IOException {
        files.close();
        files = IndexFiles.open(folder);
    }

    private List<String> walk(OrderQuery query, int limit) throws IOException, SearchTooLong {
        List<String> seen = new ArrayList<>();
        Hit behind = Hit.START;
        Found page;
        do {
            page = files.search(query, behind, limit, true, FOR_EVER);
            assertTrue(page.hits().size() <= limit);
            page.hits().forEach(hit -> seen.add(hit.id()));
            behind =
                    page.hits().isEmpty() ? behind : page.hits().get(page.hits().size() - 1);
        } while (page.hits().size() == limit);
        assertEquals(seen.size(), page.total().orElseThrow(), "the total of the last page");
        assertEquals(seen.size(), found(query, 1).total().orElseThrow());
        return seen;
    }

    private Found found(OrderQuery query, int limit) throws IOException, SearchTooLong {
        return files.search(query, Hit.START, limit, true, FOR_EVER);
    }

    private Optional<String> noted() {
        return files.noted("position", noted -> noted);
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

    private List<Long> numbers(OrderQuery query) throws IOException, SearchTooLong {
        return found(query, COUNT).hits().stream().map(Hit::number).toList();
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

    private static IndexedOrder at(long number, long millis) {
        return new IndexedOrder(number, UUID.randomUUID(), "pending", List.of(), millis, 900, "");
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
