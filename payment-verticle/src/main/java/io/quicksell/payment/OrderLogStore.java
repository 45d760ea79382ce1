package io.quicksell.payment;

import static io.quicksell.common.order.OrderEvent.CREATED;

import io.quicksell.redis.RedisLink;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Map;

/**
 * All orders in the sequence of their creation: the stream {@code order_created}, of which nothing is trimmed. Its entries name orders. An
 * order knows its own entry, and whoever lists orders leaves out what else names one, such as an entry that was added once more.
 */
final class OrderLogStore {

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

    /** Restores the list, if it has the right to. */
    RestorationStore restoration() {
        return new RestorationStore(redis, this);
    }
}
