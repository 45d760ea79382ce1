package io.quicksell.web;

import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.access.Scope;
import io.quicksell.common.http.Doorkeeper;
import io.quicksell.common.http.Entrance;
import io.quicksell.common.http.Health;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.LimitsConfig;
import io.quicksell.common.http.PackedFiles;
import io.quicksell.common.http.Reply;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.metrics.LoopDelay;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.metrics.Metric;
import io.quicksell.common.tls.Trust;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Serves the order desk, and passes {@code /api/inventory/*}, {@code /api/payment/*} and {@code /api/access/*} on to the services. It stores nothing, and
 * runs on its event loop alone.
 */
public final class WebVerticle extends VerticleBase {

    private static final String SERVICE = "web";

    /** What is measured of all pages and files together. */
    private static final String FILES = "files";

    /** The pages of the desk: all are the same file, whose script shows the right page. */
    private static final List<String> PAGES = List.of("/", "/products", "/orders", "/users");

    /** The browser runs and loads only what the desk itself serves, no site may frame it or keep a hold of its window, and no text becomes script. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script'",
            "Referrer-Policy",
            "no-referrer");

    /** Over plain HTTP, browsers take a page's own policy for other windows only from these, and complain about it elsewhere. */
    private static final Set<String> TRUSTWORTHY = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * The settings of the shop that the script of the desk needs.
     *
     * @param access the mode of {@link AccessConfig}
     */
    private record Settings(BigDecimal feeRate, String currency, String access) {}

    private final WebConfig config;
    private final Entrance entrance;
    private final ServiceKey serviceKey;
    private final Trust trust;
    private final AccessConfig access;
    private final LimitsConfig limits;
    private final List<String> inventoryUrls;
    private final List<String> paymentUrls;
    private final List<String> accessUrls;
    private final BigDecimal feeRate;
    private final Meters meters;

    private HttpEdge edge;
    private LoopDelay delay;
    private List<ServiceProxy> services;
    private int port;

    /**
     * @param entrance where the desk listens
     * @param serviceKey by which services of other processes know the desk
     * @param trust by what the desk knows those of other processes
     * @param access whether the services ask who somebody is
     * @param limits how often one client may ask
     * @param inventoryUrls where inventory listens, at least one
     * @param paymentUrls where payment listens, at least one
     * @param accessUrls where access listens; none where nobody is asked who they are
     * @param feeRate the fee rate that the desk shows
     * @param meters where it measures how it is doing
     */
    public WebVerticle(
            WebConfig config,
            Entrance entrance,
            ServiceKey serviceKey,
            Trust trust,
            AccessConfig access,
            LimitsConfig limits,
            List<String> inventoryUrls,
            List<String> paymentUrls,
            List<String> accessUrls,
            BigDecimal feeRate,
            Meters meters) {
        this.config = config;
        this.entrance = entrance;
        this.serviceKey = serviceKey;
        this.trust = trust;
        this.access = access;
        this.limits = limits;
        this.inventoryUrls = inventoryUrls;
        this.paymentUrls = paymentUrls;
        this.accessUrls = accessUrls;
        this.feeRate = feeRate;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        edge = new HttpEdge(vertx, new Doorkeeper(entrance, ServiceKey.NONE), Optional.empty(), limits)
                .measuredBy(meters, SERVICE);
        delay = new LoopDelay(vertx, meters.of(Metric.LOOP_DELAY, SERVICE + "-0"));
        if (meters.areRead()) {
            delay.start();
        }
        PackedFiles files = files();
        PAGES.forEach(page -> serve(page, "index.html", files));
        files.names().forEach(name -> serve("/" + name, name, files));
        edge.at("/config")
                .get(
                        Scope.PUBLIC,
                        request -> Future.succeededFuture(
                                Reply.ok(new Settings(feeRate, config.currency(), access.mode()))))
                .end();
        if (access.isRequired()) {
            edge.beforeHeads(SessionCookies::takeFromWhoIsRefused);
        }
        services = Stream.of(
                        proxy("inventory", "products|events", inventoryUrls, config.inventoryUrls()),
                        proxy("payment", "orders|events", paymentUrls, config.paymentUrls()),
                        proxy("access", "session|me|users|roles|keys|audit", accessUrls, config.accessUrls())
                                .map(proxy -> proxy.with(new SessionCookies())))
                .flatMap(Optional::stream)
                .toList();
        services.forEach(service -> service.mount(edge));
        health().mount(edge);
        edge.otherwise(request -> isAddressOfABrowser(request.request())
                ? Optional.of(noSuchPage(files.reply("index.html", request.request())))
                : Optional.empty());
        return edge.listen(entrance, config.port()).onSuccess(bound -> port = bound);
    }

    @Override
    public Future<?> stop() {
        delay.stop();
        Future<Void> stopped = edge.shutdown();
        services.forEach(ServiceProxy::endStreams);
        return stopped;
    }

    /** The port that was bound. */
    public int port() {
        return port;
    }

    /** Those that the build made. The page names the language that the conf does, so that its first text is one of it. */
    private PackedFiles files() {
        PackedFiles files = PackedFiles.of("/desk/", HEADERS);
        return config.language().isEmpty()
                ? files
                : files.with(
                        "index.html",
                        page -> page.replace("<html ", "<html data-language=\"" + config.language() + "\" "));
    }

    /** The desk knows no operators, so it shows nobody what only they may see; the services do, and the log. */
    private Health health() {
        Health health = new Health(vertx, SERVICE);
        return access.isRequired() ? health : health.reports(entrance);
    }

    /**
     * @param open the first path segments that are passed on besides those of every service, as alternatives of a pattern
     * @param given where the conf says that it is
     */
    private Optional<ServiceProxy> proxy(String service, String open, List<String> urls, List<String> given) {
        return urls.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServiceProxy(
                        vertx,
                        edge.bodies(),
                        service,
                        open + "|health|docs|openapi\\.json",
                        urls,
                        trustFor(given),
                        headFor(given)));
    }

    private Trust trustFor(List<String> urls) {
        return urls.isEmpty() ? entrance.certificate().map(Trust::only).orElse(trust) : trust;
    }

    private PassedOnHead headFor(List<String> urls) {
        return new PassedOnHead(urls.isEmpty() ? ServiceKey.OF_THIS_PROCESS : serviceKey, access);
    }

    /** Somebody has typed it, or followed a link; programs get problem+json. */
    private static boolean isAddressOfABrowser(HttpServerRequest request) {
        return (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)
                && !request.path().startsWith("/api/")
                && request.headers().getAll("Accept").stream().anyMatch(accepted -> accepted.contains("text/html"));
    }

    /** The desk, whose script says that there is no such page and shows the way. */
    private static Reply noSuchPage(Reply desk) {
        return new Reply(404, desk.headers(), desk.body()).with("Vary", "Accept, Accept-Encoding");
    }

    private void serve(String path, String name, PackedFiles files) {
        edge.at(path, FILES)
                .get(
                        Scope.PUBLIC,
                        request ->
                                Future.succeededFuture(alone(files.reply(name, request.request()), request.request())))
                .end();
    }

    /** No other site may hold on to a window of the desk. */
    private static Reply alone(Reply reply, HttpServerRequest request) {
        return request.isSSL()
                        || request.authority() != null
                                && TRUSTWORTHY.contains(request.authority().host())
                ? reply.with("Cross-Origin-Opener-Policy", "same-origin")
                : reply;
    }
}
