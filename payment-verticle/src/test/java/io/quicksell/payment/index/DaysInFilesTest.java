package io.quicksell.payment.index;

import static io.quicksell.payment.index.OrderQuery.Sequence.NEWEST_FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders of the index on disk, counted by day. */
class DaysInFilesTest extends IndexFilesTestBase {

    private static final Set<String> UNSOLD = Set.of("failed", "refunded");
    private static final long HOUR_MILLIS = 3_600_000;
    private static final OrderQuery ALL = ManyOrders.all(NEWEST_FIRST);

    @Test
    void thereAreNoneWithoutOrders() throws IOException, SearchTooLong {
        assertEquals(new FoundDays(List.of(), 0), days(ALL, "UTC", 31));
    }

    @Test
    void aDayBeginsAtMidnightOfItsZone() throws IOException, SearchTooLong {
        write("2026-11-26T22:59:59.999Z", "2026-11-26T23:00:00Z", "2026-11-27T22:59:59.999Z", "2026-11-27T23:00:00Z");

        assertEquals("2026-11-28 1, 2026-11-27 2, 2026-11-26 1", counts("Europe/Berlin"));
        assertEquals("2026-11-27 2, 2026-11-26 2", counts("UTC"));
    }

    /** Orders every hour, from noon to noon, around the two changes of a year. */
    @Test
    void aDayHas23HoursWhenClocksGoForwardAnd25WhenTheyGoBack() throws IOException, SearchTooLong {
        writeHourly("2026-03-28T11:00:00Z", 48);
        assertEquals("2026-03-30 13, 2026-03-29 23, 2026-03-28 12", counts("Europe/Berlin"));

        files.clear();
        writeHourly("2026-10-24T10:00:00Z", 48);
        assertEquals("2026-10-26 11, 2026-10-25 25, 2026-10-24 12", counts("Europe/Berlin"));
    }

    /** In St. John's clocks were turned back from 00:01 to 23:01 of the day before, and in Beirut they skip midnight. Apia left out a day. */
    @Test
    void aDayIsOnePieceThoughClocksAreTurnedOverMidnight() throws IOException, SearchTooLong {
        writeHourly("2010-11-06T14:30:00Z", 48);
        assertEquals("2010-11-08 11, 2010-11-07 25, 2010-11-06 12", counts("America/St_Johns"));
        files.clear();
        write("2010-11-07T03:00:00Z");
        assertEquals("2010-11-07 1", counts("America/St_Johns"));

        files.clear();
        writeHourly("2026-03-28T10:00:00Z", 48);
        assertEquals("2026-03-30 13, 2026-03-29 23, 2026-03-28 12", counts("Asia/Beirut"));

        files.clear();
        writeHourly("2011-12-30T00:00:00Z", 24);
        assertEquals("2011-12-31 14, 2011-12-29 10", counts("Pacific/Apia"));
    }

