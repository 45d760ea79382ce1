package io.quicksell.payment;

import io.quicksell.common.domain.Money;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.order.PricedLine;
import io.quicksell.payment.InventoryPeer.Reservation;
import io.quicksell.payment.OrderStore.Accepted;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an order is placed: its units are held by inventory, then the order is written while they are. Whatever dies in between,
 * the sweeper of inventory finds the hold, and the same key finds the order.
 */
final class OrderPlacement {

    /**
     * @param replayed whether an earlier request had placed it
     */
    record Placed(Order order, boolean replayed) {}

    private static final Logger LOG = LoggerFactory.getLogger(OrderPlacement.class);

    /** What a client waits at most. A little more than one question may take, whose own words then reach the client. */
    private static final long DEADLINE_MILLIS = 5_200;

    private final OrderStore orders;
    private final InventoryPeer inventory;
    private final BigDecimal feeRate;

    OrderPlacement(OrderStore orders, InventoryPeer inventory, BigDecimal feeRate) {
        this.orders = orders;
        this.inventory = inventory;
        this.feeRate = feeRate;
    }

    /** Places a new order. */
    Future<Placed> place(String id, OrderRequest request) {
        return inTime(reserveAndAccept(id, request));
    }

    /** Places an order that an earlier request with the same id may have placed. */
    Future<Placed> placeOnce(String id, OrderRequest request) {
        return inTime(orders.find(id)
                .compose(earlier ->
                        earlier.isPresent() ? replay(earlier.get(), request) : reserveAndAccept(id, request)));
    }

    /** Each step has a limit of its own, and what is under way when all have taken too long goes on without harm. */
    private static Future<Placed> inTime(Future<Placed> placed) {
        return placed.timeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException
                                ? new Problem(
                                        ProblemType.OUTCOME_UNKNOWN,
                                        "It is not known yet whether the order was placed. It is safe to repeat it with the"
                                                + " same Idempotency-Key.")
                                : failure));
    }

    private Future<Placed> reserveAndAccept(String id, OrderRequest request) {
        return inventory.reserve(id, request.lines()).compose(reservation -> accept(id, request, reservation));
    }

    private Future<Placed> accept(String id, OrderRequest request, Reservation reservation) {
        return reservation instanceof Reservation.Held held
                ? create(id, request, held)
                : orders.find(id)
                        .compose(earlier -> earlier.isPresent()
                                ? replay(earlier.get(), request)
                                : Future.failedFuture(new Problem(
                                        ProblemType.CONFLICT, "This order has ended. Use a new Idempotency-Key.")));
    }

    private Future<Placed> create(String id, OrderRequest request, Reservation.Held held) {
        OrderStore.NewOrder order;
        try {
            order = priced(id, request, held);
        } catch (Problem tooDear) {
            return giveBack(id, held).compose(done -> Future.failedFuture(tooDear));
        }
        return create(order, held).compose(accepted -> {
            if (accepted instanceof Accepted.Created created) {
                return Future.succeededFuture(new Placed(created.order(), false));
            } else if (accepted instanceof Accepted.Exists exists) {
                return Future.succeededFuture(new Placed(exists.order(), true));
            } else if (accepted instanceof Accepted.Different) {
                return Future.failedFuture(otherRequest());
            }
            return giveBack(id, held)
                    .compose(done -> Future.failedFuture(new Problem(
                            ProblemType.UNAVAILABLE,
                            "It took too long to place this order, so it was not placed. Please try again.")));
        });
    }

    /** If the order surely was not written, its units are not left held, as far as that can be helped. */
    private Future<Accepted> create(OrderStore.NewOrder order, Reservation.Held held) {
        return orders.create(order)
                .recover(failure -> TransientFailure.isNotCarriedOut(failure)
                        ? giveBack(order.id(), held).compose(done -> Future.failedFuture(notPlaced()))
                        : Future.failedFuture(failure));
    }

    private static Problem notPlaced() {
        return new Problem(
                ProblemType.UNAVAILABLE,
                "The database does not answer just now, so the order was not placed. Its units are free again within a"
                        + " minute; please try again.");
    }

    private OrderStore.NewOrder priced(String id, OrderRequest request, Reservation.Held held) {
        Money sum = held.lines().stream().map(PricedLine::sum).reduce(new Money(0), Money::plus);
        Money fee = sum.share(feeRate);
        Money total = sum.plus(fee);
        if (total.compareTo(Money.MAX_TOTAL) > 0) {
            throw Problem.invalid(List.of(new Problem.FieldError(
                    "quantity", "makes a total of " + total + "; an order may come to " + Money.MAX_TOTAL)));
        }
        return new OrderStore.NewOrder(
                id, request.digest(), request.reference(), held.lines(), fee, total, held.deadline());
    }

    private static Future<Placed> replay(Order earlier, OrderRequest request) {
        return earlier.digest().equals(request.digest())
                ? Future.succeededFuture(new Placed(earlier, true))
                : Future.failedFuture(otherRequest());
    }

    private static Problem otherRequest() {
        return new Problem(
                ProblemType.OTHER_REQUEST_WITH_SAME_KEY,
                "This Idempotency-Key belongs to another order. Use a new key for a new order.");
    }

    /** A hold that is not given back here is given back by the sweeper. */
    private Future<Void> giveBack(String id, Reservation.Held held) {
        return inventory.release(id, held.deadline()).recover(failure -> {
            LOG.info("The hold of order {} is left to the sweeper: {}", id, failure.getMessage());
            return Future.succeededFuture();
        });
    }
}
