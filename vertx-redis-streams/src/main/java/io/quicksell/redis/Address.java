package io.quicksell.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port.
 *
 * @param host a name, or the number of an IPv4 or IPv6 address, without brackets
 */
public record Address(String host, int port) {

    private static final int MAX_PORT = 65_535;
    private static final Pattern TEXT = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\[\\]:/@\\s]+)):([0-9]{1,5})");

    /**
     * Reads {@code host:port} or {@code [IPv6 address]:port}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Address parse(String text) {
        Matcher parts = TEXT.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(3)) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not host:port, or [IPv6 address]:port, with a port from 1 to " + MAX_PORT);
        }
        return new Address(parts.group(1) == null ? parts.group(2) : parts.group(1), port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