    @Test
    void failedAndRefundedOrdersAreCountedAndAddNothing() throws IOException, SearchTooLong {
        List<IndexedOrder> some = new ArrayList<>();
        for (String status : ManyOrders.STATUSES) {
            some.add(order(some.size() + 1, status, 86_400_000L * 7, 1_000L + some.size()));
        }
        files.write(some);
        files.refresh();

        assertEquals(
                List.of(new OrdersOfDay(LocalDate.of(1970, 1, 8), 4, 2_001)),
                days(ALL, "UTC", 31).days());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 31})
    void theNewestDaysAreThoseOfTheListWhateverTheFilter(int limit) throws IOException, SearchTooLong {
        List<IndexedOrder> spread = orders.stream().map(DaysInFilesTest::spread).toList();
        files.write(spread.subList(COUNT / 3, COUNT));
        files.refresh();
        files.write(spread.subList(0, COUNT / 2));
        files.refresh();
        for (OrderQuery query : List.of(
                ALL,
                query("refunded", 0, ""),
                query("completed", 0, "12"),
                query("pending", 30, "müller"),
                query("failed", 40, "nothing of that"))) {
            for (String zone : List.of("UTC", "Europe/Berlin", "Pacific/Apia")) {
                assertEquals(expected(spread, query, zone, limit), days(query, zone, limit), () -> zone + query);
            }
        }
    }

    /** However far it has come by then. */
    @Test
    void aSearchThatIsNotInTimeFindsNothingRatherThanAPart() throws IOException, SearchTooLong {
        write();
        FoundDays whole = days(ALL, "UTC", 31);
        int looks = 0;
        Optional<FoundDays> found = Optional.empty();
        while (found.isEmpty()) {
            found = daysWithin(looks++);
            assertTrue(found.isEmpty() || found.get().equals(whole), "after " + looks);
        }
        assertTrue(looks > 1, "it looks at the time");
    }

    private Optional<FoundDays> daysWithin(int looks) throws IOException {
        AtomicInteger left = new AtomicInteger(looks);
        try {
            return Optional.of(
                    files.days(new DayQuery(ALL, ZoneId.of("UTC"), 31, UNSOLD), () -> left.getAndDecrement() <= 0));
        } catch (SearchTooLong e) {
            return Optional.empty();
        }
    }

    private FoundDays days(OrderQuery query, String zone, int limit) throws IOException, SearchTooLong {
        return files.days(new DayQuery(query, ZoneId.of(zone), limit, UNSOLD), () -> false);
    }

    private String counts(String zone) throws IOException, SearchTooLong {
        return String.join(
                ", ",
                days(ALL, zone, 31).days().stream()
                        .map(day -> day.day() + " " + day.orders())
                        .toList());
    }

    private static FoundDays expected(List<IndexedOrder> orders, OrderQuery query, String zone, int limit) {
        Set<String> found = Set.copyOf(ManyOrders.expected(orders, query));
        Map<LocalDate, OrdersOfDay> days = new TreeMap<>(Comparator.reverseOrder());
        orders.stream().filter(order -> found.contains(order.id().toString())).forEach(order -> {
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(order.createdMillis()), ZoneId.of(zone));
            long cents = UNSOLD.contains(order.status()) ? 0 : order.totalCents();
            days.merge(
                    day,
                    new OrdersOfDay(day, 1, cents),
                    (one, other) ->
                            new OrdersOfDay(day, one.orders() + other.orders(), one.totalCents() + other.totalCents()));
        });
        return new FoundDays(days.values().stream().limit(limit).toList(), found.size());
    }

    private void write(String... times) throws IOException {
        files.write(Stream.of(times).map(time -> of(Instant.parse(time))).toList());
        files.refresh();
    }

    private void writeHourly(String first, int count) throws IOException {
        Instant begin = Instant.parse(first);
        files.write(Stream.iterate(begin, time -> time.plusMillis(HOUR_MILLIS))
                .limit(count)
                .map(DaysInFilesTest::of)
                .toList());
        files.refresh();
    }

    private static IndexedOrder of(Instant time) {
        return order(time.toEpochMilli() / 1_000, "completed", time.toEpochMilli(), 100);
    }

    /** The same order, one of about sixty days. */
    private static IndexedOrder spread(IndexedOrder order) {
        long millis = 1_790_000_000_000L + order.createdMillis() % 1_000 * 7 * HOUR_MILLIS;
        return new IndexedOrder(
                order.number(),
                order.id(),
                order.status(),
                order.productIds(),
                millis,
                order.totalCents(),
                order.reference());
    }

    private static IndexedOrder order(long number, String status, long millis, long totalCents) {
        return new IndexedOrder(number, UUID.randomUUID(), status, List.of(), millis, totalCents, "");
    }

    /** Orders of one status, of the time after so many of the days of {@link #spread}. */
    private static OrderQuery query(String status, int afterDays, String text) {
        OrderQuery called = ManyOrders.text(text, OptionalLong.empty());
        return new OrderQuery(
                Optional.of(status),
                called.productId(),
                OptionalLong.of(1_790_000_000_000L + afterDays * 24 * HOUR_MILLIS),
                OptionalLong.of(1_790_000_000_000L + 50 * 24 * HOUR_MILLIS),
                called.text(),
                called.number(),
                called.sequence());
    }
}
