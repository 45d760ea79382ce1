package io.quicksell.payment;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Money;
import io.quicksell.common.domain.Times;
import io.quicksell.common.http.Problem;
import io.quicksell.common.json.Json;
import io.quicksell.common.order.Addresses;
import io.quicksell.common.order.HeldUnits;
import io.quicksell.common.order.Line;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.order.ReservationRequest;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What payment asks of inventory: to hold the units of an order, and to take such a hold back. */
final class InventoryPeer {

    /** The outcome of a request to hold units. A refusal that the client has to see is a {@link Problem} instead. */
    sealed interface Reservation {
        record Held(HeldUnits units) implements Reservation {}

        /** The order has run its course already. */
        record Finished() implements Reservation {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(InventoryPeer.class);

    private final Peer inventory;

    InventoryPeer(Peer inventory) {
        this.inventory = inventory;
    }

    /**
     * Holds all lines for an order, or none.
     *
     * @return fails with a {@link Problem}: 404 unknown product, 409 out of stock, 422, 503, 504
     */
    Future<Reservation> reserve(String orderId, List<Line> lines) {
        ReservationRequest request = new ReservationRequest(orderId, lines);
        return inventory
                .ask(Addresses.RESERVE, request, () -> reserveElsewhere(request))
                .<Reservation>map(Reservation.Held::new)
                .recover(InventoryPeer::refusal);
    }

    private Future<HeldUnits> reserveElsewhere(ReservationRequest request) {
        return inventory
                .send(new PeerRequest(Addresses.RESERVE, HttpMethod.POST, "/reservations", Json.encode(request)))
                .map(InventoryPeer::held);
    }

    /** An inventory of another version may respond with what is not known here: without knowing what is held there is no order. */
    private static HeldUnits held(PeerResponse response) {
        try {
            if (!response.isOk()) {
                throw Problem.of(response.status(), response.json());
            }
            return held(response.json());
        } catch (Problem refusal) {
            throw refusal;
        } catch (RuntimeException unreadable) {
            throw notUnderstood(unreadable);
        }
    }

    /** Gives back what was held until that deadline; also succeeds if it is not held like that any more. */
    Future<Void> release(String orderId, long deadline) {
        String time = Times.text(deadline);
        return inventory
                .send(new PeerRequest(
                        Addresses.RELEASE,
                        HttpMethod.DELETE,
                        "/reservations/" + orderId + "?deadline=" + time,
                        Json.encode(Map.of("order_id", orderId, "deadline", time))))
                .mapEmpty();
    }

    private static HeldUnits held(JsonNode body) {
        List<PricedLine> lines = new ArrayList<>();
        for (JsonNode line : body.get("lines")) {
            lines.add(new PricedLine(
                    line.get("product_id").textValue(),
                    line.get("name").textValue(),
                    Money.of(line.get("price").decimalValue()),
                    line.get("quantity").longValue()));
        }
        return new HeldUnits(
                body.path("renewed").booleanValue(),
                Times.millis(body.get("deadline").textValue()),
                lines);
    }

    private static Future<Reservation> refusal(Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            return Future.failedFuture(failure);
        }
        return switch (problem.type()) {
            case RESERVATION_FINISHED -> Future.succeededFuture(new Reservation.Finished());
            case UNAUTHENTICATED, MISDIRECTED -> Future.failedFuture(notForUs(problem));
            case INVALID, MALFORMED, METHOD_NOT_ALLOWED -> Future.failedFuture(notUnderstood(problem));
            default -> Future.failedFuture(problem);
        };
    }

    /** What a client sent was looked at before inventory was asked, so one of the two services is of another version. */
    private static TransientFailure notUnderstood(RuntimeException failure) {
        LOG.warn(
                "Inventory and this payment do not understand each other; are they of one version? {}",
                failure.getMessage());
        return new TransientFailure(
                Outcome.NOT_CARRIED_OUT,
                "The inventory service is of another version. No order was placed; please try again.",
                failure);
    }

    /** The conf of one of the two is wrong, which no client can mend. */
    private static TransientFailure notForUs(Problem problem) {
        LOG.warn("Inventory refuses this payment: {}", problem.getMessage());
        return new TransientFailure(
                Outcome.NOT_CARRIED_OUT,
                "The inventory service does not let this one in. Nothing was changed; the log says why.",
                problem);
    }
}
