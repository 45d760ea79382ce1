package io.quicksell.inventory;

import io.quicksell.common.order.ConsumerGroups;
import io.quicksell.common.order.StoredFormat;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.Backlog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets reservations expire that ended without a sale. Until then they make late and repeated events of their order harmless. So the
 * countdown starts only when all events from before their end are handled. Settled reservations stay as long as their order.
 */
final class ReservationJanitor {

    private static final Logger LOG = LoggerFactory.getLogger(ReservationJanitor.class);
    private static final long EVERY_MILLIS = 60_000;
    private static final long KEEP_MILLIS = 7L * 24 * 60 * 60 * 1_000;
    private static final int AT_ONCE = 500;

    private final Vertx vertx;
    private final RedisLink redis;
    private final ReservationStore reservations;
    private long timer;

    ReservationJanitor(Vertx vertx, RedisLink redis, ReservationStore reservations) {
        this.vertx = vertx;
        this.redis = redis;
        this.reservations = reservations;
    }

    void start() {
        timer = vertx.setPeriodic(
                EVERY_MILLIS,
                tick -> tidy().onFailure(failure -> LOG.debug("Tidying postponed: {}", failure.getMessage())));
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    /** Starts the countdown of all reservations whose events are handled. */
    Future<Void> tidy() {
        return Backlog.of(redis, ConsumerGroups.INVENTORY, StockHandler.STREAMS, StoredFormat.ENTRIES)
                .compose(backlog -> letExpire(backlog.finishedUntilMillis()));
    }

    private Future<Void> letExpire(long finishedUntilMillis) {
        return reservations.finishedBefore(finishedUntilMillis, AT_ONCE).compose(orderIds -> {
            Future<Void> expiring = letExpire(orderIds);
            return orderIds.size() < AT_ONCE ? expiring : expiring.compose(done -> letExpire(finishedUntilMillis));
        });
    }

    private Future<Void> letExpire(List<String> orderIds) {
        return Future.all(orderIds.stream()
                        .map(id -> reservations.letExpire(id, KEEP_MILLIS))
                        .toList())
                .mapEmpty();
    }
}
