package io.quicksell.redis;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a Redis listens, and how to log in there.
 *
 * @param user empty means the default user
 * @param password empty means none
 * @param tls whether the connection is encrypted; the server's certificate must then name the host
 * @param caFile a file of certificates to trust (PEM); empty means those that Java trusts
 * @param absent keys without which alone it can be used, with the reason, in words for its operator
 */
public record RedisEndpoint(
        String host, int port, String user, String password, boolean tls, String caFile, Map<String, String> absent) {

    public RedisEndpoint {
        absent = Map.copyOf(absent);
    }

    public RedisEndpoint(String host, int port, String user, String password, boolean tls, String caFile) {
        this(host, port, user, password, tls, caFile, Map.of());
    }

    /** An endpoint for the default user, without encryption. */
    public RedisEndpoint(String host, int port, String password) {
        this(host, port, "", password, false, "");
    }

    /**
     * The same, which cannot be used while there is that key.
     *
     * @param why in words for its operator
     */
    public RedisEndpoint unless(String key, String why) {
        Map<String, String> more = new HashMap<>(absent);
        more.put(key, why);
        return new RedisEndpoint(host, port, user, password, tls, caFile, more);
    }
}
