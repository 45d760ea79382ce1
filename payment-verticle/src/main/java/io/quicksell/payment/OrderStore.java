package io.quicksell.payment;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;
import static io.quicksell.common.order.ConsumerGroups.PAYMENT;
import static io.quicksell.common.order.OrderEvent.CREATED;
import static io.quicksell.common.order.OrderEvent.NOT_RETURNED;
import static io.quicksell.common.order.OrderEvent.REFUNDED;
import static io.quicksell.common.order.OrderEvent.REFUND_REQUESTED;
import static io.quicksell.payment.PaymentKeys.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quicksell.common.access.Caller;
import io.quicksell.common.domain.Money;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.once.Change;
import io.quicksell.common.order.OrderEvent;
import io.quicksell.common.trace.Traces;
import io.quicksell.redis.BatchedScript;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.quicksell.redis.ScriptReply;
import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The orders in Redis. */
final class OrderStore {

    /**
     * What has to be known of an order to charge or refund it.
     *
     * @param chargeId the gateway's; empty before the charge, and for an order from before it was kept
     */
    record Payment(OrderStatus status, Money total, Optional<String> chargeId) {}

    /**
     * What is wanted of a refund.
     *
     * @param reason or empty
     * @param restock whether the units are free to sell again
     */
    record RefundRequest(@JsonInclude(ALWAYS) String reason, boolean restock) {}

    /** The outcome of a request for a refund. */
    sealed interface RefundOutcome {
        /**
         * @param replayed whether it was answered before; then the order is as it was at that time
         */
        record Requested(Order order, boolean replayed) implements RefundOutcome {}

        /** A change with the same id was made before, and was another one. */
        record OtherRequest() implements RefundOutcome {}

        record NotCompleted(OrderStatus status) implements RefundOutcome {}

        record Unknown() implements RefundOutcome {}
    }

    private enum Complete {
        DONE,
        ALREADY,
        NOT_HERE,
        NOT_CHARGED,
        UNKNOWN
    }

    private enum AskRefund {
        REQUESTED,
        REPLAYED,
        OTHER_REQUEST,
        NOT_COMPLETED,
        UNKNOWN
    }

    private enum Refund {
        REFUNDED,
        ALREADY,
        NOT_HERE,
        NOT_PAID_BACK,
        NOT_COMPLETED,
        UNKNOWN
    }

    private enum NoteNotReturned {
        NOTED,
        ALREADY,
        NOT_HERE,
        UNKNOWN
    }

    private static final Script<Complete> COMPLETE = Script.load("complete_order", Complete.class);
    private static final Script<AskRefund> ASK_REFUND = Script.load("request_refund", AskRefund.class);
    private static final Script<Refund> REFUND = Script.load("refund_order", Refund.class);
    private static final Script<NoteNotReturned> NOTE_NOT_RETURNED =
            Script.load("note_not_returned", NoteNotReturned.class);

    private final RedisLink redis;
    private final BatchedScript<Complete> completing;
    private final OrderCounts counts;

    /** For those that read. */
    OrderStore(RedisLink redis) {
        this(redis, Meters.NONE);
    }

    OrderStore(RedisLink redis, Meters meters) {
        this.redis = redis;
        this.counts = new OrderCounts(meters);
        this.completing = new BatchedScript<>(
                redis, COMPLETE, List.of(CREATED, OrderEvent.COMPLETED, OrderEvent.FAILED), List.of(PAYMENT));
    }

    Future<Optional<Order>> find(String id) {
        return redis.send(Request.cmd(Command.HGETALL).arg(order(id)))
                .map(fields ->
                        fields.size() == 0 ? Optional.empty() : Optional.of(Order.of(id, ScriptReply.fields(fields))));
    }

    Future<Optional<Payment>> payment(String id) {
        return redis.send(Request.cmd(Command.HMGET)
                        .arg(order(id))
                        .arg("status")
                        .arg("total")
                        .arg("charge_id"))
                .map(fields -> Optional.ofNullable(fields.get(0))
                        .map(status -> new Payment(
                                OrderStatus.of(status.toString()),
                                Money.ofCents(fields.get(1).toString()),
                                Optional.ofNullable(fields.get(2)).map(Response::toString))));
    }

    /** Succeeds when as many replicas as changes wait for have all that was read before. */
    Future<Void> replicated() {
        return redis.replicated();
    }

