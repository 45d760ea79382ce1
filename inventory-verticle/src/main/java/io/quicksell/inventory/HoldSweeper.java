package io.quicksell.inventory;

import io.quicksell.inventory.ReservationStore.Hold;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks holds whose deadline has passed; a crash between reserve and order leaves one behind. The sweeper asks payment whether the
 * order exists with these lines. If not, the units are released: such an order cannot be created any more, because orders are only
 * accepted before the deadline of their hold. If it exists, the hold stays as long as necessary, and is checked less and less often.
 * Without a response from payment it stays too.
 */
final class HoldSweeper {

    private static final Logger LOG = LoggerFactory.getLogger(HoldSweeper.class);

    /** As many are checked at once. */
    private static final int BATCH = 250;

    private static final long LONGEST_PAUSE_MILLIS = 600_000;

    private final Vertx vertx;
    private final ReservationStore reservations;
    private final PaymentPeer payment;
    private final InventoryConfig config;
    private long timer;
    private boolean sweeping;
    private boolean stopped;

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
                Sweep sweep = new Sweep();
                sweep(sweep)
                        .onFailure(failure -> LOG.debug("Sweep postponed: {}", failure.getMessage()))
                        .onComplete(done -> {
                            sweeping = false;
                            sweep.report();
                        });
            }
        });
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** Batch after batch while there are whole ones and payment responds, so that holds are given back as fast as they can be made. */
    private Future<Void> sweep(Sweep sweep) {
        return reservations
                .clock()
                .compose(now -> reservations.due(now, BATCH).compose(due -> check(due, now, sweep)))
                .compose(checked ->
                        checked == BATCH && !sweep.isUnanswered && !stopped ? sweep(sweep) : Future.succeededFuture());
    }

    private Future<Integer> check(List<String> orderIds, long now, Sweep sweep) {
        return Future.join(orderIds.stream().map(id -> check(id, now, sweep)).toList())
                .map(orderIds.size());
    }

    private Future<Void> check(String orderId, long now, Sweep sweep) {
        return reservations
                .held(orderId)
                .compose(hold -> hold.isPresent()
                        ? check(hold.get(), now, sweep)
                        : reservations.checkAgain(orderId, now + LONGEST_PAUSE_MILLIS));
    }

    /** A hold that was renewed since it was found due is left alone: its order may still be created. */
    private Future<Void> check(Hold hold, long now, Sweep sweep) {
        if (hold.deadline() >= now) {
            return reservations.checkAgain(hold.orderId(), hold.deadline());
        }
        return payment.isOrdered(hold)
                .compose(ordered -> ordered
                        ? reservations.checkAgain(hold.orderId(), now + pause(hold, now))
                        : release(hold, sweep))
                .recover(unknown -> {
                    sweep.isUnanswered = true;
                    return reservations.checkAgain(hold.orderId(), now + config.holdMillis());
                });
    }

    /** As long as the hold has been overdue already. */
    private long pause(Hold hold, long now) {
        return Math.min(LONGEST_PAUSE_MILLIS, Math.max(config.holdMillis(), now - hold.deadline()));
    }

    private Future<Void> release(Hold hold, Sweep sweep) {
        return reservations.release(hold).map(released -> {
            if (released) {
                sweep.released++;
                sweep.last = hold.orderId();
            }
            return null;
        });
    }

    /** What came of one sweep: a line in the log, however many holds it gave back. */
    private static final class Sweep {
        private int released;
        private String last;
        private boolean isUnanswered;

        private void report() {
            if (released == 1) {
                LOG.info("Released the units held for order {}: the order was never created", last);
            } else if (released > 1) {
                LOG.info(
                        "Released the units held for {} orders that were never created, the last of them {}",
                        released,
                        last);
            }
        }
    }
}
