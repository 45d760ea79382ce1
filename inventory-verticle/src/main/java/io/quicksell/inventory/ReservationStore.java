package io.quicksell.inventory;

import static io.quicksell.common.order.ConsumerGroups.INVENTORY;
import static io.quicksell.common.order.OrderEvent.COMPLETED;
import static io.quicksell.common.order.OrderEvent.NOT_RETURNED;
import static io.quicksell.common.order.OrderEvent.REFUND_REQUESTED;
import static io.quicksell.inventory.InventoryKeys.FINISHED;
import static io.quicksell.inventory.InventoryKeys.HOLDS;
import static io.quicksell.inventory.InventoryKeys.PRODUCT_CHANGED;
import static io.quicksell.inventory.InventoryKeys.argumentsWithLines;
import static io.quicksell.inventory.InventoryKeys.reservation;
import static io.quicksell.inventory.InventoryKeys.withLines;

import io.quicksell.common.access.Caller;
import io.quicksell.common.domain.Money;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.trace.Traces;
import io.quicksell.redis.BatchedScript;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.quicksell.redis.ScriptReply;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reservations in Redis: which units are held for which order, and how each ended. */
final class ReservationStore {

    /** Units that are held for an order. */
    record Hold(String orderId, long deadline, List<Line> lines) {}

    /**
     * The units that are held, of all orders.
     *
     * @param overdueMillis for how long the hold that is to be checked next has been due; 0 if it is not yet
     */
    record OpenHolds(long orders, long overdueMillis) {}

    /** The result of settling a completed order. */
    enum Settled {
        SETTLED,
        ALREADY,
        /** The entry is not in this Redis; nothing was changed. */
        NOT_HERE,
        /** Nothing is held for the order; nothing was changed. */
        UNRESERVED
    }

    /** The result of settling a completed order without a reservation. */
    enum SettledLate {
        SETTLED,
        REFUSED,
        RETURNED,
        /** The entry is not in this Redis; nothing was changed. */
        NOT_HERE,
        /** There is a reservation now; nothing was changed. */
        CHANGED
    }

    /** What to do with an order whose reservation is missing, according to payment. */
    enum Verdict {
        TAKE,
        DROP
    }

    private enum Reserve {
        HELD,
        RENEWED,
        SHORT,
        UNKNOWN,
        OTHER_LINES,
        FINISHED
    }

    private enum Released {
        RELEASED,
        NOT_HELD
    }

    private enum Expire {
        EXPIRES,
        IN_USE
    }

    private enum Returned {
        RETURNED,
        ALREADY,
        NOT_HERE
    }

    private static final Script<Reserve> RESERVE = Script.load("reserve_stock", Reserve.class);
    private static final Script<Released> RELEASE = Script.load("release_reservation", Released.class);
    private static final Script<Settled> SETTLE = Script.load("settle_reservation", Settled.class);
    private static final Script<SettledLate> SETTLE_LATE = Script.load("settle_unreserved", SettledLate.class);
    private static final Script<Expire> EXPIRE = Script.load("expire_reservation", Expire.class);
    private static final Script<Returned> RETURN = Script.load("return_reservation", Returned.class);

    private final RedisLink redis;
    private final StockRules rules;
    private final BatchedScript<Reserve> reserving;
    private final BatchedScript<Settled> settling;

    ReservationStore(RedisLink redis, StockRules rules) {
        this.redis = redis;
        this.rules = rules;
        this.reserving =
                new BatchedScript<>(redis, RESERVE, List.of(HOLDS, PRODUCT_CHANGED), rules.appendedTo(List.of()));
        this.settling = new BatchedScript<>(
                redis, SETTLE, List.of(HOLDS, PRODUCT_CHANGED, COMPLETED), rules.appendedTo(List.of(INVENTORY)));
    }

