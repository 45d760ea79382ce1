package io.quicksell.launcher;

import io.quicksell.common.live.LiveFeed;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.inventory.InventoryConfig;
import io.quicksell.inventory.InventoryVerticle;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.conf.RedisConfig;
import io.quicksell.launcher.redis.EmbeddedRedis;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.RunRecord;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.payment.PaymentConfig;
import io.quicksell.payment.PaymentVerticle;
import io.quicksell.redis.RedisEndpoint;
import io.quicksell.web.WebConfig;
import io.quicksell.web.WebVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running system, as a conf describes it. Blocks; for the main thread and the shutdown hook. */
final class QuickSell {

    private static final Logger LOG = LoggerFactory.getLogger(QuickSell.class);
    private static final long VERTICLES_STOP_LIMIT_MILLIS = 3_000;

    /** A node leaves its cluster here. Not chained to the verticles' end: their event loops are gone before this completes. */
    private static final long VERTX_CLOSE_LIMIT_MILLIS = 2_000;

    private static final long CLUSTER_JOIN_LIMIT_SECONDS = 30;

    private final QuickSellConfig config;
    private final DataFolder folder;
    private volatile Vertx vertx;
    private final Optional<EmbeddedRedis> embedded;
    private final Map<String, String> urls = new LinkedHashMap<>();
    private final Deque<String> deployments = new ConcurrentLinkedDeque<>();
    private volatile boolean stopping;

    QuickSell(QuickSellConfig config, DataFolder folder) {
        this.config = config;
        this.folder = folder;
        RedisConfig redis = config.redis();
        this.embedded = redis.isEmbedded()
                ? Optional.of(new EmbeddedRedis(folder, redis.server(), redis.appendfsync()))
                : Optional.empty();
    }

    /**
     * Starts Redis where it is embedded, then what the conf names.
     *
     * @return where it can be reached: {@code desk}, {@code inventory}, {@code payment}, what runs of these
     * @throws StartFailure if something does not start; {@link #stop()} is needed then too
     */
    Map<String, String> start() {
        checkPorts();
        record();
        if (config.needsRedis()) {
            RedisEndpoint redis = embedded.map(EmbeddedRedis::start).orElseGet(this::externalRedis);
            connect();
            config.inventory().ifPresent(inventory -> start(inventory, redis));
            config.payment().ifPresent(payment -> start(payment, redis));
        } else {
            connect();
        }
        config.web().ifPresent(this::start);
        record();
        return urls;
    }

    /** Who has the folder, and what answers by now: for status and stop, which may come while this is starting. */
    private void record() {
        new RunRecord(ProcessHandle.current().pid(), urls).write(folder.path());
    }

    /**
     * Stops everything in the order in which it is safe: the desk, payment, inventory, which payment asks, and Redis last, whatever
     * became of the others. Where the jar was replaced under the running system, the classes that only a stop needs are gone.
     */
    void stop() {
        stopping = true;
        try {
            if (vertx != null) {
                await(undeployAll(), VERTICLES_STOP_LIMIT_MILLIS);
                await(vertx.close(), VERTX_CLOSE_LIMIT_MILLIS);
            }
        } finally {
            embedded.ifPresent(EmbeddedRedis::stop);
            RunRecord.remove(folder.path());
            folder.close();
        }
    }

    /** Whether {@link #stop()} was called, from whatever thread. */
    boolean isStopping() {
        return stopping;
    }

