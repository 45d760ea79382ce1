package io.quicksell.common.http;

import io.quicksell.common.tls.ServerCertificate;
import java.util.Optional;
import java.util.Set;

/**
 * Where a process listens.
 *
 * @param host the address to bind to
 * @param names other names of this machine, which requests may use
 * @param proxies whose word counts for whom they ask
 * @param certificate shown there; empty where nothing is encrypted
 */
public record Entrance(
        String host, Set<String> names, TrustedProxies proxies, Optional<ServerCertificate> certificate) {

    /** One that shows no certificate. */
    public Entrance(String host, Set<String> names, TrustedProxies proxies) {
        this(host, names, proxies, Optional.empty());
    }

    /** The same, with a certificate or without. */
    public Entrance with(Optional<ServerCertificate> other) {
        return new Entrance(host, names, proxies, other);
    }

    /** One without other names, and with nobody before it, that shows no certificate. */
    public static Entrance at(String host) {
        return new Entrance(host, Set.of(), TrustedProxies.NONE);
    }
}