    /** Holds all units of an order, or none. Repeating it with the same lines holds them longer. */
    Future<Reserved> reserve(String orderId, List<Line> lines, int holdMillis) {
        return Traces.script(
                        "reserve_stock",
                        orderId,
                        trace -> reserving.run(
                                withLines(List.of(reservation(orderId)), lines),
                                argumentsWithLines(List.of(orderId, String.valueOf(holdMillis), Caller.by()), lines)))
                .map(ReservationStore::reserved);
    }

    /** Releases a hold if it still has that deadline; false if it does not. */
    Future<Boolean> release(Hold hold) {
        return redis.run(
                        RELEASE,
                        withLines(List.of(reservation(hold.orderId()), HOLDS, PRODUCT_CHANGED, FINISHED), hold.lines()),
                        arguments(List.of(hold.orderId(), String.valueOf(hold.deadline())), hold.lines()))
                .map(reply -> reply.word() == Released.RELEASED);
    }

    /** Marks the held units of a completed order as sold and acknowledges its entry, unless nothing is held for it. */
    Future<Settled> settle(OrderEvent order, StreamEntry entry) {
        return Traces.script(
                        "settle_reservation",
                        order.orderId(),
                        trace -> settling.run(
                                withLines(List.of(reservation(order.orderId())), order.lines()),
                                argumentsWithLines(List.of(order.orderId(), entry.id()), order.lines())))
                .map(ScriptReply::word);
    }

    /** Takes the units of a completed order for which nothing is held, or refuses it. Acknowledges its entry. */
    Future<SettledLate> settleUnreserved(OrderEvent order, Verdict verdict, StreamEntry entry) {
        List<String> keys =
                List.of(reservation(order.orderId()), PRODUCT_CHANGED, COMPLETED, REFUND_REQUESTED, FINISHED);
        String taken = verdict.name().toLowerCase(Locale.ROOT);
        return Traces.script(
                        "settle_unreserved",
                        order.orderId(),
                        traceparent -> redis.run(
                                SETTLE_LATE,
                                withLines(keys, order.lines()),
                                arguments(
                                        List.of(order.orderId(), taken, INVENTORY, entry.id(), order.by(), traceparent),
                                        order.lines())))
                .map(ScriptReply::word);
    }

    /**
     * Frees the units of an order that failed or was refunded, once, and says which units of a refund could not go back because their
     * product was deleted. Acknowledges its entry.
     */
    Future<Void> returnUnits(OrderEvent order, StreamEntry entry) {
        List<String> keys =
                List.of(reservation(order.orderId()), HOLDS, PRODUCT_CHANGED, entry.stream(), FINISHED, NOT_RETURNED);
        return Traces.script(
                        "return_reservation",
                        order.orderId(),
                        traceparent -> redis.run(
                                RETURN,
                                withLines(keys, order.lines()),
                                arguments(
                                        List.of(order.orderId(), INVENTORY, entry.id(), order.by(), traceparent),
                                        order.lines())))
                .mapEmpty();
    }

    /** Acknowledges an entry that has no effect on stock. */
    Future<Void> acknowledge(StreamEntry entry) {
        if (entry.isOutOfItsStream()) {
            return Future.succeededFuture();
        }
        return redis.send(Request.cmd(Command.XACK)
                        .arg(entry.stream())
                        .arg(INVENTORY)
                        .arg(entry.id()))
                .mapEmpty();
    }

    /** What is held for an order; empty if nothing. */
    Future<Optional<Hold>> held(String orderId) {
        return redis.send(Request.cmd(Command.HMGET)
                        .arg(reservation(orderId))
                        .arg("state")
                        .arg("deadline")
                        .arg("lines"))
                .map(fields -> fields.get(0) != null && fields.get(0).toString().equals("held")
                        ? Optional.of(new Hold(
                                orderId,
                                fields.get(1).toLong(),
                                ReservationLines.read(fields.get(2).toString())))
                        : Optional.empty());
    }

    /** The orders whose hold is due to be checked by the Redis clock, the longest due first. */
    Future<List<String>> due(long nowMillis, int limit) {
        return idsUpTo(HOLDS, String.valueOf(nowMillis), limit);
    }

