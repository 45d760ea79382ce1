package io.quicksell.redis;

/**
 * Where Redis answers, and how to be let in.
 *
 * @param user empty means the default user
 * @param password empty means none
 * @param tls whether the connection is encrypted; then the server's certificate has to name the host
 * @param caFile the certificates to trust (PEM), or empty for those that Java trusts
 */
public record RedisEndpoint(String host, int port, String user, String password, boolean tls, String caFile) {

    /** One that lets the default user in, without encryption. */
    public RedisEndpoint(String host, int port, String password) {
        this(host, port, "", password, false, "");
    }
}
