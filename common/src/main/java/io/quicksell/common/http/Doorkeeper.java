package io.quicksell.common.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps the pages of other web sites out, which a browser on this machine or in this network would otherwise let in.
 *
 * <p>A name can be made to point here by anyone who owns it (DNS rebinding), so the one {@code Host} of a request has to be ours:
 * {@code localhost}, {@code 127.0.0.1}, {@code [::1]}, the very address at which the connection arrived, or a name of the conf. And
 * what can change something must not come from another origin: browsers say so in {@code Sec-Fetch-Site} and {@code Origin}, which
 * no page can forge. Programs send neither.
 */
public final class Doorkeeper {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    private static final Pattern HOST = Pattern.compile("([^:\\[\\]]+|\\[[^\\[\\]%]+])(:[0-9]{1,5})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[[^%]+]");
    private static final Pattern AUTHORITY_OF_TARGET = Pattern.compile("https?://([^/?#]*).*", Pattern.DOTALL);

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<List<String>> OWN_SITE = Set.of(List.of(), List.of("same-origin"), List.of("none"));

    private final Set<String> names;
    private final TrustedProxies proxies;
    private final ServiceKey key;

    /**
     * @param names other names of this machine, without a port; see {@link #isName}
     */
    public Doorkeeper(Collection<String> names) {
        this(names, ServiceKey.NONE);
    }

    /**
     * @param names other names of this machine, without a port; see {@link #isName}
     * @param key shown by services of other processes
     */
    public Doorkeeper(Collection<String> names, ServiceKey key) {
        this(names, TrustedProxies.NONE, key);
    }

    /**
     * @param key shown by services of other processes
     */
    public Doorkeeper(Entrance entrance, ServiceKey key) {
        this(entrance.names(), entrance.proxies(), key);
    }

    private Doorkeeper(Collection<String> names, TrustedProxies proxies, ServiceKey key) {
        this.key = key;
        this.proxies = proxies;
        this.names = names.stream().map(Doorkeeper::plain).collect(Collectors.toSet());
    }

    /** Whether that can be the name of a machine: letters, digits, dots, dashes and underscores, or an IPv6 number in brackets. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches()
                || IN_BRACKETS.matcher(text).matches() && !plain(text).startsWith("[");
    }

    /**
     * Lets a request pass.
     *
     * @throws Problem 421 if it means another host, 403 if the page of another web site would change something
     */
    void check(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() != 1
                || !isOurs(hosts.get(0), request.localAddress())
                || !isMeant(request.uri(), hosts.get(0))) {
            throw new Problem(
                    ProblemType.MISDIRECTED,
                    "Nothing is served under this host name. Use localhost or this machine's number, or have the name added"
                            + " to names in the conf.");
        }
        if (!SAFE.contains(request.method()) && !isOfOwnOrigin(request, hosts.get(0))) {
            throw new Problem(ProblemType.FORBIDDEN, "The page of another web site may not change anything here.");
        }
    }

    /** By which services of other processes are known. */
    ServiceKey key() {
        return key;
    }

    /** Whether a service of this process or one that knows the key sent a request. */
    boolean isFromService(HttpServerRequest request) {
        return key.isShownBy(request) || key.vouchesFor(request) || ServiceKey.OF_THIS_PROCESS.vouchesFor(request);
    }

    /** Whether requests of many clients come over a connection, so that it takes no client's share. */
    boolean isOfMany(HttpServerRequest request) {
        return isFromService(request) || proxies.trust(request.remoteAddress());
    }

    /** The request as its client sent it: what a proxy that is believed says of the client is true. */
    HttpServerRequest asSent(HttpServerRequest request) {
        return proxies.asSent(request);
    }

    /** Whose share a request takes. Only a service may say that it is somebody else's than that of who sent it. */
    String clientOf(HttpServerRequest request) {
        return ClientAddress.share(addressOf(request));
    }

    /**
     * The same of a request that counts as one of many: empty for what comes from this machine, but not by way of a proxy that is believed, or from
     * a service that asks for itself.
     */
    Optional<String> countedClient(HttpServerRequest request) {
        String address = addressOf(request);
        return ClientAddress.isLoopback(address) && !isOfProxy(request) || isOfService(request)
                ? Optional.empty()
                : Optional.of(ClientAddress.share(address));
    }

    /** What such a proxy says may be what its client has told it. */
    private boolean isOfProxy(HttpServerRequest request) {
        return request.headers().contains(ClientAddress.HEADER)
                && !isFromService(request)
                && proxies.trust(request.connection().remoteAddress());
    }

    private String addressOf(HttpServerRequest request) {
        String passedOn = request.getHeader(ClientAddress.HEADER);
        return passedOn != null && isFromService(request) ? passedOn : ClientAddress.of(request);
    }

    private boolean isOfService(HttpServerRequest request) {
        return !request.headers().contains(ClientAddress.HEADER) && isFromService(request);
    }

    private boolean isOurs(String host, SocketAddress local) {
        Matcher parts = HOST.matcher(host);
        if (!parts.matches()) {
            return false;
        }
        String name = plain(parts.group(1));
        return LOOPBACK.contains(name) || names.contains(name) || local != null && name.equals(number(local));
    }

    /** A target that is a whole URL overrides Host (RFC 9112, section 3.2.2), so the two have to agree. */
    private static boolean isMeant(String target, String host) {
        if (target.startsWith("/")) {
            return true;
        }
        Matcher url = AUTHORITY_OF_TARGET.matcher(target);
        return url.matches() && url.group(1).equalsIgnoreCase(host);
    }

    /** Where the connection is not encrypted, a proxy that says nothing of it may encrypt it. */
    private static boolean isOfOwnOrigin(HttpServerRequest request, String host) {
        List<String> origins = request.headers().getAll("Origin");
        return OWN_SITE.contains(request.headers().getAll("Sec-Fetch-Site"))
                && (origins.isEmpty()
                        || origins.size() == 1
                                && (origins.get(0).equalsIgnoreCase("https://" + host)
                                        || !request.isSSL() && origins.get(0).equalsIgnoreCase("http://" + host)));
    }

    /** Lower case, and an IPv6 number written as {@link SocketAddress#hostAddress()} writes it. */
    private static String plain(String host) {
        Inet6Address number = host.startsWith("[") ? NetUtil.getByName(host.substring(1, host.length() - 1)) : null;
        return number == null ? host.toLowerCase(Locale.ROOT) : number.getHostAddress();
    }

    private static String number(SocketAddress address) {
        return String.valueOf(address.hostAddress()).split("%", 2)[0];
    }
}
