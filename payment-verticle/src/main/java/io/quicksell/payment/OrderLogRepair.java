package io.quicksell.payment;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a minute whether the list of all orders lacks some (after a DEL, an XTRIM or an XDEL of {@code order_created} by hand), and has
 * it restored.
 *
 * <p>Not thread-safe: for the event loop that called {@link #start()}.
 */
final class OrderLogRepair {

    private static final Logger LOG = LoggerFactory.getLogger(OrderLogRepair.class);
    private static final long FIRST_MILLIS = 1_000;
    private static final long EVERY_MILLIS = 60_000;

    private final Vertx vertx;
    private final OrderLogStore orders;
    private long timer;
    private Future<Void> underWay = Future.succeededFuture();
    private long notToBeFound;

    OrderLogRepair(Vertx vertx, OrderLogStore orders) {
        this.vertx = vertx;
        this.orders = orders;
    }

    void start() {
        timer = vertx.setPeriodic(FIRST_MILLIS, EVERY_MILLIS, tick -> look());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (underWay.isComplete()) {
            underWay = repair().onFailure(
                            failure -> LOG.debug("The list of all orders is looked at later: {}", failure.toString()));
        }
    }

    /** Has the list restored if it lacks orders that may still be found. */
    Future<Void> repair() {
        return orders.missing().compose(missing -> {
            notToBeFound = Math.min(notToBeFound, missing);
            return missing == notToBeFound ? Future.succeededFuture() : restore(missing);
        });
    }

    private Future<Void> restore(long missing) {
        RestorationStore restoration = orders.restoration();
        return restoration.begins().compose(mayGoOn -> {
            if (!mayGoOn) {
                LOG.debug("Another process restores the list of all orders");
                return Future.succeededFuture();
            }
            LOG.error("The list of all orders (order_created) lacks {} of them and is restored", missing);
            return restoration
                    .run()
                    .onSuccess(entries -> tell(entries, missing))
                    .mapEmpty();
        });
    }

    private void tell(OptionalLong entries, long missing) {
        if (entries.isPresent()) {
            LOG.info("The list of all orders is restored; it has {} entries", entries.getAsLong());
        } else {
            LOG.error("No more orders could be found for the list of all orders");
            notToBeFound = missing;
        }
    }
}
