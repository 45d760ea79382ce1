package io.quicksell.inventory;

import io.quicksell.inventory.ReservationStore.Hold;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after holds that outlived their deadline: a crash between reserve and order leaves one behind. It asks payment whether
 * the order exists with these lines. If not, the units go back; none can be created any more, because an order is only accepted
 * before its hold's deadline. If so, the hold stays, however long, and is asked about ever more rarely. Without an answer it
 * stays too.
 */
final class HoldSweeper {

    private static final Logger LOG = LoggerFactory.getLogger(HoldSweeper.class);
    private static final int MAX_HOLDS_A_SWEEP = 100;
    private static final long LONGEST_PAUSE_MILLIS = 600_000;

    private final Vertx vertx;
    private final ReservationStore reservations;
    private final PaymentPeer payment;
    private final InventoryConfig config;
    private long timer;
    private boolean sweeping;

    HoldSweeper(Vertx vertx, ReservationStore reservations, PaymentPeer payment, InventoryConfig config) {
        this.vertx = vertx;
        this.reservations = reservations;
        this.payment = payment;
        this.config = config;
    }

    void start() {
        timer = vertx.setPeriodic(config.sweepMillis(), tick -> {
            if (!sweeping) {
                sweeping = true;
                sweep().onFailure(failure -> LOG.debug("Sweep put off: {}", failure.getMessage()))
                        .onComplete(done -> sweeping = false);
            }
        });
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private Future<Void> sweep() {
        return reservations
                .clock()
                .compose(now -> reservations.due(now, MAX_HOLDS_A_SWEEP).compose(due -> lookAt(due, now)));
    }

    private Future<Void> lookAt(List<String> orderIds, long now) {
        return Future.join(orderIds.stream().map(id -> lookAt(id, now)).toList())
                .mapEmpty();
    }

    private Future<Void> lookAt(String orderId, long now) {
        return reservations
                .held(orderId)
                .compose(hold -> hold.isPresent()
                        ? lookAt(hold.get(), now)
                        : reservations.lookAgain(orderId, now + LONGEST_PAUSE_MILLIS));
    }

    /** A hold that was renewed since it was found due is none of the sweeper's business yet: its order may still be created. */
    private Future<Void> lookAt(Hold hold, long now) {
        if (hold.deadline() >= now) {
            return reservations.lookAgain(hold.orderId(), hold.deadline());
        }
        return payment.find(hold.orderId())
                .compose(order -> order.filter(known -> known.lines().equals(hold.lines()))
                                .isPresent()
                        ? reservations.lookAgain(hold.orderId(), now + pause(hold, now))
                        : giveBack(hold))
                .recover(noAnswer -> reservations.lookAgain(hold.orderId(), now + config.holdMillis()));
    }

    /** As long again as the hold has been overdue already. */
    private long pause(Hold hold, long now) {
        return Math.min(LONGEST_PAUSE_MILLIS, Math.max(config.holdMillis(), now - hold.deadline()));
    }

    private Future<Void> giveBack(Hold hold) {
        return reservations.release(hold).map(released -> {
            if (released) {
                LOG.info("Gave back what was held for order {}: no such order came", hold.orderId());
            }
            return null;
        });
    }
}
