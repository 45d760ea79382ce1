package io.quicksell.launcher;

import io.quicksell.access.AccessServiceConfig;
import io.quicksell.access.AccessVerticle;
import io.quicksell.common.access.RequiredAccessStore;
import io.quicksell.common.live.LiveFeed;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.inventory.InventoryConfig;
import io.quicksell.inventory.InventoryVerticle;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.metrics.ProcessMetrics;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.payment.GatewayVerticle;
import io.quicksell.payment.PaymentConfig;
import io.quicksell.payment.PaymentVerticle;
import io.quicksell.payment.index.OrderIndex;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.web.WebConfig;
import io.quicksell.web.WebVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verticles of one running system. Started in the order in which they need each other, stopped in the opposite one. Blocks. */
final class Services {

    private static final Logger LOG = LoggerFactory.getLogger(Services.class);
    private static final long VERTICLES_STOP_LIMIT_MILLIS = 9_000;

    /** A node leaves its cluster here. Not chained to the verticles' end: their event loops are gone before this completes. */
    private static final long VERTX_CLOSE_LIMIT_MILLIS = 2_000;

    private final Vertx vertx;
    private final QuickSellConfig config;
    private final DataFolder folder;
    private final Tls tls;
    private final ProcessMetrics metrics;
    private final Map<String, Supplier<Map<String, Object>>> reports;
    private final Map<String, String> urls = new LinkedHashMap<>();
    private final Map<String, Supplier<Optional<String>>> defects = new LinkedHashMap<>();
    private final Deque<String> deployments = new ConcurrentLinkedDeque<>();

    /**
     * @param vertx closed by {@link #stop()}
     * @param folder keeps the id of this node, and the index of orders
     */
    Services(Vertx vertx, QuickSellConfig config, DataFolder folder) {
        this(vertx, config, folder, Tls.NONE, ProcessMetrics.OFF, Map.of());
    }

