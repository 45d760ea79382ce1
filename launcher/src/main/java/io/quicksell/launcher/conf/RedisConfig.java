package io.quicksell.launcher.conf;

import io.quicksell.common.domain.Check;
import io.quicksell.redis.Address;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.redis.Sentinels;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which Redis to use; every key is described in README.md.
 *
 * @param mode {@code embedded}, {@code external} for one of the user's own, or {@code sentinel} for the user's own wherever sentinels say
 *     that its master is
 * @param host of an external one
 * @param port of an external one
 * @param user of one of the user's own; empty means the default user
 * @param password of one of the user's own; empty means none
 * @param tls whether connections to one of the user's own, and to sentinels, are encrypted
 * @param caFile the certificates (PEM) to trust then, or empty for those that Java trusts
 * @param sentinels where they are, each as {@code host:port}
 * @param masterName under which the sentinels know the master
 * @param sentinelUser of the sentinels themselves; empty means the default user
 * @param sentinelPassword of the sentinels themselves; empty means none
 * @param replicas how many replicas of one of the user's own must have a change before it is answered
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
        List<String> sentinels,
        String masterName,
        String sentinelUser,
        String sentinelPassword,
        int replicas,
        String server,
        String appendfsync,
        int maxMemoryMb) {

    private static final String EMBEDDED = "embedded";
    private static final String SENTINEL = "sentinel";
    private static final int MAX_SENTINELS = 20;
    private static final int MAX_REPLICAS = 5;
    private static final Pattern MASTER_NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final int MIN_MEMORY_MB = 16;
    private static final int MAX_MEMORY_MB = 1_048_576;

    public RedisConfig {
        Check.that(
                List.of(EMBEDDED, "external", SENTINEL).contains(mode), "mode must be embedded, external or sentinel");
        Check.port("port", port);
        Check.that(
                List.of("always", "everysec", "no").contains(appendfsync),
                "appendfsync must be always, everysec or no");
        sentinels.forEach(RedisConfig::sentinel);
        Check.that(
                !mode.equals(SENTINEL) || !sentinels.isEmpty() && sentinels.size() <= MAX_SENTINELS,
                "sentinels must name 1 to " + MAX_SENTINELS + " sentinels, each as host:port, if mode is sentinel");
        Check.that(
                MASTER_NAME.matcher(masterName).matches(),
                "masterName must be the name under which the sentinels know the master: letters, digits and . _ -");
        Check.range("replicas", replicas, 0, MAX_REPLICAS);
        Check.that(
                replicas == 0 || !mode.equals(EMBEDDED),
                "replicas must be 0 with the embedded Redis, which has none; a Redis of your own (mode external or"
                        + " sentinel) may have some");
        if (maxMemoryMb != 0) {
            Check.range("maxMemoryMb", maxMemoryMb, MIN_MEMORY_MB, MAX_MEMORY_MB);
        }
    }

    private static Address sentinel(String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "sentinels must be like 10.0.0.1:26379 or [fd00::1]:26379, not \"" + text + "\"");
        }
    }

    RedisConfig withCaFile(String file) {
        return new RedisConfig(
                mode,
                host,
                port,
                user,
                password,
                tls,
                file,
                sentinels,
                masterName,
                sentinelUser,
                sentinelPassword,
                replicas,
                server,
                appendfsync,
                maxMemoryMb);
    }

    /** Where one of the user's own answers. For all of a process, because it knows which of the sentinels' decisions it has heard of. */
    public RedisEndpoint endpoint() {
        RedisEndpoint endpoint = mode.equals(SENTINEL)
                ? new RedisEndpoint(whoSayWhere(), user, password, tls, caFile)
                : new RedisEndpoint(host, port, user, password, tls, caFile);
        return endpoint.with(replicas);
    }

    private Sentinels whoSayWhere() {
        List<Address> addresses = sentinels.stream().map(RedisConfig::sentinel).toList();
        return new Sentinels(addresses, masterName, sentinelUser, sentinelPassword, tls, caFile);
    }

    public boolean isEmbedded() {
        return mode.equals(EMBEDDED);
    }

    /** Whether sentinels say where it is. */
    public boolean hasSentinels() {
        return mode.equals(SENTINEL);
    }
}
