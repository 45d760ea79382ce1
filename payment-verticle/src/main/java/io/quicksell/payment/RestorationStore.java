package io.quicksell.payment;

import static io.quicksell.common.order.OrderEvent.CREATED;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.payment.index.Steps;
import io.quicksell.redis.RedisFault;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.quicksell.redis.ScriptReply;
import io.quicksell.redis.SortedIds;
import io.quicksell.redis.SortedIds.Position;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.quicksell.streams.StreamTrimmer;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * One restoration of the list of all orders. Its memory grows with the orders, so only one goes on at a time: whoever has the lease, which
 * is renewed with each step. What one leaves that ends halfway expires with it.
 */
final class RestorationStore {

    private enum Restore {
        RESTORED,
        WHOLE,
        NO_MORE
    }

    private enum Lease {
        KEPT,
        LOST
    }

    private static final Script<Restore> RESTORE = Script.load("restore_order_log", Restore.class);
    private static final Script<Lease> KEEP = Script.load("keep_lease", Lease.class);
    private static final int AT_ONCE = 500;
    private static final long LEASE_MILLIS = 60_000;
    private static final int DIGITS = 18;

    private final RedisLink redis;
    private final OrderLogStore orders;
    private final String run = Ids.random();

    /** Sorted set of the orders by time, each after the number of its entry within the millisecond. */
    private final String found = CREATED + ":found:" + run;

    private final String restored = CREATED + ":restored:" + run;
    private EntryId oldestPending;
    private EntryId last = EntryId.NONE;

    RestorationStore(RedisLink redis, OrderLogStore orders) {
        this.redis = redis;
        this.orders = orders;
    }

    /** Whether it may go on, because no other one does. */
    Future<Boolean> begins() {
        return lease(LEASE_MILLIS).map(lease -> lease == Lease.KEPT);
    }

    /**
     * Makes the list anew from the orders, which know their entries, and payment's group in front of the oldest order that is pending, so
     * that each is paid for; that it is told of others again changes nothing.
     *
     * @return how many entries it has now; empty if no more orders could be found; fails if another one has begun meanwhile
     */
    Future<OptionalLong> run() {
        return orders.newestFirst(OrderLogStore.START, 1)
                .compose(newest -> find().compose(all -> findThoseSince(newest)))
                .compose(all -> write())
                .compose(all -> redis.run(
                        RESTORE,
                        List.of(
                                CREATED,
                                restored,
                                PaymentKeys.ORDER_NUMBER,
                                PaymentKeys.RESTORATIONS,
                                StreamTrimmer.traceOf(CREATED),
                                StreamTrimmer.finished(CREATED, ConsumerGroups.PAYMENT)),
                        List.of(ConsumerGroups.PAYMENT, groupStart())))
                .<OptionalLong>map(reply -> switch (reply.word()) {
                    case RESTORED, WHOLE -> OptionalLong.of(reply.get(1).toLong());
                    case NO_MORE -> OptionalLong.empty();
                })
                .eventually(() -> redis.send(Request.cmd(Command.DEL).arg(found)))
                .eventually(() -> lease(1));
    }

    private Future<Void> find() {
        AtomicReference<String> cursor = new AtomicReference<>("0");
        return Steps.untilLast(() -> redis.send(Request.cmd(Command.SCAN)
                        .arg(cursor.get())
                        .arg("MATCH")
                        .arg(PaymentKeys.order("*"))
                        .arg("COUNT")
                        .arg(AT_ONCE))
                .compose(step -> noteAll(step.get(1).stream().map(Response::toString))
                        .map(noted -> {
                            cursor.set(step.get(0).toString());
                            return cursor.get().equals("0");
                        })));
    }

    /** SCAN need not show what was created while it went on. */
    private Future<Void> findThoseSince(List<StreamEntry> newest) {
        AtomicReference<EntryId> behind = new AtomicReference<>(
                newest.isEmpty() ? EntryId.NONE : EntryId.parse(newest.get(0).id()));
        return Steps.untilLast(() -> orders.oldestFirst(behind.get(), AT_ONCE)
                .compose(page -> noteAll(page.stream()
                                .map(entry -> PaymentKeys.order(entry.fields().getOrDefault("order_id", ""))))
                        .map(noted -> {
                            if (!page.isEmpty()) {
                                behind.set(
                                        EntryId.parse(page.get(page.size() - 1).id()));
                            }
                            return page.size() < AT_ONCE;
                        })));
    }

    private Future<Void> noteAll(Stream<String> keys) {
        return Future.all(keys.map(this::note).toList()).compose(noted -> goOn());
    }

    private Future<Void> note(String key) {
        return redis.send(Request.cmd(Command.HMGET).arg(key).arg("entry").arg("status"))
                .compose(fields -> fields.get(0) == null
                        ? Future.succeededFuture()
                        : note(key, EntryId.parse(fields.get(0).toString()), String.valueOf(fields.get(1))))
                .recover(failure ->
                        failure instanceof RedisFault ? Future.failedFuture(failure) : Future.succeededFuture());
    }

    private Future<Void> note(String key, EntryId entry, String status) {
        boolean isPending = status.equals(OrderStatus.PENDING.text());
        if (isPending && (oldestPending == null || entry.compareTo(oldestPending) < 0)) {
            oldestPending = entry;
        }
        String sequence = String.format("%0" + DIGITS + "d", entry.sequence());
        return redis.send(
                        Request.cmd(Command.ZADD).arg(found).arg(entry.millis()).arg(sequence + PaymentKeys.idIn(key)))
                .mapEmpty();
    }

    private Future<Void> write() {
        SortedIds sorted = new SortedIds(redis, found, false);
        AtomicReference<Position> behind = new AtomicReference<>(Position.START);
        return Steps.untilLast(() -> sorted.page(behind.get(), AT_ONCE)
                .compose(page -> Future.all(page.stream().map(this::writeEntry).toList())
                        .compose(written -> goOn())
                        .map(written -> {
                            if (!page.isEmpty()) {
                                behind.set(page.get(page.size() - 1));
                            }
                            return page.size() < AT_ONCE;
                        })));
    }

    /** Leaves out a second order of the same entry, which only a clock that went back after a DEL can bring about. */
    private Future<Response> writeEntry(Position place) {
        last = new EntryId(place.score(), Long.parseLong(place.id().substring(0, DIGITS)));
        return redis.send(Request.cmd(Command.XADD)
                        .arg(restored)
                        .arg(last.toString())
                        .arg("v")
                        .arg(1)
                        .arg("order_id")
                        .arg(place.id().substring(DIGITS)))
                .recover(failure ->
                        failure instanceof RedisFault ? Future.failedFuture(failure) : Future.succeededFuture());
    }

    /** After each step. */
    private Future<Void> goOn() {
        return Future.all(lease(LEASE_MILLIS), expire(found), expire(restored))
                .compose(renewed -> renewed.resultAt(0) == Lease.KEPT
                        ? Future.succeededFuture()
                        : Future.failedFuture("another process restores the list"));
    }

    private Future<Lease> lease(long millis) {
        return redis.run(KEEP, List.of(PaymentKeys.RESTORING), List.of(run, String.valueOf(millis)))
                .map(ScriptReply::word);
    }

    private Future<Response> expire(String key) {
        return redis.send(Request.cmd(Command.PEXPIRE).arg(key).arg(LEASE_MILLIS));
    }

    private String groupStart() {
        EntryId start = oldestPending == null ? last : oldestPending.before();
        return start.toString();
    }
}
