package io.quicksell.launcher.conf;

import io.quicksell.access.AccessServiceConfig;
import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.domain.Check;
import io.quicksell.common.http.Doorkeeper;
import io.quicksell.common.http.Entrance;
import io.quicksell.common.http.LimitsConfig;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.http.TrustedProxies;
import io.quicksell.common.peer.ServiceUrls;
import io.quicksell.common.verticle.StreamsConfig;
import io.quicksell.inventory.InventoryConfig;
import io.quicksell.payment.PaymentConfig;
import io.quicksell.web.WebConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a conf file says. A service whose section is absent does not run here.
 *
 * @param file the conf file, as it was named
 * @param entrance where every port listens
 * @param open what others than this machine reach without protection, a sentence each
 * @param serviceKey what services show each other over HTTP
 * @param tls the files of TLS
 * @param access who may use the services
 * @param limits how often one client may ask
 * @param metrics where it shows what it has measured
 * @param data the folder of data and logs
 * @param backup the backups that are taken by themselves
 * @param accessService how access runs, where it is needed and its port is named
 * @param accessTerms the access section with its defaults, whether access runs here or not
 * @param paymentTerms the payment section, or its defaults where payment does not run here
 */
public record QuickSellConfig(
        Path file,
        Entrance entrance,
        List<String> open,
        ServiceKey serviceKey,
        TlsConfig tls,
        AccessConfig access,
        LimitsConfig limits,
        MetricsConfig metrics,
        Path data,
        RedisConfig redis,
        BackupConfig backup,
        StreamsConfig streams,
        ClusterConfig cluster,
        Optional<InventoryConfig> inventory,
        Optional<PaymentConfig> payment,
        Optional<AccessServiceConfig> accessService,
        Optional<WebConfig> web,
        PaymentConfig paymentTerms,
        AccessServiceConfig accessTerms,
        LogConfig log,
        TracesConfig traces) {

    private record Top(
            String host,
            boolean protectedMode,
            List<String> names,
            List<String> trustedProxies,
            String serviceKey,
            String data) {
        Top {
            new TrustedProxies(trustedProxies);
            for (String name : names) {
                Check.that(Doorkeeper.isName(name), "names must be like shop.example, without a port");
            }
        }

        /** A host that is a name is one that others may use. */
        Entrance entrance() {
            return new Entrance(
                    host,
                    Stream.concat(Stream.of(host), names.stream()).collect(Collectors.toUnmodifiableSet()),
                    new TrustedProxies(trustedProxies));
        }

        List<String> checked(
                Path file,
                AccessConfig access,
                TlsConfig tls,
                ClusterConfig cluster,
                MetricsConfig metrics,
                Map<String, List<String>> urls) {
            Exposures exposures = new Exposures(file, protectedMode, access.isRequired(), tls.encrypts());
            exposures.address(host);
            exposures.passedOn(names, trustedProxies);
            if (!cluster.isEmpty()) {
                exposures.cluster(cluster);
            }
            exposures.metrics(metrics);
            urls.forEach(exposures::asked);
            return exposures.open();
        }
    }

    /**
     * Reads a conf file; relative paths count from {@code home}.
     *
     * @throws ConfigError if anything in it, or in the environment, is not usable
     */
    public static QuickSellConfig read(Path home, String name, Map<String, String> environment) {
        Path file = home.resolve(name);
        ConfigTree tree = ConfigTree.read(file, shipped());
        Environment.of(environment, file).override(tree);
        Top top = tree.section("", Top.class);
        AccessServiceConfig access = tree.section("access", AccessServiceConfig.class);
        TlsConfig tls = tree.section("tls", TlsConfig.class).in(home);
        ClusterConfig cluster = tree.section("cluster", ClusterConfig.class);
        MetricsConfig metrics = tree.section("metrics", MetricsConfig.class);
        Optional<InventoryConfig> inventory = optional(tree, "inventory", InventoryConfig.class);
        Optional<PaymentConfig> payment = optional(tree, "payment", PaymentConfig.class);
        Optional<WebConfig> web = optional(tree, "web", WebConfig.class);
        QuickSellConfig config = new QuickSellConfig(
                file,
                top.entrance(),
                top.checked(file, access.forAll(), tls, cluster, metrics, urls(inventory, payment, web)),
                serviceKey(file, top.serviceKey()),
                tls,
                access.forAll(),
                tree.section("limits", LimitsConfig.class),
                metrics,
                home.resolve(top.data()),
                redis(home, file, tree.section("redis", RedisConfig.class)),
                tree.section("backup", BackupConfig.class).in(home),
                tree.section("streams", StreamsConfig.class),
                cluster,
                inventory,
                payment,
                Optional.of(access).filter(terms -> terms.forAll().isRequired() && tree.has("access.port")),
                web,
                tree.section("payment", PaymentConfig.class),
                access,
                tree.section("log", LogConfig.class),
                tree.section("traces", TracesConfig.class));
        config.checkServices();
        return config;
    }

    /** Where those that run here ask others, by the keys that say so. */
    private static Map<String, List<String>> urls(
            Optional<InventoryConfig> inventory, Optional<PaymentConfig> payment, Optional<WebConfig> web) {
        Map<String, List<String>> urls = new LinkedHashMap<>();
        inventory.ifPresent(service -> urls.put("inventory.paymentUrl", ServiceUrls.of(service.paymentUrl())));
        payment.ifPresent(service -> urls.put("payment.inventoryUrl", ServiceUrls.of(service.inventoryUrl())));
        web.ifPresent(desk -> {
            urls.put("web.inventoryUrls", desk.inventoryUrls());
            urls.put("web.paymentUrls", desk.paymentUrls());
            urls.put("web.accessUrls", desk.accessUrls());
        });
        return urls;
    }

    /** Whether a service runs here that keeps its data in Redis. */
    public boolean needsRedis() {
        return inventory.isPresent() || payment.isPresent() || accessService.isPresent();
    }

    /** Whether the event bus reaches other nodes. */
    public boolean isClustered() {
        return !cluster.isEmpty();
    }

    /** How the traces of this process name it: by its service if it is one alone. */
    public String tracedAs() {
        List<String> running = Stream.of(
                        inventory.map(here -> "inventory"),
                        payment.map(here -> "payment"),
                        accessService.map(here -> "access"),
                        web.map(here -> "web"))
                .flatMap(Optional::stream)
                .toList();
        return running.size() == 1 ? "quicksell-" + running.get(0) : "quicksell";
    }

    private static RedisConfig redis(Path home, Path file, RedisConfig redis) {
        if (redis.caFile().isEmpty()) {
            return redis;
        }
        Path caFile = home.resolve(redis.caFile());
        if (!Files.isReadable(caFile)) {
            throw new ConfigError(file + ": redis.caFile: " + caFile + " cannot be read");
        }
        return redis.withCaFile(caFile.toString());
    }

    private static ServiceKey serviceKey(Path file, String text) {
        try {
            return new ServiceKey(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigError(file + ": " + e.getMessage());
        }
    }

    private void checkServices() {
        if (!needsRedis() && web.isEmpty()) {
            throw new ConfigError(file + ": names nothing to run; it needs a section inventory, payment or web, or"
                    + " access.mode required and access.port");
        }
        if (backup.isNightly() && needsRedis() && redis.hasSentinels()) {
            throw new ConfigError(file + ": backup.folder must be empty if redis.mode is sentinel; take backups with"
                    + " ./run.sh backup and a conf that names the primary by redis.mode external");
        }
        web.ifPresent(desk -> {
            checkReachable(
                    "web.inventoryUrls",
                    "inventory",
                    inventory.isPresent() || !desk.inventoryUrls().isEmpty());
            checkReachable(
                    "web.paymentUrls",
                    "payment",
                    payment.isPresent() || !desk.paymentUrls().isEmpty());
            checkReachable(
                    "web.accessUrls",
                    "access",
                    !access.isRequired()
                            || accessService.isPresent()
                            || !desk.accessUrls().isEmpty());
        });
        if (access.isRequired()) {
            web.ifPresent(this::checkKeyOfDesk);
            checkKey("cluster.members", isClustered() ? "set" : "", "all processes");
        }
        inventory.ifPresent(service -> checkKey("inventory.paymentUrl", service.paymentUrl()));
        payment.ifPresent(service -> checkKey("payment.inventoryUrl", service.inventoryUrl()));
        payment.ifPresent(service -> checkReachable(
                "payment.inventoryUrl",
                "inventory",
                inventory.isPresent()
                        || isClustered()
                        || !service.inventoryUrl().isEmpty()));
    }

    /** Without it the services would take all its browsers for one. */
    private void checkKeyOfDesk(WebConfig desk) {
        String sharers = "the desk and the services";
        checkKey("web.inventoryUrls", String.join("", desk.inventoryUrls()), sharers);
        checkKey("web.paymentUrls", String.join("", desk.paymentUrls()), sharers);
        checkKey("web.accessUrls", String.join("", desk.accessUrls()), sharers);
    }

    private void checkKey(String urlKey, String url) {
        checkKey(urlKey, url, "inventory and payment");
    }

    /**
     * @param value of the key that needs it; empty if it is not set
     */
    private void checkKey(String key, String value, String sharers) {
        if (!value.isEmpty() && !serviceKey.isSet()) {
            throw new ConfigError(
                    file + ": " + key + " needs a serviceKey; set serviceKey (or QUICKSELL_SERVICE_KEY) to"
                            + " the same 32 or more random characters for " + sharers);
        }
    }

    private void checkReachable(String key, String service, boolean isReachable) {
        if (!isReachable) {
            throw new ConfigError(file + ": " + key + " must say where " + service + " is, because it does not run here"
                    + (service.equals("access") ? " (to run it here, name access.port)" : ""));
        }
    }

    private static <T> Optional<T> optional(ConfigTree tree, String section, Class<T> type) {
        return tree.has(section) ? Optional.of(tree.section(section, type)) : Optional.empty();
    }

    private static String shipped() {
        try (InputStream in = QuickSellConfig.class.getResourceAsStream("/quicksell.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
