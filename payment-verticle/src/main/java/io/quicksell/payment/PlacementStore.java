package io.quicksell.payment;

import static io.quicksell.common.order.OrderEvent.CREATED;
import static io.quicksell.payment.PaymentKeys.ORDER_NUMBER;
import static io.quicksell.payment.PaymentKeys.SECRET;
import static io.quicksell.payment.PaymentKeys.order;
import static io.quicksell.payment.PaymentKeys.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.access.Caller;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.Problem;
import io.quicksell.common.json.Json;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.trace.Traces;
import io.quicksell.redis.BatchedScript;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** What is written in Redis while an order is placed, or refused for good. */
final class PlacementStore {

    /**
     * One try to place an order.
     *
     * @param number a later one has a higher one; empty if there can be no other try
     * @param digest the same for two requests that want the same
     * @param namespace in which the ids of keys are
     */
    record Try(String id, OptionalLong number, String digest, UUID namespace) {}

    /** What a try to place an order finds. */
    sealed interface Seen {
        record There(Order order) implements Seen {}

        /** Nothing. */
        record None(long tryNumber) implements Seen {}

        /** The ids of keys are in another namespace. */
        record OtherNamespace() implements Seen {}
    }

    /**
     * What is to be written of a new order.
     *
     * @param digest of the request, with its lines in the sequence of {@code lines}
     */
    record NewOrder(
            Try attempt,
            String digest,
            String reference,
            List<PricedLine> lines,
            Money fee,
            Money total,
            long deadline) {}

    /** The outcome of writing an order. */
    sealed interface Accepted {
        record Created(Order order) implements Accepted {}

        /** It was there, for the same request. */
        record Exists(Order order) implements Accepted {}

        /** It was there, for another request. */
        record Different() implements Accepted {}

        /** Its units may not be held any more, or the try is too old. */
        record Expired() implements Accepted {}

        /** The ids of keys are in another namespace. */
        record OtherNamespace() implements Accepted {}

        /** This try or a later one was refused; the answer is final. */
        record Refused(Problem answer) implements Accepted {}
    }

    private enum Create {
        CREATED,
        EXISTS,
        DIFFERENT,
        EXPIRED,
        OTHER_NAMESPACE,
        REFUSED
    }

    private enum LookUp {
        THERE,
        NONE,
        OTHER_NAMESPACE
    }

    private enum Refuse {
        THERE,
        NOTED
    }

    private static final Script<Create> CREATE = Script.load("create_order", Create.class);
    private static final Script<LookUp> LOOK_UP = Script.load("look_up_order", LookUp.class);
    private static final Script<Refuse> REFUSE = Script.load("refuse_order", Refuse.class);

    private static final long TRY_MILLIS = 30_000;

    /** Longer than any try that it has to meet. */
    private static final long NOTE_MILLIS = 2 * TRY_MILLIS;

    private final RedisLink redis;
    private final BatchedScript<Create> creating;
    private final OrderCounts counts;

    PlacementStore(RedisLink redis, Meters meters) {
        this.redis = redis;
        this.counts = new OrderCounts(meters);
        this.creating = new BatchedScript<>(
                redis, CREATE, List.of(CREATED, ORDER_NUMBER, SECRET), List.of(String.valueOf(TRY_MILLIS)));
    }

    /** Looks for an order that is about to be placed, and whose id is that of a key in a namespace. */
    Future<Seen> lookUp(String id, UUID namespace) {
        return redis.run(LOOK_UP, List.of(order(id), SECRET), List.of(namespace.toString()))
                .map(reply -> switch (reply.word()) {
                    case THERE -> new Seen.There(Order.of(id, reply.fields(1)));
                    case NONE -> new Seen.None(reply.get(1).toLong());
                    case OTHER_NAMESPACE -> new Seen.OtherNamespace();
                });
    }

