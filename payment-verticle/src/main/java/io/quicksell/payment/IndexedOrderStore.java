package io.quicksell.payment;

import static java.util.stream.Collectors.joining;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.payment.index.IndexedOrder;
import io.quicksell.payment.index.OrderSource;
import io.quicksell.redis.RedisFault;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the index is made of: the orders in Redis, and the streams that name those that changed. */
class IndexedOrderStore implements OrderSource {

    /** Those by which something changes that is indexed. */
    static final List<String> STREAMS =
            List.of(OrderEvent.CREATED, OrderEvent.COMPLETED, OrderEvent.FAILED, OrderEvent.REFUNDED);

    private static final Logger LOG = LoggerFactory.getLogger(IndexedOrderStore.class);

    private final RedisLink redis;
    private final OrderLogStore log;

    IndexedOrderStore(RedisLink redis) {
        this.redis = redis.expects(StoredFormat.NOW, PaymentKeys.TYPES);
        this.log = new OrderLogStore(redis);
    }

    /** Of the secret, which is of these data alone, and of how often the list was restored, since which more orders are in it. */
    @Override
    public Future<String> identity() {
        return Future.all(
                        redis.send(Request.cmd(Command.GET, PaymentKeys.SECRET)),
                        redis.send(Request.cmd(Command.GET, PaymentKeys.RESTORATIONS)))
                .map(both -> Stream.of(both.<Response>resultAt(0), both.<Response>resultAt(1))
                        .map(value -> value == null ? "" : Ids.fingerprint(value.toString()))
                        .collect(joining()));
    }

    @Override
    public Future<Long> count() {
        return redis.send(Request.cmd(Command.GET, PaymentKeys.ORDER_NUMBER))
                .map(last -> last == null ? 0 : last.toLong());
    }

    @Override
    public Future<List<StreamEntry>> page(EntryId behind, int limit) {
        return log.oldestFirst(behind, limit);
    }

    @Override
    public Future<List<Unparsed>> read(Collection<String> wanted) {
        return Future.all(wanted.stream().map(this::read).toList())
                .map(read -> read.<Optional<Unparsed>>list().stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Future<Optional<Unparsed>> read(String id) {
        return redis.send(Request.cmd(Command.HMGET)
                        .arg(PaymentKeys.order(id))
                        .arg("number")
                        .arg("status")
                        .arg("lines")
                        .arg("entry")
                        .arg("total")
                        .arg("reference"))
                .map(fields -> fields.get(0) == null
                        ? Optional.<Unparsed>empty()
                        : Optional.of((Unparsed) () -> parsed(id, fields)))
                .recover(failure -> failure instanceof RedisFault
                        ? Future.failedFuture(failure)
                        : Future.succeededFuture(unreadable(id, failure)));
    }

    private Optional<IndexedOrder> parsed(String id, Response fields) {
        try {
            return Optional.of(order(id, fields));
        } catch (RuntimeException e) {
            return unreadable(id, e);
        }
    }

    IndexedOrder order(String id, Response fields) {
        return new IndexedOrder(
                fields.get(0).toLong(),
                UUID.fromString(id),
                fields.get(1).toString(),
                Stream.of(Json.read(fields.get(2).toString(), PricedLine[].class))
                        .map(PricedLine::productId)
                        .toList(),
                EntryId.parse(fields.get(3).toString()).millis(),
                fields.get(4).toLong(),
                fields.get(5) == null ? "" : fields.get(5).toString());
    }

    /** It cannot be shown either. */
    private static <T> Optional<T> unreadable(String id, Throwable why) {
        LOG.warn("Order {} cannot be indexed: {}", id, why.toString());
        return Optional.empty();
    }
}
