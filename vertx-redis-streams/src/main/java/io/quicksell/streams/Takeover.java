package io.quicksell.streams;

import io.quicksell.streams.StreamPoller.Subscription;
import io.vertx.core.Future;
import io.vertx.redis.client.RedisConnection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every two seconds for pending entries that no living consumer has in flight, and claims them as long as it finds any. */
final class Takeover {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MAX_CLAIMS = 1_000;

    private final Subscription subscription;
    private final Deliveries deliveries;
    private final Claims claims;
    private long dueNanos;

    Takeover(Subscription subscription, Deliveries deliveries) {
        this.subscription = subscription;
        this.deliveries = deliveries;
        this.claims = new Claims(subscription.group(), subscription.version());
    }

    boolean isDue() {
        return System.nanoTime() - dueNanos > 0;
    }

    void postpone() {
        dueNanos = System.nanoTime() + EVERY_NANOS;
    }

    /** Has at most {@code room} entries of each stream delivered. */
    Future<Void> run(RedisConnection connection, String consumer, int room) {
        postpone();
        int limit = Math.min(MAX_CLAIMS, room);
        return Future.all(subscription.streams().stream()
                        .map(stream -> claims.claim(
                                connection, stream, consumer, id -> deliveries.isInFlight(stream, id), limit))
                        .toList())
                .map(claimed -> {
                    claimed.<List<StreamEntry>>list().forEach(entries -> deliver(consumer, entries));
                    return null;
                });
    }

    private void deliver(String consumer, List<StreamEntry> claimed) {
        if (!claimed.isEmpty()) {
            LOG.info(
                    "{} takes over {} entries of {} that no living consumer has in flight",
                    consumer,
                    claimed.size(),
                    claimed.get(0).stream());
            dueNanos = System.nanoTime();
            claimed.forEach(deliveries::take);
        }
    }
}
