package io.quicksell.payment;

import static io.quicksell.common.order.OrderEvent.CREATED;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.redis.RedisFault;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.quicksell.redis.ScriptReply;
import io.quicksell.redis.SortedIds;
import io.quicksell.redis.SortedIds.Position;
import io.quicksell.streams.EntryId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores the list of all orders, {@code order_created}, if entries of it were lost (by a DEL, an XTRIM or an XDEL by hand): from the
 * orders themselves, which know their entries. It looks once a minute whether there are fewer entries than numbers were given.
 *
 * <p>Payment's group is made anew in front of the oldest order that is pending, so that each is paid for; that one is told of others
 * again changes nothing. Several may try it at once; the first that is ready succeeds. What one leaves that ends halfway expires.
 *
 * <p>Not thread-safe: for the event loop that called {@link #start()}.
 */
final class OrderLogRepair {

    private enum Restore {
        RESTORED,
        WHOLE
    }

    private static final Logger LOG = LoggerFactory.getLogger(OrderLogRepair.class);
    private static final Script<Restore> RESTORE = Script.load("restore_order_log", Restore.class);
    private static final long FIRST_MILLIS = 1_000;
    private static final long EVERY_MILLIS = 60_000;
    private static final int AT_ONCE = 500;

    private static final long KEPT_MILLIS = 600_000;

    private final Vertx vertx;
    private final RedisLink redis;
    private long timer;
    private Future<Void> underWay = Future.succeededFuture();
    private long notToBeFound;

    OrderLogRepair(Vertx vertx, RedisLink redis) {
        this.vertx = vertx;
        this.redis = redis;
    }

    void start() {
        timer = vertx.setPeriodic(FIRST_MILLIS, EVERY_MILLIS, tick -> look());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (underWay.isComplete()) {
            underWay = repair().onFailure(
                            failure -> LOG.debug("The list of all orders is looked at later: {}", failure.toString()));
        }
    }

    /** Restores the list if it lacks orders. */
    Future<Void> repair() {
        return Future.all(
                        redis.send(Request.cmd(Command.XLEN).arg(CREATED)),
                        redis.send(Request.cmd(Command.GET).arg(PaymentKeys.ORDER_NUMBER)))
                .compose(both -> {
                    Response number = both.resultAt(1);
                    long entries = both.<Response>resultAt(0).toLong();
                    long missing = number == null ? 0 : number.toLong() - entries;
                    return missing <= notToBeFound ? Future.succeededFuture() : restore(missing);
                });
    }

    private Future<Void> restore(long missing) {
        LOG.error("The list of all orders (order_created) lacks {} of them and is restored", missing);
        return new Restoration()
                .run()
                .onSuccess(reply -> {
                    if (reply.word() == Restore.RESTORED) {
                        LOG.info("The list of all orders is restored; it has {} entries", reply.get(1));
                    } else {
                        LOG.info("The list of all orders is whole, or no more orders could be found");
                        notToBeFound = missing;
                    }
                })
                .mapEmpty();
    }

    private final class Restoration {

        private static final int DIGITS = 18;

        private final String run = Ids.random();

        /** Sorted set of the orders by time, each after the number of its entry within the millisecond. */
        private final String found = CREATED + ":found:" + run;

        private final String restored = CREATED + ":restored:" + run;
        private final SortedIds sorted = new SortedIds(redis, found, false);
        private EntryId oldestPending;
        private EntryId last = EntryId.NONE;

        Future<ScriptReply<Restore>> run() {
            return find("0")
                    .compose(all -> write(Position.START))
                    .compose(all -> redis.run(
                            RESTORE,
                            List.of(CREATED, restored, PaymentKeys.ORDER_NUMBER),
                            List.of(ConsumerGroups.PAYMENT, groupStart())))
                    .eventually(() -> redis.send(Request.cmd(Command.DEL).arg(found)));
        }

        private Future<Void> find(String cursor) {
            return redis.send(Request.cmd(Command.SCAN)
                            .arg(cursor)
                            .arg("MATCH")
                            .arg(PaymentKeys.order("*"))
                            .arg("COUNT")
                            .arg(AT_ONCE))
                    .compose(step -> Future.all(step.get(1).stream()
                                    .map(key -> note(key.toString()))
                                    .toList())
                            .compose(noted -> expire(found))
                            .compose(noted -> step.get(0).toString().equals("0")
                                    ? Future.succeededFuture()
                                    : find(step.get(0).toString())));
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
            return redis.send(Request.cmd(Command.ZADD)
                            .arg(found)
                            .arg(entry.millis())
                            .arg(sequence + PaymentKeys.idIn(key)))
                    .mapEmpty();
        }

        private Future<Void> write(Position behind) {
            return sorted.page(behind, AT_ONCE)
                    .compose(page -> Future.all(
                                    page.stream().map(this::writeEntry).toList())
                            .compose(written -> expire(restored))
                            .compose(written -> page.size() < AT_ONCE
                                    ? Future.succeededFuture()
                                    : write(page.get(page.size() - 1))));
        }

        private Future<Response> writeEntry(Position place) {
            last = new EntryId(place.score(), Long.parseLong(place.id().substring(0, DIGITS)));
            return redis.send(Request.cmd(Command.XADD)
                    .arg(restored)
                    .arg(last.toString())
                    .arg("v")
                    .arg(1)
                    .arg("order_id")
                    .arg(place.id().substring(DIGITS)));
        }

        private Future<Void> expire(String key) {
            return redis.send(Request.cmd(Command.PEXPIRE).arg(key).arg(KEPT_MILLIS))
                    .mapEmpty();
        }

        private String groupStart() {
            EntryId start = oldestPending == null ? last : oldestPending.before();
            return start.toString();
        }
    }
}
