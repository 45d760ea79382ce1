package io.quicksell.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.order.Line;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.peer.PeerRequest;
import io.quicksell.common.peer.PeerResponse;
import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one question that inventory has for payment: is there such an order? */
final class PaymentPeer {

    /** As much of an order as inventory needs to know. */
    record KnownOrder(String status, List<Line> lines) {
        boolean isCompleted() {
            return status.equals("completed");
        }
    }

    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int OUTCOME_UNKNOWN = 504;

    private final Peer payment;

    PaymentPeer(Peer payment) {
        this.payment = payment;
    }

    /** The order, or empty if payment says that there is none; fails if payment does not answer. */
    Future<Optional<KnownOrder>> find(String orderId) {
        return payment.ask(new PeerRequest(
                        Addresses.ORDER,
                        HttpMethod.GET,
                        "/orders/" + orderId,
                        Json.encode(Map.of("order_id", orderId))))
                .compose(answer -> order(orderId, answer));
    }

    /** Units are given back on the word that there is no such order, so a 404 counts only if it is payment's, and about this order. */
    private static Future<Optional<KnownOrder>> order(String orderId, PeerResponse answer) {
        if (answer.isOk()) {
            return Future.succeededFuture(Optional.of(knownOrder(answer.json())));
        }
        return switch (answer.status()) {
            case NOT_FOUND ->
                saysThatThereIsNone(orderId, answer)
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(noAnswer(answer));
            case UNAVAILABLE, OUTCOME_UNKNOWN -> Future.failedFuture(noAnswer(answer));
            default -> Future.failedFuture("payment answered " + answer.status());
        };
    }

    private static boolean saysThatThereIsNone(String orderId, PeerResponse answer) {
        try {
            JsonNode problem = answer.json();
            return problem.path("type").asText().equals(ProblemType.NO_SUCH_ORDER.uri())
                    && problem.path("order_id").asText().equals(orderId);
        } catch (IllegalStateException notOfPayment) {
            return false;
        }
    }

    private static TransientFailure noAnswer(PeerResponse answer) {
        return new TransientFailure(Outcome.NOT_CARRIED_OUT, "payment answered " + answer.status(), null);
    }

    private static KnownOrder knownOrder(JsonNode order) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : order.get("lines")) {
            lines.add(new Line(
                    line.get("product_id").textValue(), line.get("quantity").longValue()));
        }
        return new KnownOrder(order.get("status").textValue(), lines);
    }
}
