package io.quicksell.launcher.backup;

import io.quicksell.launcher.redis.EmbeddedRedis;
import io.quicksell.redis.RedisEndpoint;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The Redis whose data are backed up.
 *
 * @param name in the record, and for people: a data folder, or an external Redis
 * @param redis where it answers, as a user who may copy all data
 * @param isOurs whether its settings may be changed: it is the embedded one
 */
public record Source(String name, Supplier<RedisEndpoint> redis, boolean isOurs) {

    /** The Redis of a data folder, which runs by the time of the backup. */
    public static Source embedded(Path data) {
        return new Source(
                data.toAbsolutePath().normalize().toString(),
                () -> EmbeddedRedis.administrator(data)
                        .orElseThrow(
                                () -> new BackupFailure("The Redis of " + data + " has not started yet; try again")),
                true);
    }

    /** One of the user's own. */
    public static Source external(RedisEndpoint redis) {
        return new Source("redis://" + redis.host() + ":" + redis.port(), () -> redis, false);
    }
}
