package io.quicksell.inventory;

import io.quicksell.common.access.Scope;
import io.quicksell.common.domain.Times;
import io.quicksell.common.http.Body;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.order.HeldUnits;
import io.quicksell.common.order.OrderLines;
import io.quicksell.common.order.ReservationRequest;
import io.quicksell.common.verticle.Room;
import io.quicksell.inventory.ReservationStore.Hold;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;

/**
 * {@code /reservations}, for payment: holds units for an order, or releases them. The event bus takes the same JSON; a payment in this
 * process reserves without any.
 */
final class ReservationRoutes {

    private final ReservationStore reservations;
    private final PaymentPeer payment;
    private final int holdMillis;
    private final Room room;

    /**
     * @param holdMillis how long units are held for an order that does not exist yet
     */
    ReservationRoutes(ReservationStore reservations, PaymentPeer payment, int holdMillis, Room room) {
        this.reservations = reservations;
        this.payment = payment;
        this.holdMillis = holdMillis;
        this.room = room;
    }

    /** Only where there is a key, for those who show it: whoever holds and releases units can take away those of any order. */
    void mount(HttpEdge edge, ServiceKey key) {
        if (!key.isSet()) {
            return;
        }
        edge.at("/reservations")
                .post(Scope.INTERNAL, request -> reserve(request.body().buffer()))
                .end();
        edge.at("/reservations/:id").delete(Scope.INTERNAL, this::release).end();
    }

    /** For a payment in another process. */
    Future<Reply> reserve(Buffer text) {
        Body body = Body.parse(text);
        ReservationRequest request = new ReservationRequest(body.id("order_id"), OrderLines.read(body));
        body.end();
        return reserve(request).map(held -> response(request.orderId(), held));
    }

    /** Holds the units; fails with a {@link Problem} if they are not to be had. */
    Future<HeldUnits> reserve(ReservationRequest request) {
        room.check();
        return reservations
                .reserve(request.orderId(), request.lines(), holdMillis)
                .map(reserved -> held(request.orderId(), reserved));
    }

    Future<Reply> release(Buffer text) {
        Body body = Body.parse(text);
        String orderId = body.id("order_id");
        String deadline = body.text("deadline", 1, 40);
        body.end();
        return release(orderId, deadline);
    }

    private Future<Reply> release(RoutingContext request) {
        String deadline = new Query(request, Set.of("deadline"))
                .text("deadline")
                .orElseThrow(() -> new Problem(
                        ProblemType.MALFORMED,
                        "Say with ?deadline= which hold is meant, as the reservation answered it."));
        return release(Query.id(request), deadline);
    }

    /** Whoever reserves for an order is told the deadline of its hold, so payment says first whether the order exists. */
    private Future<Reply> release(String orderId, String deadlineText) {
        long deadline = millis(deadlineText);
        return reservations
                .held(orderId)
                .map(hold -> hold.filter(held -> held.deadline() == deadline).orElseThrow(() -> notHeld(orderId)))
                .compose(this::release)
                .map(released -> {
                    if (!released) {
                        throw notHeld(orderId);
                    }
                    return Reply.noContent();
                });
    }

    private Future<Boolean> release(Hold hold) {
        return payment.isOrdered(hold).compose(ordered -> {
            if (ordered) {
                throw new Problem(ProblemType.CONFLICT, "Order " + hold.orderId() + " exists, so its units stay held.");
            }
            return reservations.release(hold);
        });
    }

    private static Problem notHeld(String orderId) {
        return new Problem(ProblemType.CONFLICT, "Nothing is held for order " + orderId + " with that deadline.");
    }

    private static Reply response(String orderId, HeldUnits held) {
        return Reply.ok(Map.of(
                "order_id", orderId,
                "renewed", held.renewed(),
                "deadline", Times.text(held.deadline()),
                "lines", held.lines()));
    }

    private static HeldUnits held(String orderId, Reserved reserved) {
        if (reserved instanceof Reserved.Held held) {
            return new HeldUnits(held.renewed(), held.deadline(), held.lines());
        } else if (reserved instanceof Reserved.OutOfStock refused) {
            throw outOfStock(refused);
        } else if (reserved instanceof Reserved.UnknownProduct unknown) {
            throw ProductRoutes.noProduct(unknown.productId());
        } else if (reserved instanceof Reserved.OtherLines) {
            throw new Problem(
                    ProblemType.OTHER_REQUEST_WITH_SAME_KEY,
                    "Units are held for order " + orderId
                            + " with other lines. Use a new Idempotency-Key for another order.");
        } else if (reserved instanceof Reserved.Finished) {
            throw new Problem(ProblemType.RESERVATION_FINISHED, "Order " + orderId + " has run its course.");
        }
        throw new AssertionError(reserved);
    }

    private static Problem outOfStock(Reserved.OutOfStock refused) {
        return new Problem(
                        ProblemType.OUT_OF_STOCK,
                        "Not enough stock available. Only "
                                + refused.lines().get(0).available() + " units in stock.")
                .with("short", refused.lines());
    }

    private static long millis(String deadline) {
        try {
            return Times.millis(deadline);
        } catch (DateTimeParseException e) {
            throw new Problem(
                    ProblemType.MALFORMED, "The deadline must look like 2026-11-23T12:00:00.000Z, as it was answered.");
        }
    }
}
