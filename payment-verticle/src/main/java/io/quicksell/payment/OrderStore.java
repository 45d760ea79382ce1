package io.quicksell.payment;

import static io.quicksell.common.event.OrderEvent.CREATED;
import static io.quicksell.common.event.OrderEvent.REFUNDED;
import static io.quicksell.common.event.OrderEvent.REFUND_REQUESTED;
import static io.quicksell.payment.PaymentKeys.GROUP;
import static io.quicksell.payment.PaymentKeys.ORDERS;
import static io.quicksell.payment.PaymentKeys.ORDER_NUMBER;
import static io.quicksell.payment.PaymentKeys.order;

import io.quicksell.common.domain.Money;
import io.quicksell.common.domain.PricedLine;
import io.quicksell.common.event.OrderEvent;
import io.quicksell.common.json.Json;
import io.quicksell.common.redis.RedisLink;
import io.quicksell.common.redis.Script;
import io.quicksell.common.redis.ScriptReply;
import io.quicksell.common.redis.SortedIds;
import io.quicksell.common.redis.StreamEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The orders in Redis. */
final class OrderStore {

    /** A page of orders and where the next one begins, unless it is the last. */
    record Page(List<Order> orders, Optional<SortedIds.Place> next) {}

    /** What is to be written of a new order. */
    record NewOrder(
            String id,
            String digest,
            String reference,
            List<PricedLine> lines,
            Money fee,
            Money total,
            long deadline) {}

    /** What became of the wish to write an order. */
    sealed interface Accepted {
        record Created(Order order) implements Accepted {}

        /** It was there, for the same request. */
        record Exists(Order order) implements Accepted {}

        /** It was there, for another request. */
        record Different() implements Accepted {}

        /** Its units may not be held any more. */
        record Expired() implements Accepted {}
    }

    /** What became of the wish to have an order refunded. */
    sealed interface RefundAsked {
        record Requested(Order order) implements RefundAsked {}

        record NotCompleted(OrderStatus status) implements RefundAsked {}

        record Unknown() implements RefundAsked {}
    }

    private enum Create {
        CREATED,
        EXISTS,
        DIFFERENT,
        EXPIRED
    }

    private enum Complete {
        DONE,
        ALREADY,
        UNKNOWN
    }

    private enum AskRefund {
        REQUESTED,
        NOT_COMPLETED,
        UNKNOWN
    }

    private enum Refund {
        REFUNDED,
        ALREADY,
        NOT_COMPLETED,
        UNKNOWN
    }

    private static final Script<Create> CREATE = Script.load("create_order", Create.class);
    private static final Script<Complete> COMPLETE = Script.load("complete_order", Complete.class);
    private static final Script<AskRefund> ASK_REFUND = Script.load("request_refund", AskRefund.class);
    private static final Script<Refund> REFUND = Script.load("refund_order", Refund.class);

    private final RedisLink redis;
    private final SortedIds ids;

    OrderStore(RedisLink redis) {
        this.redis = redis;
        this.ids = new SortedIds(redis, ORDERS, true);
    }

    Future<Optional<Order>> find(String id) {
        return redis.send(Request.cmd(Command.HGETALL).arg(order(id)))
                .map(fields ->
                        fields.size() == 0 ? Optional.empty() : Optional.of(Order.of(id, ScriptReply.fields(fields))));
    }

    /** The page of orders behind a place, newest first; {@code null} for the first page. */
    Future<Page> page(SortedIds.Place behind, int limit) {
        return ids.page(behind, limit)
                .compose(places -> Future.all(
                                places.stream().map(place -> find(place.id())).toList())
                        .map(found -> new Page(
                                found.<Optional<Order>>list().stream()
                                        .flatMap(Optional::stream)
                                        .toList(),
                                places.size() < limit ? Optional.empty() : Optional.of(places.get(limit - 1)))));
    }

    /** Writes an order and tells {@code order_created}, if its units are still held for it. */
    Future<Accepted> create(NewOrder wanted) {
        return redis.run(CREATE, List.of(order(wanted.id()), ORDERS, CREATED, ORDER_NUMBER), createArguments(wanted))
                .map(reply -> switch (reply.word()) {
                    case CREATED -> new Accepted.Created(Order.of(wanted.id(), reply.fields(1)));
                    case EXISTS -> new Accepted.Exists(Order.of(wanted.id(), reply.fields(1)));
                    case DIFFERENT -> new Accepted.Different();
                    case EXPIRED -> new Accepted.Expired();
                });
    }

    /**
     * Ends the payment of a pending order, tells the stream of its new status and acknowledges the entry.
     *
     * @return fails if there is no such order
     */
    Future<Void> complete(String id, Charge charge, StreamEntry entry) {
        boolean approved = charge.isApproved();
        return redis.run(
                        COMPLETE,
                        List.of(order(id), CREATED, approved ? OrderEvent.COMPLETED : OrderEvent.FAILED),
                        List.of(
                                id,
                                (approved ? OrderStatus.COMPLETED : OrderStatus.FAILED).text(),
                                charge.declineReason(),
                                GROUP,
                                entry.id()))
                .compose(reply -> reply.word() == Complete.UNKNOWN ? noOrder(id) : Future.succeededFuture());
    }

    /** Asks for the refund of a completed order, on the stream {@code refund_order}. */
    Future<RefundAsked> requestRefund(String id, String reason, boolean restock) {
        return redis.run(ASK_REFUND, List.of(order(id), REFUND_REQUESTED), List.of(id, reason, String.valueOf(restock)))
                .map(reply -> switch (reply.word()) {
                    case REQUESTED -> new RefundAsked.Requested(Order.of(id, reply.fields(1)));
                    case NOT_COMPLETED ->
                        new RefundAsked.NotCompleted(OrderStatus.of(reply.get(1).toString()));
                    case UNKNOWN -> new RefundAsked.Unknown();
                });
    }

    /**
     * Makes a completed order refunded, tells {@code order_refunded} and acknowledges the entry.
     *
     * @return fails if there is no such order, or it is not completed
     */
    Future<Void> refund(String id, String reason, boolean restock, StreamEntry entry) {
        return redis.run(
                        REFUND,
                        List.of(order(id), REFUND_REQUESTED, REFUNDED),
                        List.of(id, reason, String.valueOf(restock), GROUP, entry.id()))
                .compose(reply -> switch (reply.word()) {
                    case REFUNDED, ALREADY -> Future.succeededFuture();
                    case NOT_COMPLETED -> Future.failedFuture("order " + id + " is not completed");
                    case UNKNOWN -> noOrder(id);
                });
    }

    private static List<String> createArguments(NewOrder wanted) {
        List<String> arguments =
                new ArrayList<>(List.of(wanted.id(), String.valueOf(wanted.deadline()), wanted.digest()));
        long quantity = wanted.lines().stream().mapToLong(PricedLine::quantity).sum();
        arguments.addAll(List.of(
                "lines", Json.text(wanted.lines()),
                "quantity", String.valueOf(quantity),
                "fee", cents(wanted.fee()),
                "total", cents(wanted.total()),
                "reference", wanted.reference()));
        if (wanted.lines().size() == 1) {
            PricedLine only = wanted.lines().get(0);
            arguments.addAll(List.of("product_id", only.productId(), "price", cents(only.price())));
        }
        return arguments;
    }

    private static String cents(Money money) {
        return String.valueOf(money.cents());
    }

    private static Future<Void> noOrder(String id) {
        return Future.failedFuture("there is no order " + id);
    }
}