    private Future<List<String>> idsUpTo(String sortedSet, String highestScore, int limit) {
        return redis.send(Request.cmd(Command.ZRANGE)
                        .arg(sortedSet)
                        .arg("-inf")
                        .arg(highestScore)
                        .arg("BYSCORE")
                        .arg("LIMIT")
                        .arg(0)
                        .arg(limit))
                .map(ids -> ids.stream().map(Response::toString).toList());
    }

    /** Sets when a hold is checked next; a hold that has ended meanwhile stays ended. */
    Future<Void> checkAgain(String orderId, long atMillis) {
        return redis.send(Request.cmd(Command.ZADD)
                        .arg(HOLDS)
                        .arg("XX")
                        .arg(atMillis)
                        .arg(orderId))
                .mapEmpty();
    }

    /** Order ids whose reservation ended without a sale before that time, the earliest first. */
    Future<List<String>> finishedBefore(long millis, int limit) {
        return idsUpTo(FINISHED, "(" + millis, limit);
    }

    /** Lets a reservation expire that ended without a sale, unless units are held for the order again. */
    Future<Void> letExpire(String orderId, long keepMillis) {
        return redis.run(EXPIRE, List.of(reservation(orderId), FINISHED), List.of(orderId, String.valueOf(keepMillis)))
                .mapEmpty();
    }

    /** How many orders have units held for them, and how overdue the check of one is. */
    Future<OpenHolds> open() {
        Future<Long> orders = redis.send(Request.cmd(Command.ZCARD).arg(HOLDS)).map(Response::toLong);
        Future<Response> first =
                redis.send(Request.cmd(Command.ZRANGE).arg(HOLDS).arg(0).arg(0).arg("WITHSCORES"));
        Future<Long> now = redis.clock();
        return Future.all(orders, first, now)
                .map(all -> new OpenHolds(orders.result(), overdue(first.result(), now.result())));
    }

    /** The Redis clock, milliseconds since 1970. */
    Future<Long> clock() {
        return redis.clock();
    }

    private List<String> arguments(List<String> first, List<Line> lines) {
        return rules.appendedTo(argumentsWithLines(first, lines));
    }

    private static long overdue(Response idWithDue, long nowMillis) {
        return idWithDue.size() == 0
                ? 0
                : Math.max(0, nowMillis - idWithDue.get(1).toLong());
    }

    private static Reserved reserved(ScriptReply<Reserve> reply) {
        return switch (reply.word()) {
            case HELD -> new Reserved.Held(false, reply.get(1).toLong(), pricedLines(reply.get(2)));
            case RENEWED -> new Reserved.Held(true, reply.get(1).toLong(), pricedLines(reply.get(2)));
            case SHORT -> new Reserved.OutOfStock(shortLines(reply.get(1)));
            case UNKNOWN -> new Reserved.UnknownProduct(reply.get(1).toString());
            case OTHER_LINES -> new Reserved.OtherLines();
            case FINISHED -> new Reserved.Finished();
        };
    }

    private static List<PricedLine> pricedLines(Response flat) {
        List<PricedLine> lines = new ArrayList<>(flat.size() / 4);
        for (int i = 0; i < flat.size(); i += 4) {
            lines.add(new PricedLine(
                    flat.get(i).toString(),
                    flat.get(i + 1).toString(),
                    Money.ofCents(flat.get(i + 2).toString()),
                    flat.get(i + 3).toLong()));
        }
        return lines;
    }

    private static List<Reserved.ShortLine> shortLines(Response flat) {
        List<Reserved.ShortLine> lines = new ArrayList<>(flat.size() / 4);
        for (int i = 0; i < flat.size(); i += 4) {
            lines.add(new Reserved.ShortLine(
                    flat.get(i).toString(),
                    flat.get(i + 1).toString(),
                    flat.get(i + 2).toLong(),
                    flat.get(i + 3).toLong()));
        }
        return lines;
    }
}
