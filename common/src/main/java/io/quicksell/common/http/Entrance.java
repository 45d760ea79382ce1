package io.quicksell.common.http;

import java.util.Set;

/**
 * Where a process listens.
 *
 * @param host the address to bind to
 * @param names other names of this machine, which requests may use
 * @param proxies whose word counts for whom they ask
 */
public record Entrance(String host, Set<String> names, TrustedProxies proxies) {

    /** One without other names, and with nobody before it. */
    public static Entrance at(String host) {
        return new Entrance(host, Set.of(), TrustedProxies.NONE);
    }
}
