package io.quicksell.payment;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.Cursor;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.payment.index.DayQuery;
import io.quicksell.payment.index.Hit;
import io.quicksell.payment.index.OrderIndex;
import io.quicksell.payment.index.OrdersOfDay;
import io.quicksell.payment.index.Search;
import io.quicksell.redis.Listing;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.SortedIds.Position;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The lists of orders, page by page: all of them as Redis lists them, and what is filtered, searched or sorted as the index finds it. The
 * orders themselves are always read from Redis.
 */
final class OrderLists {

    /**
     * One page.
     *
     * @param next where the next one begins, unless it is the last
     * @param total how many orders are on all pages, where that is known
     */
    record Page(List<Order> orders, Optional<Cursor> next, OptionalLong total) {}

    /**
     * The orders of a day.
     *
     * @param day as {@code 2026-11-27}
     * @param orders how many
     * @param total what they come to
     */
    record Day(String day, long orders, Money total) {

        private static Day of(OrdersOfDay found) {
            return new Day(found.day().toString(), found.orders(), new Money(found.totalCents()));
        }
    }

    /**
     * The newest days that have orders.
     *
     * @param total how many orders there are on all days
     */
    record Days(List<Day> days, long total) {}

    private static final Set<String> UNSOLD = Set.of(OrderStatus.FAILED.text(), OrderStatus.REFUNDED.text());

    private final RedisLink redis;
    private final OrderLogStore log;
    private final OrderStore orders;
    private final OrderIndex index;

    OrderLists(RedisLink redis, OrderStore orders, OrderIndex index) {
        this.redis = redis;
        this.log = new OrderLogStore(redis);
        this.orders = orders;
        this.index = index;
    }

    /**
     * The page behind a position of a list with this filter.
     *
     * @param behind {@link Position#START} for the first page
     * @param isWanted whether anybody still waits for it; from any thread
     */
    Future<Page> page(Position behind, int limit, OrderFilter filter, BooleanSupplier isWanted) {
        return filter.isPlain() ? all(behind, limit) : found(behind, limit, filter, isWanted);
    }

    private Future<Page> all(Position behind, int limit) {
        StreamEntry place = behind.equals(Position.START)
                ? OrderLogStore.START
                : new StreamEntry(OrderEvent.CREATED, behind.score() + "-" + behind.id(), Map.of());
        Listing<StreamEntry, Order> listing = new Listing<>(redis, log::newestFirst, this::orderOf, OrderLists::size);
        return listing.page(place, limit, any -> true)
                .map(page -> new Page(
                        page.items(), page.next().map(last -> cursor(EntryId.parse(last.id()))), OptionalLong.empty()));
    }

    private static Cursor cursor(EntryId last) {
        return new Cursor(Cursor.ORDERS, last.millis(), String.valueOf(last.sequence()));
    }

    /** None for an entry that another program wrote. */
    private Future<Optional<Order>> orderOf(StreamEntry entry) {
        String id = entry.fields().getOrDefault("order_id", "");
        return Ids.isId(id)
                ? orders.find(id)
                        .map(found -> found.filter(order -> order.entry().equals(EntryId.parse(entry.id()))))
                : Future.succeededFuture(Optional.empty());
    }

    private Future<Page> found(Position behind, int limit, OrderFilter filter, BooleanSupplier isWanted) {
        Hit place =
                behind.equals(Position.START) ? Hit.START : new Hit(behind.score(), Long.parseLong(behind.id()), "");
        return index.asNewAsNow().compose(fresh -> {
            Search search = index.search(filter.query(), isWanted);
            return new Listing<>(redis, search, hit -> orders.find(hit.id()), OrderLists::size)
                    .page(place, limit, filter::stillTakes)
                    .map(page -> new Page(
                            page.items(),
                            page.next()
                                    .map(last ->
                                            new Cursor(filter.cursors(), last.value(), String.valueOf(last.number()))),
                            search.total()));
        });
    }

    /**
     * How many orders fit a filter and what they come to, by day; those that failed or were refunded are counted and add nothing.
     *
     * @param zone in which a day begins and ends
     * @param limit how many days at most, the newest
     * @param isWanted whether anybody still waits for it; from any thread
     */
    Future<Days> days(OrderFilter filter, ZoneId zone, int limit, BooleanSupplier isWanted) {
        DayQuery query = new DayQuery(filter.query(), zone, limit, UNSOLD);
        return index.asNewAsNow()
                .compose(fresh -> index.days(query, isWanted))
                .map(found -> new Days(found.days().stream().map(Day::of).toList(), found.total()));
    }

    private static int size(Order order) {
        return Json.encode(order).length();
    }
}