    /**
     * Ends the payment of a pending order, emits the event of its new status and acknowledges the entry. One that has ended stays as it is,
     * and its entry is acknowledged.
     *
     * @param charge empty if the gateway was not asked, because the order was not there or had ended
     * @return fails if there is no such order, and for the moment if it is pending and the gateway was not asked
     */
    Future<Void> complete(String id, Optional<Charge> charge, StreamEntry entry) {
        OrderStatus status = charge.filter(Predicate.not(Charge::isApproved)).isPresent()
                ? OrderStatus.FAILED
                : OrderStatus.COMPLETED;
        return Traces.script(
                        "complete_order",
                        id,
                        traceparent ->
                                completing.run(List.of(order(id)), ended(id, status, charge, entry, traceparent)))
                .compose(reply -> switch (reply.word()) {
                    case DONE -> counts.count(status);
                    case ALREADY, NOT_HERE -> Future.succeededFuture();
                    case NOT_CHARGED -> foundOtherwise(id);
                    case UNKNOWN -> noOrder(id);
                });
    }

    private static List<String> ended(
            String id, OrderStatus status, Optional<Charge> charge, StreamEntry entry, String traceparent) {
        String chargeId = charge.map(Charge::id).orElse("");
        String reason = charge.flatMap(Charge::declineReason).orElse("");
        return traceparent.isEmpty()
                ? List.of(id, status.text(), chargeId, reason, entry.id())
                : List.of(id, status.text(), chargeId, reason, entry.id(), traceparent);
    }

    /** Asks for the refund of a completed order, on the stream {@code refund_order}. */
    Future<RefundOutcome> requestRefund(String id, Change change, RefundRequest request) {
        return Traces.script(
                        "request_refund",
                        id,
                        traceparent -> redis.run(
                                ASK_REFUND,
                                List.of(order(id), REFUND_REQUESTED, PaymentKeys.change(change.id())),
                                List.of(
                                        change.request(),
                                        String.valueOf(change.keptMillis()),
                                        id,
                                        request.reason(),
                                        String.valueOf(request.restock()),
                                        Caller.by(),
                                        traceparent)))
                .map(reply -> switch (reply.word()) {
                    case REQUESTED -> new RefundOutcome.Requested(Order.of(id, reply.fields(1)), false);
                    case REPLAYED -> new RefundOutcome.Requested(Order.of(id, reply.fields(1)), true);
                    case OTHER_REQUEST -> new RefundOutcome.OtherRequest();
                    case NOT_COMPLETED ->
                        new RefundOutcome.NotCompleted(
                                OrderStatus.of(reply.get(1).toString()));
                    case UNKNOWN -> new RefundOutcome.Unknown();
                });
    }

    /**
     * Makes a completed order refunded, emits {@code order_refunded} and acknowledges the entry.
     *
     * @param paidBack whether the gateway has done it; it was not asked if the order was not there or not completed
     * @return fails if there is no such order, or it is not completed, and for the moment if it is and the gateway was not asked
     */
    Future<Void> refund(String id, boolean paidBack, String reason, boolean restock, StreamEntry entry) {
        return Traces.script(
                        "refund_order",
                        id,
                        traceparent -> redis.run(
                                REFUND,
                                List.of(order(id), REFUND_REQUESTED, REFUNDED),
                                List.of(
                                        id,
                                        String.valueOf(paidBack),
                                        reason,
                                        String.valueOf(restock),
                                        PAYMENT,
                                        entry.id(),
                                        traceparent)))
                .compose(reply -> switch (reply.word()) {
                    case REFUNDED -> counts.count(OrderStatus.REFUNDED);
                    case ALREADY, NOT_HERE -> Future.succeededFuture();
                    case NOT_PAID_BACK -> foundOtherwise(id);
                    case NOT_COMPLETED -> Future.failedFuture("order " + id + " is not completed");
                    case UNKNOWN -> noOrder(id);
                });
    }

    /**
     * Notes which units of a refunded order could not go back into stock, emits {@code order_refunded} once more and acknowledges the
     * entry.
     *
     * @param units JSON, as {@link Order} reads it
     * @return fails if there is no such order, or it is not refunded
     */
    Future<Void> noteNotReturned(String id, String units, StreamEntry entry) {
        return Traces.script(
                        "note_not_returned",
                        id,
                        traceparent -> redis.run(
                                NOTE_NOT_RETURNED,
                                List.of(order(id), NOT_RETURNED, REFUNDED),
                                List.of(id, units, PAYMENT, entry.id(), traceparent)))
                .compose(reply -> reply.word() == NoteNotReturned.UNKNOWN
                        ? Future.failedFuture("there is no refunded order " + id)
                        : Future.succeededFuture());
    }

    /** Two masters may tell two stories of an order, if one takes the place of the other between a look and what follows from it. */
    private static Future<Void> foundOtherwise(String id) {
        return Future.failedFuture(new TransientFailure(
                Outcome.NOT_CARRIED_OUT, "order " + id + " is not as it was when it was looked up", null));
    }

    private static Future<Void> noOrder(String id) {
        return Future.failedFuture("there is no order " + id);
    }
}
