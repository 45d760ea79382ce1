package io.quicksell.streams;

import io.quicksell.redis.Backoff;
import io.quicksell.redis.TransientFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries that a poller has in flight. Each is given to the handler again and again, with growing delay, until that succeeds;
 * the ones behind it do not wait. After {@value #MAX_TRIES} failures an entry becomes a dead letter. A {@link TransientFailure} is
 * not the entry's fault and does not count: the entry is retried for as long as it takes. Nor is what fails during a stop, because
 * what the handler needs is stopping too; the entry stays pending. {@link NewerEntries} are not given to the handler at all.
 *
 * <p>Not thread-safe: for the event loop of its poller.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int MAX_TRIES = 5;
    private static final Backoff RETRY = new Backoff(200, 10_000);

    private final Vertx vertx;
    private final Function<StreamEntry, Future<Void>> handler;
    private final DeadLetters deadLetters;
    private final NewerEntries newer;
    private final Runnable onRoom;
    private final Set<String> inFlight = new HashSet<>();

    private Consumer<Throwable> onFailure = failure -> {};
    private int working;
    private Promise<Void> drained;

    /**
     * @param onRoom called when an entry is no longer in flight
     */
    Deliveries(
            Vertx vertx,
            Function<StreamEntry, Future<Void>> handler,
            DeadLetters deadLetters,
            NewerEntries newer,
            Runnable onRoom) {
        this.vertx = vertx;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.newer = newer;
        this.onRoom = onRoom;
    }

    /** From now on tells somebody why each try failed. */
    void onFailure(Consumer<Throwable> told) {
        onFailure = told;
    }

    /** Begins to work on an entry, unless it is in flight already. */
    void take(StreamEntry entry) {
        if (inFlight.add(nameOf(entry))) {
            work(entry, 0, 0);
        }
    }

    /** Makes a dead letter of an entry that was trimmed before it was handled; nothing is left of it but its id. */
    void trimmed(String stream, String id) {
        StreamEntry empty = new StreamEntry(stream, id, Map.of());
        deadLetters
                .add(empty, new IllegalStateException("trimmed before it was handled"), 0)
                .onSuccess(added -> tell(empty, added, "was trimmed before it was handled"));
    }

    boolean isInFlight(String stream, String id) {
        return inFlight.contains(nameOf(stream, id));
    }

    int inFlight() {
        return inFlight.size();
    }

    /** Starts nothing more, and succeeds when the handler has ended or the limit has passed. */
    Future<Void> drain(long limitMillis) {
        drained = Promise.promise();
        long limit = vertx.setTimer(limitMillis, timer -> drained.tryComplete());
        completeWhenDrained();
        return drained.future().onComplete(done -> vertx.cancelTimer(limit));
    }

    /**
     * @param failures how often the handler failed before, for whatever reason
     * @param tries how many of these failures count
     */
    private void work(StreamEntry entry, int failures, int tries) {
        if (drained != null) {
            return;
        }
        working++;
        attempt(entry).onComplete(result -> {
            working--;
            if (result.succeeded()) {
                release(entry);
            } else {
                failed(entry, result.cause(), failures + 1, tries);
            }
            completeWhenDrained();
        });
    }

    private Future<Void> attempt(StreamEntry entry) {
        try {
            return newer.include(entry) ? newer.leave(entry) : handler.apply(entry);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void failed(StreamEntry entry, Throwable failure, int failures, int earlierTries) {
        boolean isStopping = drained != null;
        onFailure.accept(failure);
        if (failure instanceof TransientFailure || isStopping) {
            LOG.debug("Entry {} waits: {}", nameOf(entry), failure.toString());
            workLater(entry, failures, earlierTries);
            return;
        }
        int tries = earlierTries + 1;
        LOG.warn("Entry {} failed in try {} of {}: {}", nameOf(entry), tries, MAX_TRIES, failure.toString());
        if (tries < MAX_TRIES) {
            workLater(entry, failures, tries);
            return;
        }
        deadLetters
                .add(entry, failure, tries)
                .onSuccess(added -> {
                    tell(entry, added, "could not be handled");
                    release(entry);
                })
                .onFailure(notNow -> workLater(entry, failures, earlierTries));
    }

    private static void tell(StreamEntry entry, boolean isDeadLetter, String why) {
        if (isDeadLetter) {
            LOG.error("Entry {} {} and is now a dead letter", nameOf(entry), why);
        } else {
            LOG.debug("Entry {} was handled by another consumer meanwhile", nameOf(entry));
        }
    }

    private void workLater(StreamEntry entry, int failures, int tries) {
        vertx.setTimer(RETRY.millisAfter(failures - 1), timer -> work(entry, failures, tries));
    }

    private void release(StreamEntry entry) {
        inFlight.remove(nameOf(entry));
        onRoom.run();
    }

    private void completeWhenDrained() {
        if (drained != null && working == 0) {
            drained.tryComplete();
        }
    }

    private static String nameOf(StreamEntry entry) {
        return nameOf(entry.stream(), entry.id());
    }

    private static String nameOf(String stream, String id) {
        return id + " of " + stream;
    }
}
