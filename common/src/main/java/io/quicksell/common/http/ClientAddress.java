package io.quicksell.common.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Whose share a client takes: that of its IPv4 address, or of the first 64 bits of its IPv6 address, because whoever has one of those has
 * all the others behind it too (RFC 4291, section 2.5.4).
 */
public final class ClientAddress {

    /** In which the desk, which shows a {@link ServiceKey}, passes the address of the browser on. */
    public static final String HEADER = "X-Forwarded-For";

    private static final Pattern SET_BY_PROXIES =
            Pattern.compile("(?i)via|cdn-loop|x-(amzn|envoy|original|real)-.*|x-(url-)?scheme|.*forwarded.*"
                    + "|.*(client|connecting|real|remote|socket|source|user)-?(ip|addr)(v6)?");
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** The address at the other end of a connection, as it is passed on. */
    public static String of(HttpServerRequest request) {
        return text(request.remoteAddress());
    }

    /** Whether proxies set a header to tell for whom or how they ask; a request with one of those may be anybody's. */
    public static boolean isSetByProxies(String header) {
        return SET_BY_PROXIES.matcher(header).matches();
    }

    /** Whether that is the address of this very machine. */
    static boolean isLoopback(String address) {
        InetAddress number = NetUtil.createInetAddressFromIpAddressString(address);
        return number != null && number.isLoopbackAddress();
    }

    /** The client whose share counts. */
    static String share(String address) {
        InetAddress number = NetUtil.createInetAddressFromIpAddressString(address);
        return number == null || number instanceof Inet4Address
                ? address
                : HexFormat.of().formatHex(Arrays.copyOf(number.getAddress(), NETWORK_BYTES));
    }

    static String share(SocketAddress remote) {
        return share(text(remote));
    }

    static String text(SocketAddress remote) {
        return String.valueOf(remote.hostAddress()).split("%", 2)[0];
    }
}
