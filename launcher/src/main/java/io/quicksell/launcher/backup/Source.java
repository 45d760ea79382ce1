package io.quicksell.launcher.backup;

import io.quicksell.redis.RedisEndpoint;
import java.nio.file.Path;

/**
 * The Redis whose data are backed up.
 *
 * @param name in the record, and for people: a data folder, or an external Redis
 * @param redis where it answers, as a user who may copy all data
 * @param isOurs whether its settings may be changed: it is the embedded one
 */
public record Source(String name, RedisEndpoint redis, boolean isOurs) {

    /** The Redis of a data folder. */
    public static Source embedded(Path data, RedisEndpoint redis) {
        return new Source(data.toAbsolutePath().normalize().toString(), redis, true);
    }

    /** One of the user's own. */
    public static Source external(RedisEndpoint redis) {
        return new Source("redis://" + redis.host() + ":" + redis.port(), redis, false);
    }
}