    /** Makes Vert.x, as a node of the cluster where the conf names members of one. */
    private void connect() {
        VertxBuilder builder = Vertx.builder()
                .with(new VertxOptions()
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false))
                        .setEventBusOptions(
                                new EventBusOptions().setHost(config.cluster().host())));
        if (!config.isClustered()) {
            vertx = builder.build();
            return;
        }
        try {
            vertx = builder.withClusterManager(Cluster.manager(config.cluster()))
                    .buildClustered()
                    .await(CLUSTER_JOIN_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | RuntimeException e) {
            throw new StartFailure("The cluster cannot be joined: " + e.getMessage(), e);
        }
    }

    private RedisEndpoint externalRedis() {
        RedisConfig redis = config.redis();
        LOG.info("Using the Redis at {}:{}", redis.host(), redis.port());
        return new RedisEndpoint(
                redis.host(), redis.port(), redis.user(), redis.password(), redis.tls(), redis.caFile());
    }

    private void start(InventoryConfig inventory, RedisEndpoint redis) {
        if (config.payment().isEmpty() && inventory.paymentUrl().isEmpty() && !config.isClustered()) {
            LOG.warn(
                    "Inventory cannot ask payment (inventory.paymentUrl is empty): what is held for orders that never came stays"
                            + " held");
        }
        LiveFeed feed = InventoryVerticle.feed(vertx, inventory);
        List<InventoryVerticle> verticles = new ArrayList<>();
        for (int i = 0; i < inventory.instances(); i++) {
            verticles.add(new InventoryVerticle(inventory, node(redis, i), feed));
        }
        deployments.push(deploy("inventory", verticles));
        urls.put("inventory", url(verticles.get(0).port()));
    }

    private void start(PaymentConfig payment, RedisEndpoint redis) {
        LiveFeed feed = PaymentVerticle.feed(vertx);
        List<PaymentVerticle> verticles = new ArrayList<>();
        for (int i = 0; i < payment.instances(); i++) {
            verticles.add(new PaymentVerticle(payment, node(redis, i), feed));
        }
        deployments.push(deploy("payment", verticles));
        urls.put("payment", url(verticles.get(0).port()));
    }

    private void start(WebConfig web) {
        WebVerticle desk = new WebVerticle(
                web,
                config.host(),
                orHere(web.inventoryUrls(), "inventory"),
                orHere(web.paymentUrls(), "payment"),
                config.paymentTerms().feeRate());
        deployments.push(deploy("web", List.of(desk)));
        urls.put("desk", url(desk.port()));
    }

    private List<String> orHere(List<String> given, String service) {
        return given.isEmpty() ? List.of(urls.get(service)) : given;
    }

    private NodeSettings node(RedisEndpoint redis, int instance) {
        return new NodeSettings(config.host(), redis, config.streams(), folder.nodeId(), instance);
    }

    private String url(int port) {
        String host = config.host().equals("127.0.0.1") ? "localhost" : config.host();
        return "http://" + host + ":" + port;
    }

    private String deploy(String service, List<? extends Deployable> verticles) {
        var next = verticles.iterator();
        try {
            return vertx.deployVerticle(next::next, new DeploymentOptions().setInstances(verticles.size()))
                    .await();
        } catch (RuntimeException e) {
            throw new StartFailure(service + " does not start: " + e.getMessage(), e);
        }
    }

    /** Before anything is started, so that a port that is taken costs nothing but one line. */
    private void checkPorts() {
        config.inventory().ifPresent(inventory -> checkPort("inventory", inventory.port()));
        config.payment().ifPresent(payment -> checkPort("payment", payment.port()));
        config.web().ifPresent(web -> checkPort("web", web.port()));
    }

    private void checkPort(String service, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(config.host(), port));
        } catch (IOException e) {
            throw new StartFailure(
                    "Port " + port + " cannot be used (" + e.getMessage() + "): stop what uses it, or set " + service
                            + ".port in " + config.file(),
                    e);
        }
    }

    private Future<Void> undeployAll() {
        return deployments.isEmpty()
                ? Future.succeededFuture()
                : vertx.undeploy(deployments.pop()).eventually(this::undeployAll);
    }

    private static void await(Future<Void> stopped, long limitMillis) {
        try {
            stopped.await(limitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Some work did not finish in time; it is taken up again at the next start");
        } catch (RuntimeException e) {
            LOG.warn("Not everything stopped cleanly", e);
        }
    }
}
