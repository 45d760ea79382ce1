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
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * All orders in the sequence of their creation: the stream {@code order_created}, of which nothing is trimmed. Its entries name orders. An
 * order knows its own entry, and whoever lists orders leaves out what else names one, such as an entry that was added once more.
 */
final class OrderLogStore {

    private enum Restore {
        RESTORED,
        WHOLE,
        NO_MORE
    }

    private static final Script<Restore> RESTORE = Script.load("restore_order_log", Restore.class);
    private static final int AT_ONCE = 500;
    private static final long KEPT_MILLIS = 600_000;

    /** Newer than all. */
    static final StreamEntry START = new StreamEntry(CREATED, EntryId.NONE.toString(), Map.of());

    private final RedisLink redis;

    OrderLogStore(RedisLink redis) {
        this.redis = redis;
    }

    /** At most {@code limit} entries that are older than one. */
    Future<List<StreamEntry>> newestFirst(StreamEntry behind, int limit) {
        return page(Command.XREVRANGE, behind.equals(START) ? "+" : "(" + behind.id(), "-", limit);
    }

    /** At most {@code limit} entries that are newer than one. */
    Future<List<StreamEntry>> oldestFirst(EntryId behind, int limit) {
        return page(Command.XRANGE, "(" + behind, "+", limit);
    }

    private Future<List<StreamEntry>> page(Command range, String from, String to, int limit) {
        return redis.send(Request.cmd(range)
                        .arg(CREATED)
                        .arg(from)
                        .arg(to)
                        .arg("COUNT")
                        .arg(limit))
                .map(entries -> entries.stream()
                        .map(entry -> StreamEntry.of(CREATED, entry))
                        .toList());
    }

    /** How many entries the list lacks at least, by the numbers that were given to orders. */
    Future<Long> missing() {
        return redis.send(Request.cmd(Command.GET).arg(PaymentKeys.ORDER_NUMBER))
                .compose(number -> redis.send(Request.cmd(Command.XLEN).arg(CREATED))
                        .map(entries -> number == null ? 0 : Math.max(0, number.toLong() - entries.toLong())));
    }

    /**
     * Makes the list anew from the orders, which know their entries, and payment's group in front of the oldest order that is pending, so
     * that each is paid for; that it is told of others again changes nothing. Several may try it at once; the first that is ready
     * succeeds. What one leaves that ends halfway expires.
     *
     * @return how many entries it has now; empty if no more orders could be found
     */
    Future<OptionalLong> restore() {
        return new Restoration().run().map(reply -> switch (reply.word()) {
            case RESTORED, WHOLE -> OptionalLong.of(reply.get(1).toLong());
            case NO_MORE -> OptionalLong.empty();
        });
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
            return page(Command.XREVRANGE, "+", "-", 1)
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
                    .eventually(() -> redis.send(Request.cmd(Command.DEL).arg(found)));
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
                    newest.isEmpty()
                            ? EntryId.NONE
                            : EntryId.parse(newest.get(0).id()));
            return Steps.untilLast(() -> oldestFirst(behind.get(), AT_ONCE)
                    .compose(page -> noteAll(page.stream()
                                    .map(entry ->
                                            PaymentKeys.order(entry.fields().getOrDefault("order_id", ""))))
                            .map(noted -> {
                                if (!page.isEmpty()) {
                                    behind.set(EntryId.parse(
                                            page.get(page.size() - 1).id()));
                                }
                                return page.size() < AT_ONCE;
                            })));
        }

        private Future<Void> noteAll(Stream<String> keys) {
            return Future.all(keys.map(this::note).toList()).compose(noted -> expire(found));
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

        private Future<Void> write() {
            AtomicReference<Position> behind = new AtomicReference<>(Position.START);
            return Steps.untilLast(() -> sorted.page(behind.get(), AT_ONCE)
                    .compose(page -> Future.all(
                                    page.stream().map(this::writeEntry).toList())
                            .compose(written -> expire(restored))
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
