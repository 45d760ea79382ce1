package io.quicksell.launcher.conf;

import io.quicksell.common.domain.Check;
import io.quicksell.redis.RedisEndpoint;
import java.util.List;

/**
 * Which Redis to use; every key is described in README.md.
 *
 * @param mode {@code embedded}, or {@code external} for one of the user's own
 * @param host of an external one
 * @param port of an external one
 * @param user of an external one; empty means the default user
 * @param password of an external one; empty means none
 * @param tls whether connections to an external one are encrypted
 * @param caFile the certificates (PEM) to trust then, or empty for those that Java trusts
 * @param server path of a redis-server to embed, or empty for the packed one
 * @param appendfsync how often the embedded one makes its log safe
 * @param maxMemoryMb how much memory the data of the embedded one may take; 0 means half of what this machine has
 */
public record RedisConfig(
        String mode,
        String host,
        int port,
        String user,
        String password,
        boolean tls,
        String caFile,
        String server,
        String appendfsync,
        int maxMemoryMb) {

    private static final int MIN_MEMORY_MB = 16;
    private static final int MAX_MEMORY_MB = 1_048_576;

    public RedisConfig {
        Check.that(List.of("embedded", "external").contains(mode), "mode must be embedded or external");
        Check.port("port", port);
        Check.that(
                List.of("always", "everysec", "no").contains(appendfsync),
                "appendfsync must be always, everysec or no");
        if (maxMemoryMb != 0) {
            Check.range("maxMemoryMb", maxMemoryMb, MIN_MEMORY_MB, MAX_MEMORY_MB);
        }
    }

    RedisConfig withCaFile(String file) {
        return new RedisConfig(mode, host, port, user, password, tls, file, server, appendfsync, maxMemoryMb);
    }

    /** Where an external one answers. */
    public RedisEndpoint endpoint() {
        return new RedisEndpoint(host, port, user, password, tls, caFile);
    }

    public boolean isEmbedded() {
        return mode.equals("embedded");
    }
}
