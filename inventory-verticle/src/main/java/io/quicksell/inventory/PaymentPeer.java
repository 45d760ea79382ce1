package io.quicksell.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.order.Line;
import io.quicksell.common.peer.Peer;
import io.quicksell.common.peer.PeerRequest;
import io.quicksell.common.peer.PeerResponse;
import io.quicksell.inventory.ReservationStore.Hold;
import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks payment about orders: it is the only request that inventory sends to payment. */
final class PaymentPeer {

    /** The parts of an order that inventory needs. */
    record KnownOrder(String status, List<Line> lines) {
        boolean isCompleted() {
            return status.equals("completed");
        }

        boolean isPending() {
            return status.equals("pending");
        }
    }

    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int OUTCOME_UNKNOWN = 504;

    private final Peer payment;

    PaymentPeer(Peer payment) {
        this.payment = payment;
    }

    /** The order, or empty if payment says that it does not exist; fails if payment does not respond. */
    Future<Optional<KnownOrder>> find(String orderId) {
        return payment.send(new PeerRequest(
                        Addresses.ORDER,
                        HttpMethod.GET,
                        "/orders/" + orderId,
                        Json.encode(Map.of("order_id", orderId))))
                .compose(response -> order(orderId, response));
    }

    /** Whether the hold's order exists, with its lines; fails if payment does not respond. */
    Future<Boolean> isOrdered(Hold hold) {
        return find(hold.orderId())
                .map(order -> order.filter(known -> known.lines().equals(hold.lines()))
                        .isPresent());
    }

    /** Units are released if there is no such order, so a 404 counts only if it comes from payment and is about this order. */
    private static Future<Optional<KnownOrder>> order(String orderId, PeerResponse response) {
        if (response.isOk()) {
            return Future.succeededFuture(Optional.of(knownOrder(response.json())));
        }
        return switch (response.status()) {
            case NOT_FOUND ->
                isNoSuchOrder(orderId, response)
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(unavailable(response));
            case UNAVAILABLE, OUTCOME_UNKNOWN -> Future.failedFuture(unavailable(response));
            default -> Future.failedFuture("payment answered " + response.status());
        };
    }

    private static boolean isNoSuchOrder(String orderId, PeerResponse response) {
        try {
            JsonNode problem = response.json();
            return problem.path("type").asText().equals(ProblemType.NO_SUCH_ORDER.uri())
                    && problem.path("order_id").asText().equals(orderId);
        } catch (IllegalStateException notFromPayment) {
            return false;
        }
    }

    private static TransientFailure unavailable(PeerResponse response) {
        return new TransientFailure(Outcome.NOT_CARRIED_OUT, "payment answered " + response.status(), null);
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
