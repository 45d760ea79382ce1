package io.quicksell.common.http;

import io.netty.util.NetUtil;
import io.quicksell.common.domain.Check;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The proxies whose word counts for whom they ask, and whether the client's connection to them is encrypted. What anybody else says of
 * that is not looked at.
 */
public final class TrustedProxies {

    /** Nobody is believed. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final Pattern NETWORK = Pattern.compile("([^/]+?)(?:/([0-9]{1,3}))?");
    private static final String ENCRYPTED = "https";

    private final List<Network> networks;

    /**
     * @param addresses numbers of machines, and networks such as {@code 10.1.0.0/16}
     * @throws IllegalArgumentException if one is neither
     */
    public TrustedProxies(Collection<String> addresses) {
        this.networks = addresses.stream().map(TrustedProxies::network).toList();
    }

    /** Whether there are any. */
    public boolean isEmpty() {
        return networks.isEmpty();
    }

    /** Whether who is at that address is believed. */
    boolean trust(SocketAddress remote) {
        return !networks.isEmpty()
                && address(ClientAddress.text(remote)).filter(this::trust).isPresent();
    }

    /** The request as it was sent to the first of the proxies, if it came from the last of them; else as it came. */
    HttpServerRequest asSent(HttpServerRequest request) {
        return trust(request.remoteAddress()) ? new Forwarded(request) : request;
    }

    private boolean trust(InetAddress address) {
        return networks.stream().anyMatch(network -> network.has(address));
    }

    /**
     * Each proxy adds from whom it has the request, at the right. So that counts which the last of those that are believed has added;
     * what stands further left may be invented.
     */
    private SocketAddress client(HttpServerRequest request) {
        List<String> hops = values(request, ClientAddress.HEADER);
        SocketAddress client = request.remoteAddress();
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<InetAddress> hop = address(hops.get(i));
            if (hop.isEmpty()) {
                return client;
            }
            client = SocketAddress.inetSocketAddress(0, hops.get(i));
            if (!trust(hop.get())) {
                return client;
            }
        }
        return client;
    }

    private static boolean isEncrypted(HttpServerRequest request) {
        List<String> schemes = values(request, "X-Forwarded-Proto");
        return schemes.isEmpty()
                ? request.isSSL()
                : schemes.get(schemes.size() - 1).equalsIgnoreCase(ENCRYPTED);
    }

    private static List<String> values(HttpServerRequest request, String header) {
        return request.headers().getAll(header).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private static Optional<InetAddress> address(String text) {
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(text));
    }

    private static Network network(String text) {
        Matcher parts = NETWORK.matcher(text);
        Optional<InetAddress> address = parts.matches() ? address(parts.group(1)) : Optional.empty();
        int all = address.map(number -> number.getAddress().length * Byte.SIZE).orElse(0);
        int bits = address.isPresent() && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : all;
        Check.that(bits >= 1 && bits <= all, "trustedProxies must be like 127.0.0.1 or 10.1.0.0/16");
        return new Network(address.get().getAddress(), bits);
    }

    /** The addresses that begin with the same bits. */
    private record Network(byte[] start, int bits) {

        boolean has(InetAddress address) {
            byte[] number = address.getAddress();
            return number.length == start.length
                    && IntStream.range(0, bits).allMatch(at -> bit(number, at) == bit(start, at));
        }

        private static int bit(byte[] number, int at) {
            return number[at / Byte.SIZE] >> (Byte.SIZE - 1 - at % Byte.SIZE) & 1;
        }
    }

    private final class Forwarded extends HttpServerRequestWrapper {

        private final SocketAddress client;
        private final boolean encrypted;

        private Forwarded(HttpServerRequest request) {
            super((HttpServerRequestInternal) request);
            this.client = client(request);
            this.encrypted = isEncrypted(request);
        }

        @Override
        public SocketAddress remoteAddress() {
            return client;
        }

        @Override
        public boolean isSSL() {
            return encrypted;
        }

        @Override
        public String scheme() {
            return encrypted ? ENCRYPTED : "http";
        }
    }
}
