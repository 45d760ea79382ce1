package io.quicksell.common.access;

import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in Redis that its data are used with access control, as long as a process with {@code access.mode} {@code required} runs, and
 * afterwards until an operator takes it back. A process with {@code off} uses no such data, so that none opens them because its conf
 * was forgotten.
 */
public final class RequiredAccessStore {

    /** A string while access is required. */
    public static final String KEY = "access:required";

    /** Why a process with {@code off} cannot use the data. */
    public static final String WHY = "its data are used with access control, and access.mode is off here";

    private static final Logger LOG = LoggerFactory.getLogger(RequiredAccessStore.class);
    private static final long NOTE_EVERY_MILLIS = 5_000;

    private final Vertx vertx;
    private final RedisLink redis;
    private long timer;

    public RequiredAccessStore(Vertx vertx, RedisLink redis) {
        this.vertx = vertx;
        this.redis = redis;
    }

    /** The same Redis for a process that lets everybody in, as long as that is right. */
    public static RedisEndpoint withoutAccess(RedisEndpoint redis) {
        return redis.unless(KEY, WHY);
    }

    /** Says it again every {@value #NOTE_EVERY_MILLIS} ms, because Redis may be away, or be emptied. */
    public void start() {
        timer = vertx.setPeriodic(NOTE_EVERY_MILLIS, now -> note());
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Says it now; completes when that has succeeded or failed. */
    public Future<Void> note() {
        return redis.send(Request.cmd(Command.SET).arg(KEY).arg("required"))
                .onFailure(away -> LOG.debug("That access is required is not noted: {}", away.getMessage()))
                .transform(noted -> Future.succeededFuture());
    }
}
