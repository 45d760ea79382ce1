package io.quicksell.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.RedisConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a connection be used from when the Redis behind it is known to be able to do the job, until it is known not to be.
 *
 * <p>Not thread-safe: for the event loop of its connection, but for {@link #defect()}.
 */
final class Examination {

    private static final Logger LOG = LoggerFactory.getLogger(Examination.class);
    private static final int LIMIT_MILLIS = 4_000;

    private final KeptConnection kept;
    private final RedisEndpoint endpoint;
    private final String name;
    private final Runnable onFit;
    private final Promise<Void> looked = Promise.promise();
    private String format = "";
    private Map<String, String> types = Map.of();
    private RedisConnection fit;
    private volatile Optional<String> defect = Optional.empty();

    /**
     * @param name for the log
     * @param onFit called when a connection has been found to be one that can be used
     */
    Examination(KeptConnection kept, RedisEndpoint endpoint, String name, Runnable onFit) {
        this.kept = kept;
        this.endpoint = endpoint;
        this.name = name;
        this.onFit = onFit;
    }

    /** As {@link RedisLink#expects(String, Map)}. */
    void expects(String format, Map<String, String> types) {
        this.format = format;
        this.types = types;
    }

    /** Completes when a Redis was looked at for the first time, or there is none to look at. */
    Future<Void> looked() {
        return looked.future();
    }

    void thereIsNone() {
        looked.tryComplete();
    }

    /** Why the Redis cannot be used, in words for its operator; empty while it can, and while there is no connection. From any thread. */
    Optional<String> defect() {
        return defect;
    }

    void forgetDefect() {
        defect = Optional.empty();
    }

    /** The connection in use, if it may be used; else {@code null}. */
    RedisConnection fit() {
        return fit == kept.current() ? fit : null;
    }

    void look(RedisConnection connection) {
        Fitness.defect(connection, format, types, endpoint.absent(), endpoint.replicas())
                .timeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(found -> {
                    if (connection == kept.current()) {
                        take(found, connection);
                    }
                })
                .onComplete(ended -> looked.tryComplete());
    }

    private void take(Optional<String> found, RedisConnection connection) {
        if (kept.canMove() && found.filter(Fitness::isOfAReplica).isPresent()) {
            kept.drop(connection, found.get());
            return;
        }
        if (found.isPresent() && !found.equals(defect)) {
            LOG.warn("{} cannot use this Redis: {}; looking again until it can", name, found.get());
        } else if (found.isEmpty() && defect.isPresent()) {
            LOG.info("{} can use this Redis now", name);
        }
        boolean isNew = found.isEmpty() && fit() == null;
        defect = found;
        fit = found.isEmpty() ? connection : null;
        if (isNew) {
            onFit.run();
        }
    }
}
