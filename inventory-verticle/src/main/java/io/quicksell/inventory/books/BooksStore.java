package io.quicksell.inventory.books;

import static io.quicksell.inventory.InventoryKeys.PRODUCTS;

import io.quicksell.common.order.Line;
import io.quicksell.inventory.InventoryKeys;
import io.quicksell.inventory.ReservationLines;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.SortedIds;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Products and reservations for the books check, a page at a time. */
public final class BooksStore {

    /** The counts of a product, read at one moment. */
    record Counts(String id, long quantity, long held, long sold, long added, long version) {

        boolean addUp() {
            return quantity >= 0 && held >= 0 && sold >= 0 && quantity + held + sold == added;
        }
    }

    /** A page of products and where the next one begins, unless it is the last. */
    record ProductPage(List<Counts> products, Optional<SortedIds.Position> next) {}

    /** A reservation that is held or settled. */
    record Reservation(boolean settled, List<Line> lines) {}

    /**
     * A step through the keys.
     *
     * @param cursor of the next step; {@code "0"} after the last
     */
    record ReservationPage(List<Reservation> reservations, String cursor) {}

    private final RedisLink redis;
    private final SortedIds ids;

    public BooksStore(RedisLink redis) {
        this.redis = redis;
        this.ids = new SortedIds(redis, PRODUCTS, false);
    }

    /** The products behind a position. */
    Future<ProductPage> products(SortedIds.Position behind, int limit) {
        return ids.page(behind, limit)
                .compose(places -> Future.all(
                                places.stream().map(place -> counts(place.id())).toList())
                        .map(found -> new ProductPage(
                                found.<Optional<Counts>>list().stream()
                                        .flatMap(Optional::stream)
                                        .toList(),
                                places.size() < limit ? Optional.empty() : Optional.of(places.get(limit - 1)))));
    }

    /** The reservations among the next keys. One can come twice while Redis resizes its table (SCAN). */
    Future<ReservationPage> reservations(String cursor, int keys) {
        return redis.send(Request.cmd(Command.SCAN)
                        .arg(cursor)
                        .arg("MATCH")
                        .arg(InventoryKeys.reservation("*"))
                        .arg("COUNT")
                        .arg(keys))
                .compose(step -> Future.all(step.get(1).stream()
                                .map(key -> reservation(key.toString()))
                                .toList())
                        .map(found -> new ReservationPage(
                                found.<Reservation>list().stream()
                                        .filter(Objects::nonNull)
                                        .toList(),
                                step.get(0).toString())));
    }

    private Future<Optional<Counts>> counts(String id) {
        return redis.send(Request.cmd(Command.HMGET)
                        .arg(InventoryKeys.product(id))
                        .arg("quantity")
                        .arg("held")
                        .arg("sold")
                        .arg("added")
                        .arg("version"))
                .map(f -> f.get(0) == null
                        ? Optional.empty()
                        : Optional.of(new Counts(
                                id,
                                f.get(0).toLong(),
                                f.get(1).toLong(),
                                f.get(2).toLong(),
                                f.get(3).toLong(),
                                f.get(4).toLong())));
    }

    /** Null if the reservation is neither held nor settled. */
    private Future<Reservation> reservation(String key) {
        return redis.send(Request.cmd(Command.HMGET).arg(key).arg("state").arg("lines"))
                .map(fields -> {
                    String state = text(fields.get(0));
                    return state.equals("held") || state.equals("settled")
                            ? new Reservation(
                                    state.equals("settled"),
                                    ReservationLines.read(fields.get(1).toString()))
                            : null;
                });
    }

    private static String text(Response value) {
        return value == null ? "" : value.toString();
    }
}