    /**
     * @param vertx closed by {@link #stop()}
     * @param folder keeps the id of this node, and the index of orders
     * @param tls what the ports show, and by what others are known
     * @param metrics what is measured, if anything is
     * @param reports what else the services show in their health
     */
    Services(
            Vertx vertx,
            QuickSellConfig config,
            DataFolder folder,
            Tls tls,
            ProcessMetrics metrics,
            Map<String, Supplier<Map<String, Object>>> reports) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.reports = reports;
        this.tls = tls;
        this.config = config;
        this.folder = folder;
    }

    /** Where those that were started can be reached: {@code desk}, {@code inventory}, {@code payment}, {@code access}. */
    Map<String, String> urls() {
        return urls;
    }

    /** Which service cannot use its Redis, and why; empty while there is none. A Redis that is away is waited for. */
    Optional<String> defect() {
        return defects.entrySet().stream()
                .flatMap(service -> service.getValue().get().stream()
                        .map(why -> service.getKey() + " cannot use its Redis: " + why))
                .findFirst();
    }

    /** Started first, so that it shows how the others start, and stop. */
    void startMetrics() {
        metrics.verticle(config.metrics(), config.entrance()).ifPresent(verticle -> {
            deployments.push(deploy("metrics", List.of(verticle)));
            LOG.info(
                    "Metrics at http://{}:{}/metrics",
                    config.metrics().host(),
                    config.metrics().port());
        });
    }

    void start(InventoryConfig inventory, RedisEndpoint redis) {
        if (config.payment().isEmpty() && inventory.paymentUrl().isEmpty() && !config.isClustered()) {
            LOG.warn("Inventory cannot reach payment (inventory.paymentUrl is empty): units held for orders that were"
                    + " never placed stay held");
        }
        LiveFeed feed = InventoryVerticle.feed(vertx, inventory);
        List<InventoryVerticle> verticles = new ArrayList<>();
        for (int i = 0; i < inventory.instances(); i++) {
            verticles.add(new InventoryVerticle(inventory, node(redis, i), feed));
        }
        deployments.push(deploy("inventory", verticles));
        urls.put("inventory", url(verticles.get(0).port()));
        defects.put("inventory", verticles.get(0)::defect);
    }

    void start(PaymentConfig payment, RedisEndpoint redis) {
        GatewayVerticle gateway = new GatewayVerticle(payment, metrics.meters());
        deployments.push(deploy("payment's gateway", List.of(gateway), GatewayVerticle.options()));
        LiveFeed feed = PaymentVerticle.feed(vertx);
        OrderIndex index = PaymentVerticle.index(vertx, folder.folder("index/orders"));
        List<PaymentVerticle> verticles = new ArrayList<>();
        for (int i = 0; i < payment.instances(); i++) {
            verticles.add(new PaymentVerticle(payment, node(redis, i), feed, index, gateway));
        }
        deployments.push(deploy("payment", verticles));
        urls.put("payment", url(verticles.get(0).port()));
        defects.put("payment", verticles.get(0)::defect);
    }

    void start(AccessServiceConfig access, RedisEndpoint redis) {
        AccessVerticle verticle = new AccessVerticle(access, node(redis, 0));
        deployments.push(deploy("access", List.of(verticle)));
        urls.put("access", url(verticle.port()));
    }

    /** Started last, because the desk asks the services that run here. */
    void start(WebConfig web) {
        WebVerticle desk = new WebVerticle(
                web,
                config.entrance().with(tls.certificate()),
                config.serviceKey(),
                tls.trust(),
                config.access(),
                config.limits(),
                orHere(web.inventoryUrls(), "inventory"),
                orHere(web.paymentUrls(), "payment"),
                config.access().isRequired() ? orHere(web.accessUrls(), "access") : List.of(),
                config.paymentTerms().feeRate(),
                metrics.meters());
        deployments.push(deploy("web", List.of(desk)));
        urls.put("desk", url(desk.port()));
    }

    /**
     * Stops what was started, the last one first, and closes Vert.x. Returns within a limit, whatever does not finish. What is still
     * stopping then ends with the process: closing Vert.x would stop it a second time.
     */
    void stop() {
        boolean stopped = await(undeployAll(), VERTICLES_STOP_LIMIT_MILLIS);
        if (stopped || config.isClustered()) {
            await(vertx.close(), VERTX_CLOSE_LIMIT_MILLIS);
        }
    }

    private List<String> orHere(List<String> given, String service) {
        return given.isEmpty() ? List.of(urls.get(service)) : given;
    }

    private NodeSettings node(RedisEndpoint redis, int instance) {
        return new NodeSettings(
                config.entrance().with(tls.certificate()),
                config.serviceKey(),
                tls.trust(),
                config.access(),
                config.limits(),
                config.access().isRequired() ? redis : RequiredAccessStore.withoutAccess(redis),
                config.streams(),
                folder.nodeId(),
                instance,
                metrics.meters(),
                reports);
    }

    private String url(int port) {
        String host = config.entrance().host();
        String shown = host.equals("127.0.0.1") ? "localhost" : host;
        return (tls.certificate().isPresent() ? "https://" : "http://") + shown + ":" + port;
    }

    private String deploy(String service, List<? extends Deployable> verticles) {
        return deploy(service, verticles, new DeploymentOptions());
    }

    private String deploy(String service, List<? extends Deployable> verticles, DeploymentOptions options) {
        var next = verticles.iterator();
        try {
            return vertx.deployVerticle(next::next, options.setInstances(verticles.size()))
                    .await();
        } catch (Exception e) { // await() throws what failed as it is: a BindException too
            throw new StartFailure(service + " does not start: " + e.getMessage(), e);
        }
    }

    private Future<Void> undeployAll() {
        return deployments.isEmpty()
                ? Future.succeededFuture()
                : vertx.undeploy(deployments.pop()).eventually(this::undeployAll);
    }

    /** Whether it ended in time. */
    private static boolean await(Future<Void> stopped, long limitMillis) {
        try {
            stopped.await(limitMillis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.warn("Some work did not finish in time; it resumes at the next start");
            return false;
        } catch (Exception e) {
            LOG.warn("Not everything stopped cleanly", e);
            return true;
        }
    }
}
