package io.quicksell.launcher.conf;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What of a process others than this machine reach, and what they find there. Unless it asks them who they are and encrypts what is said,
 * or a proxy of this machine encrypts it, the operator has to say that it is meant: {@code "protectedMode": false}.
 */
final class Exposures {

    private static final String LOCALHOST = "localhost";
    private static final String IF_MEANT = "; or set \"protectedMode\": false if everybody there may do everything";
    private static final String UNASKED = "nobody is asked who they are";
    private static final String UNENCRYPTED = "what is said can be read on the way";

    private final Path file;
    private final boolean protectedMode;
    private final boolean asksWho;
    private final boolean encrypts;
    private final List<String> open = new ArrayList<>();

    /**
     * @param file the conf file, for refusals
     * @param asksWho whether callers are asked who they are
     * @param encrypts whether the ports speak TLS
     */
    Exposures(Path file, boolean protectedMode, boolean asksWho, boolean encrypts) {
        this.file = file;
        this.protectedMode = protectedMode;
        this.asksWho = asksWho;
        this.encrypts = encrypts;
    }

    /**
     * Looks at the address that the ports bind to.
     *
     * @throws ConfigError if others reach it, and nobody said that this is meant
     */
    void address(String host) {
        if (!isLoopback("host", host)) {
            if (!asksWho || !encrypts) {
                expose(
                        "host " + host + " can be reached from other machines",
                        asksWho ? UNENCRYPTED : encrypts ? UNASKED : UNASKED + ", and " + UNENCRYPTED,
                        "Set access.mode to required, and tls.certFile and tls.keyFile; or leave host at 127.0.0.1, behind"
                                + " a TLS proxy on this machine that trustedProxies names, with access.mode required");
            }
        } else if (!asksWho && !isLoopbackName(host)) {
            passOn("host " + host);
        }
    }

    /**
     * Looks at the names under which others ask by way of a proxy or a container of this machine, and at those proxies.
     *
     * @throws ConfigError if there are any, nobody is asked who they are, and nobody said that this is meant
     */
    void passedOn(Collection<String> names, Collection<String> proxies) {
        if (!asksWho) {
            names.stream().filter(name -> !isLoopbackName(name)).findFirst().ifPresent(name -> passOn("names " + name));
            proxies.stream().findFirst().ifPresent(proxy -> passOn("trustedProxies " + proxy));
        }
    }

    /**
     * Looks at the address at which the other nodes of a cluster reach this one.
     *
     * @throws ConfigError if others reach it, too, and nobody said that this is meant
     */
    void cluster(ClusterConfig cluster) {
        if (isLoopback("cluster.host", cluster.host())) {
            return;
        }
        expose(
                "cluster.host " + cluster.host() + " can be reached from other machines",
                "what the nodes say at cluster.port is neither encrypted nor signed",
                "Let the services ask each other by their URLs instead");
        if (cluster.name().isBlank() || cluster.name().equals(ClusterConfig.DEFAULT_NAME)) {
            // The name is all that a stranger has to know to become a node.
            throw new ConfigError(
                    file + ": cluster.name must be a name of your own, hard to guess, because cluster.host "
                            + cluster.host() + " can be reached from other machines");
        }
    }

    /**
     * Looks at the address at which a process shows what it has measured.
     *
     * @throws ConfigError if others reach it, too, and nobody said that this is meant
     */
    void metrics(MetricsConfig metrics) {
        if (metrics.isOn() && !isLoopback("metrics.host", metrics.host())) {
            expose(
                    "metrics.host " + metrics.host() + " can be reached from other machines",
                    UNASKED + " at metrics.port, and " + UNENCRYPTED,
                    "Leave metrics.host at 127.0.0.1, and let an agent on this machine read and pass on what is measured");
        }
    }

    /**
     * Looks at the URLs at which services of other processes are asked, which are shown tokens and the key of the services.
     *
     * @throws ConfigError if what is said to one on another machine is not encrypted, and nobody said that this is meant
     */
    void asked(String key, Collection<String> urls) {
        if (asksWho) {
            urls.stream()
                    .map(URI::create)
                    .filter(url -> "http".equals(url.getScheme()) && !isLoopbackName(url.getHost()))
                    .findFirst()
                    .ifPresent(url -> expose(
                            key + " asks " + url.getHost() + " without TLS", UNENCRYPTED, "Begin the URL with https"));
        }
    }

    /** What is open because the operator meant it, a sentence each. */
    List<String> open() {
        return List.copyOf(open);
    }

    private void passOn(String what) {
        expose(what + " lets in what is passed on from other machines", UNASKED, "Set access.mode to required");
    }

    private void expose(String what, String therefore, String wayOut) {
        if (protectedMode) {
            throw new ConfigError(file + ": " + what + ", and " + therefore + ". " + wayOut + IF_MEANT);
        }
        open.add(what + ", and " + therefore);
    }

    private boolean isLoopback(String key, String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigError(file + ": " + key + " " + host + " is no address of this machine");
        }
    }

    /** Names that nobody can make point elsewhere (RFC 6761, section 6.3), and numbers. */
    private static boolean isLoopbackName(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return plain.equals(LOCALHOST)
                || plain.endsWith("." + LOCALHOST)
                || Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(plain.replaceAll("[\\[\\]]", "")))
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }
}
