package io.quicksell.payment;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.once.IdempotencyKey;
import io.quicksell.common.order.HeldUnits;
import io.quicksell.common.order.PricedLine;
import io.quicksell.common.verticle.Room;
import io.quicksell.payment.InventoryPeer.Reservation;
import io.quicksell.payment.PlacementStore.Accepted;
import io.quicksell.payment.PlacementStore.Seen;
import io.quicksell.payment.PlacementStore.Try;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
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

    /** What a client waits at most. A little more than one request to inventory may take, whose own words then reach the client. */
    private static final long DEADLINE_MILLIS = 5_200;

    private final OrderStore orders;
    private final PlacementStore placements;
    private final NamespaceStore namespace;
    private final InventoryPeer inventory;
    private final BigDecimal feeRate;
    private final Room room;

    OrderPlacement(
            OrderStore orders,
            PlacementStore placements,
            NamespaceStore namespace,
            InventoryPeer inventory,
            BigDecimal feeRate,
            Room room) {
        this.orders = orders;
        this.placements = placements;
        this.namespace = namespace;
        this.inventory = inventory;
        this.feeRate = feeRate;
        this.room = room;
    }

    /** Places a new order. */
    Future<Placed> place(OrderRequest request) {
        room.check();
        return inTime(namespace
                .current()
                .compose(within -> reserveAndAccept(
                        new Try(Ids.random(), OptionalLong.empty(), request.digest(), within), request)));
    }

    /**
     * Places the order of a key, which another try with it may have placed, or may be placing just now. A refusal (400 to 499) is final:
     * no try that was begun before will place the order.
     *
     * @param waitsNoMore whether nobody waits for the response any more; then nothing is reserved
     */
    Future<Placed> placeOnce(IdempotencyKey key, OrderRequest request, BooleanSupplier waitsNoMore) {
        return inTime(namespace.current().compose(within -> placeOnce(key.idIn(within), within, request, waitsNoMore)));
    }

    private Future<Placed> placeOnce(String id, UUID within, OrderRequest request, BooleanSupplier waitsNoMore) {
        return placements.lookUp(id, within).compose(seen -> {
            if (seen instanceof Seen.There there) {
                return replay(there.order(), request);
            } else if (seen instanceof Seen.OtherNamespace) {
                return otherNamespace();
            } else if (waitsNoMore.getAsBoolean()) {
                return Future.failedFuture(
                        new Problem(ProblemType.UNAVAILABLE, "Nobody waits for this order any more."));
            }
            room.check();
            Try attempt = new Try(id, OptionalLong.of(((Seen.None) seen).tryNumber()), request.digest(), within);
            return reserveAndAccept(attempt, request)
                    .recover(failure -> isRefusal(failure)
                            ? refuse(attempt, request, (Problem) failure)
                            : Future.failedFuture(failure));
        });
    }

    /** Redis was emptied or is another one; the next try finds the namespace that is kept there. */
    private Future<Placed> otherNamespace() {
        namespace.forget();
        return Future.failedFuture(new Problem(
                ProblemType.UNAVAILABLE,
                "The database has become another one just now. Nothing was changed; please try again."));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof Problem problem && problem.type().status() < 500;
    }

    /** The client gets a refusal only once it is noted, and not if another try has placed the order. */
    private Future<Placed> refuse(Try attempt, OrderRequest request, Problem refusal) {
        return placements
                .refuse(attempt, refusal)
                .compose(placed -> placed.isPresent() ? replay(placed.get(), request) : Future.failedFuture(refusal));
    }

    /** Each step has a limit of its own, and what is under way when all have taken too long goes on without harm. */
    private static Future<Placed> inTime(Future<Placed> placed) {
        return placed.timeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException
                                ? new Problem(
                                        ProblemType.OUTCOME_UNKNOWN,
                                        "It is not known yet whether the order was placed. It is safe to repeat it"
                                                + " with the same Idempotency-Key.")
                                : failure));
    }

    private Future<Placed> reserveAndAccept(Try attempt, OrderRequest request) {
        return inventory
                .reserve(attempt.id(), request.lines())
                .compose(reservation -> accept(attempt, request, reservation));
    }

    private Future<Placed> accept(Try attempt, OrderRequest request, Reservation reservation) {
        return reservation instanceof Reservation.Held held
                ? create(attempt, request, held.units())
                : orders.find(attempt.id())
                        .compose(earlier -> earlier.isPresent()
                                ? replay(earlier.get(), request)
                                : Future.failedFuture(new Problem(
                                        ProblemType.CONFLICT, "This order has ended. Use a new Idempotency-Key.")));
    }

    private Future<Placed> create(Try attempt, OrderRequest request, HeldUnits held) {
        String id = attempt.id();
        PlacementStore.NewOrder order;
        try {
            order = priced(attempt, request, held);
        } catch (Problem otherTotal) {
            return giveBack(id, held).compose(done -> Future.failedFuture(otherTotal));
        }
        return create(order, held).compose(accepted -> {
            if (accepted instanceof Accepted.Created created) {
                return Future.succeededFuture(new Placed(created.order(), false));
            } else if (accepted instanceof Accepted.Exists exists) {
                return Future.succeededFuture(new Placed(exists.order(), true));
            } else if (accepted instanceof Accepted.Different) {
                return Future.failedFuture(otherRequest());
            } else if (accepted instanceof Accepted.Refused refused) {
                return giveBack(id, held).compose(done -> Future.failedFuture(refused.answer()));
            } else if (accepted instanceof Accepted.OtherNamespace) {
                return giveBack(id, held).compose(done -> otherNamespace());
            }
            return giveBack(id, held)
                    .compose(done -> Future.failedFuture(new Problem(
                            ProblemType.UNAVAILABLE,
                            "It took too long to place this order, so it was not placed. Please try again.")));
        });
    }

    /** If the order surely was not written, its units are not left held, as far as that can be helped. */
    private Future<Accepted> create(PlacementStore.NewOrder order, HeldUnits held) {
        return placements
                .create(order)
                .recover(failure -> TransientFailure.isNotCarriedOut(failure)
                        ? giveBack(order.attempt().id(), held).compose(done -> Future.failedFuture(notPlaced()))
                        : Future.failedFuture(failure));
    }

    private static Problem notPlaced() {
        return new Problem(
                ProblemType.UNAVAILABLE,
                "The database does not answer just now, so the order was not placed. Its units are free again within a"
                        + " minute; please try again.");
    }

    /** The prices are those at which the units are held, so the total that is checked is the one that is written. */
    private PlacementStore.NewOrder priced(Try attempt, OrderRequest request, HeldUnits held) {
        Money sum = held.lines().stream().map(PricedLine::sum).reduce(new Money(0), Money::plus);
        Money fee = sum.share(feeRate);
        Money total = sum.plus(fee);
        if (total.compareTo(Money.MAX_TOTAL) > 0) {
            throw Problem.invalid(List.of(new Problem.FieldError(
                    "quantity", "makes a total of " + total + "; an order may come to " + Money.MAX_TOTAL)));
        }
        request.expectedTotal().filter(expected -> !expected.equals(total)).ifPresent(expected -> {
            throw new Problem(
                            ProblemType.PRICE_CHANGED,
                            "The order comes to " + total + " now, not to " + expected + ". Nothing was ordered.")
                    .with("expected_total", expected)
                    .with("total", total);
        });
        String digest = held.lines().size() == 1 ? attempt.digest() : request.digestAs(held.lines());
        return new PlacementStore.NewOrder(
                attempt, digest, request.reference(), held.lines(), fee, total, held.deadline());
    }

    private static Future<Placed> replay(Order earlier, OrderRequest request) {
        return earlier.digest().equals(request.digestAs(earlier.lines()))
                ? Future.succeededFuture(new Placed(earlier, true))
                : Future.failedFuture(otherRequest());
    }

    private static Problem otherRequest() {
        return new Problem(
                ProblemType.OTHER_REQUEST_WITH_SAME_KEY,
                "This Idempotency-Key belongs to another order. Use a new key for a new order.");
    }

    /**
     * A hold that is not given back here is given back by the sweeper. One that was only renewed is shared with the try that took it,
     * which may have placed the order already.
     */
    private Future<Void> giveBack(String id, HeldUnits held) {
        if (held.renewed()) {
            return Future.succeededFuture();
        }
        return inventory.release(id, held.deadline()).recover(failure -> {
            LOG.info("The hold of order {} is left to the sweeper: {}", id, failure.getMessage());
            return Future.succeededFuture();
        });
    }
}