    /**
     * Makes the refusal of a try final: neither it nor an earlier one with the same request will be accepted.
     *
     * @return the order, if another try has placed it; then nothing is refused
     */
    Future<Optional<Order>> refuse(Try attempt, Problem answer) {
        return redis.run(
                        REFUSE,
                        List.of(order(attempt.id()), refusal(attempt.id(), attempt.digest())),
                        List.of(numberOf(attempt), answer.body(null).toString(), String.valueOf(NOTE_MILLIS)))
                .map(reply -> switch (reply.word()) {
                    case THERE -> Optional.of(Order.of(attempt.id(), reply.fields(1)));
                    case NOTED -> Optional.empty();
                });
    }

    /** Writes an order and emits {@code order_created}, if its units are still held for it. */
    Future<Accepted> create(NewOrder wanted) {
        Map<String, String> fields = fields(wanted);
        return Traces.script(
                        "create_order",
                        wanted.attempt().id(),
                        traceparent -> creating.run(keys(wanted), arguments(wanted, fields, traceparent)))
                .map(reply -> switch (reply.word()) {
                    case CREATED -> {
                        counts.count(OrderStatus.PENDING);
                        yield new Accepted.Created(created(
                                wanted,
                                fields,
                                reply.get(1).toString(),
                                reply.get(2).toString()));
                    }
                    case EXISTS -> new Accepted.Exists(Order.of(wanted.attempt().id(), reply.fields(1)));
                    case DIFFERENT -> new Accepted.Different();
                    case EXPIRED -> new Accepted.Expired();
                    case OTHER_NAMESPACE -> new Accepted.OtherNamespace();
                    case REFUSED -> new Accepted.Refused(problem(reply.get(1).toString()));
                });
    }

    private static List<String> keys(NewOrder wanted) {
        Try attempt = wanted.attempt();
        return List.of(order(attempt.id()), refusal(attempt.id(), attempt.digest()));
    }

    private static List<String> arguments(NewOrder wanted, Map<String, String> fields, String traceparent) {
        List<String> arguments = new ArrayList<>(List.of(
                wanted.attempt().id(),
                String.valueOf(wanted.deadline()),
                wanted.digest(),
                numberOf(wanted.attempt()),
                wanted.attempt().namespace().toString()));
        fields.forEach((field, value) -> arguments.addAll(List.of(field, value)));
        if (!traceparent.isEmpty()) {
            arguments.add(traceparent);
        }
        return arguments;
    }

    /** What is written of an order beyond what the script decides. */
    private static Map<String, String> fields(NewOrder wanted) {
        Map<String, String> fields = new HashMap<>();
        fields.put("lines", Json.text(wanted.lines()));
        fields.put(
                "quantity",
                String.valueOf(
                        wanted.lines().stream().mapToLong(PricedLine::quantity).sum()));
        fields.put("fee", cents(wanted.fee()));
        fields.put("total", cents(wanted.total()));
        fields.put("reference", wanted.reference());
        if (!Caller.by().isEmpty()) {
            fields.put("placed_by", Caller.by());
        }
        if (wanted.lines().size() == 1) {
            PricedLine only = wanted.lines().get(0);
            fields.put("product_id", only.productId());
            fields.put("price", cents(only.price()));
        }
        return fields;
    }

    /** As it would be read now. */
    private static Order created(NewOrder wanted, Map<String, String> fields, String number, String entry) {
        Map<String, String> all = new HashMap<>(fields);
        all.putAll(Map.of("number", number, "digest", wanted.digest(), "status", OrderStatus.PENDING.text()));
        all.putAll(Map.of("version", "1", "entry", entry));
        return Order.of(wanted.attempt().id(), all, wanted.lines());
    }

    private static String numberOf(Try attempt) {
        return attempt.number().isPresent() ? String.valueOf(attempt.number().getAsLong()) : "";
    }

    private static Problem problem(String json) {
        JsonNode body = Json.read(json, JsonNode.class);
        return Problem.of(body.get("status").intValue(), body);
    }

    private static String cents(Money money) {
        return String.valueOf(money.cents());
    }
}
