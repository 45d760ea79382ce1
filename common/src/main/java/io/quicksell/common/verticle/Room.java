package io.quicksell.common.verticle;

import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.RedisMemory;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Redis has room for new work. Orders are kept for ever, so a full Redis would never get room again by itself; from 90 % on the
 * rest is kept for what was accepted: it is charged, settled and refunded to its end.
 *
 * <p>Redis is looked at once a second, however many requests there are. Not thread-safe: for the event loop of its link.
 */
public final class Room {

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);
    static final long LOOK_EVERY_MILLIS = 1_000;

    /** Only an operator makes room, or time, as streams and ledgers are trimmed. */
    private static final String RETRY_AFTER_SECONDS = "30";

    private final Vertx vertx;
    private final RedisLink redis;
    private boolean isScarce;
    private long timer;

    /** There is room until it is looked at. */
    public Room(Vertx vertx, RedisLink redis) {
        this.vertx = vertx;
        this.redis = redis;
    }

    void start() {
        look();
        timer = vertx.setPeriodic(LOOK_EVERY_MILLIS, tick -> look());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    /**
     * Lets new work pass while there is room: whatever writes data that is not needed to end what was accepted.
     *
     * @throws Problem 503 otherwise
     */
    public void check() {
        if (isScarce) {
            throw new Problem(
                            ProblemType.UNAVAILABLE,
                            "The database is nearly full, so nothing new is taken. What was accepted goes on; please try"
                                    + " again later.")
                    .header("Retry-After", RETRY_AFTER_SECONDS);
        }
    }

    private void look() {
        redis.memory()
                .onSuccess(
                        memory -> note(memory.filter(RedisMemory::isNearlyFull).isPresent()))
                .onFailure(away -> LOG.debug("The memory of Redis is not known: {}", away.getMessage()));
    }

    private void note(boolean scarce) {
        if (scarce && !isScarce) {
            LOG.warn("The memory of Redis is nearly used up: nothing new is taken until there is room");
        } else if (!scarce && isScarce) {
            LOG.info("Redis has room for new work again");
        }
        isScarce = scarce;
    }
}
