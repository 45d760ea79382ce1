package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.live.LiveFeed;
import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.TestNode;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.DeploymentOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Inventory as it runs, deployed for each test on a free port, and a user who checks its responses against the contract. */
final class RunningInventory implements BeforeEachCallback, AfterEachCallback {

    private final RealRedis redis;
    private final InventoryConfig config;
    private final List<InventoryVerticle> verticles = new CopyOnWriteArrayList<>();
    private String deployment;
    private HttpUser user;

    /** One instance that does not sweep holds during a test. */
    RunningInventory(RealRedis redis) {
        this(redis, config(1, Stock.HOLD_MILLIS, 60_000));
    }

    RunningInventory(RealRedis redis, InventoryConfig config) {
        this.redis = redis;
        this.config = config;
    }

    static InventoryConfig config(int instances, int holdMillis, int sweepMillis) {
        return new InventoryConfig(0, instances, "", holdMillis, sweepMillis, 5, 90);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
    }

    /** Deploys it and waits until it is ready. */
    void start() {
        start(TestNode.on(redis.endpoint()));
    }

    /** Deploys it on a node and waits until it is ready. */
    void start(NodeSettings node) {
        deploy(node);
        Eventually.holds(() -> assertEquals(200, user.get("/health/ready").status()));
    }

    /** Deploys it, whether it gets ready or not. */
    void deploy(NodeSettings node) {
        LiveFeed feed = InventoryVerticle.feed(redis.vertx(), config);
        verticles.clear();
        deployment = redis.vertx()
                .deployVerticle(
                        () -> {
                            InventoryVerticle verticle =
                                    new InventoryVerticle(config, TestNode.instance(verticles.size(), node), feed);
                            verticles.add(verticle);
                            return verticle;
                        },
                        new DeploymentOptions().setInstances(config.instances()))
                .await();
        user = new HttpUser(verticles.get(0).port(), Contract.of("inventory"))
                .sending(ServiceKey.HEADER, TestNode.KEY.header().orElseThrow());
    }

    void stop() {
        redis.vertx().undeploy(deployment).await();
    }

    int port() {
        return verticles.get(0).port();
    }

    /** Sends the key that some routes need and the others ignore. */
    HttpUser user() {
        return user;
    }

    /** The methods of each path that it serves, with who may use them. */
    Map<String, Map<String, Scope>> routes() {
        return verticles.get(0).edge().resources();
    }
}
