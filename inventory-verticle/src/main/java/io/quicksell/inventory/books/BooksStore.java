package io.quicksell.inventory.books;

import static io.quicksell.inventory.InventoryKeys.HOLDS;
import static io.quicksell.inventory.InventoryKeys.PRODUCTS;
import static io.quicksell.inventory.InventoryKeys.PRODUCT_CHANGED;

import io.quicksell.common.order.Line;
import io.quicksell.inventory.InventoryKeys;
import io.quicksell.inventory.ReservationLines;
import io.quicksell.inventory.books.LookStore.LostTrack;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.ScriptReply;
import io.quicksell.redis.SortedIds;
import io.quicksell.streams.StreamPieces;
import io.quicksell.streams.StreamPosition;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The books in Redis, read a little at a time. */
final class BooksStore {

    /**
     * A reservation.
     *
     * @param state held, settled, released, returned or refused
     */
    record Reservation(String orderId, String state, List<Line> lines) {

        boolean isHeld() {
            return state.equals("held");
        }

        boolean isSettled() {
            return state.equals("settled");
        }

        boolean isReturned() {
            return state.equals("returned");
        }
    }

    /**
     * A step through reservations.
     *
     * @param cursor of the next step
     */
    record ReservationPage(List<Reservation> reservations, String cursor) {

        boolean isLast() {
            return cursor.equals(FIRST_CURSOR);
        }
    }

    static final String FIRST_CURSOR = "0";

    /** The most changes that are read at once. */
    static final int MAX_CHANGES = 1_000;

    private static final String RESERVATION = InventoryKeys.reservation("");

    private final RedisLink redis;
    private final SortedIds products;
    private final StreamPieces changes;

    BooksStore(RedisLink redis) {
        this.redis = redis;
        this.products = new SortedIds(redis, PRODUCTS, false);
        this.changes = new StreamPieces(redis, List.of(PRODUCT_CHANGED), MAX_CHANGES);
    }

    /** The products behind a position. */
    Future<List<SortedIds.Position>> products(SortedIds.Position behind, int limit) {
        return products.page(behind, limit);
    }

    /** Where the changes of products end. */
    Future<StreamPosition> changesEnd() {
        return changes.end();
    }

    /** Which products changed next after a position; fails with {@link LostTrack} if that is not known any more. */
    Future<StreamPieces.Piece> changes(StreamPosition position) {
        return changes.after(position).map(piece -> piece.orElseThrow(LostTrack::new));
    }

    /** The last entry of a product's ledger; {@code null} if it has none. */
    Future<String> ledgerEnd(String productId) {
        return redis.send(Request.cmd(Command.XREVRANGE, InventoryKeys.movements(productId), "+", "-", "COUNT", 1))
                .map(newest -> newest.size() == 0 ? null : newest.get(0).get(0).toString());
    }

    /** What came to a product's ledger behind an entry, oldest first. */
    Future<List<Posting>> postings(String productId, String behind, int limit) {
        return redis.send(Request.cmd(
                        Command.XRANGE, InventoryKeys.movements(productId), "(" + behind, "+", "COUNT", limit))
                .map(BooksStore::postings);
    }

    /** The entries of a reply to XRANGE. */
    static List<Posting> postings(Response entries) {
        return entries.stream().map(BooksStore::posting).toList();
    }

    private static Posting posting(Response entry) {
        Map<String, String> fields = ScriptReply.fields(entry.get(1));
        return new Posting(
                entry.get(0).toString(),
                fields.get("order_id"),
                Long.parseLong(fields.get("units")),
                "created".equals(fields.get("kind")));
    }

    /** The reservations of the next holds: of all that are there from the first step to the last, whatever becomes of others (ZSCAN). */
    Future<ReservationPage> holds(String cursor, int limit) {
        return redis.send(Request.cmd(Command.ZSCAN, HOLDS, cursor, "COUNT", limit))
                .compose(step -> page(idsOf(step.get(1)), step.get(0).toString()));
    }

    /** Of a reply of the form id, score, id, score. */
    private static List<String> idsOf(Response idsAndScores) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < idsAndScores.size(); i += 2) {
            ids.add(idsAndScores.get(i).toString());
        }
        return ids;
    }

    /** The reservations among the next keys. One can come twice while Redis resizes its table (SCAN). */
    Future<ReservationPage> reservations(String cursor, int keys) {
        return redis.send(Request.cmd(Command.SCAN, cursor, "MATCH", RESERVATION + "*", "COUNT", keys))
                .compose(step -> page(
                        step.get(1).stream()
                                .map(key -> key.toString().substring(RESERVATION.length()))
                                .toList(),
                        step.get(0).toString()));
    }

    private Future<ReservationPage> page(List<String> orderIds, String nextCursor) {
        return Future.all(orderIds.stream().map(this::reservation).toList())
                .map(found -> new ReservationPage(
                        found.<Reservation>list().stream()
                                .filter(Objects::nonNull)
                                .toList(),
                        nextCursor));
    }

    /** Null if there is none. */
    private Future<Reservation> reservation(String orderId) {
        return redis.send(Request.cmd(Command.HMGET, InventoryKeys.reservation(orderId), "state", "lines"))
                .map(fields -> fields.get(0) == null || fields.get(1) == null
                        ? null
                        : new Reservation(
                                orderId,
                                fields.get(0).toString(),
                                ReservationLines.read(fields.get(1).toString())));
    }
}
