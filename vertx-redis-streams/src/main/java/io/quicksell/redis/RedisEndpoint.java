package io.quicksell.redis;

/**
 * Where a Redis listens, and how to log in there.
 *
 * @param user empty means the default user
 * @param password empty means none
 * @param tls whether the connection is encrypted; the server's certificate must then name the host
 * @param caFile a file of certificates to trust (PEM); empty means those that Java trusts
 */
public record RedisEndpoint(String host, int port, String user, String password, boolean tls, String caFile) {

    /** An endpoint for the default user, without encryption. */
    public RedisEndpoint(String host, int port, String password) {
        this(host, port, "", password, false, "");
    }
}
