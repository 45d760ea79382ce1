package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.metrics.Meters;
import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.TestNode;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.payment.index.OrderIndex;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Payment as it runs, deployed for each test on a free port, with a played inventory beside it and someone who uses it. */
final class RunningPayment implements BeforeEachCallback, AfterEachCallback {

    private static final int TIMEOUT_MILLIS = 32_000;
    private static final int INDEX_WAIT_MILLIS = 30_000;

    private final RealRedis redis;
    private final PaymentConfig config;
    private final Function<PaymentConfig, GatewayVerticle> gateway;
    private final FakeGateway played;

    private NodeSettings node;
    private Path index;
    private FakeInventory inventory;
    private String inventoryDeployment;
    private String gatewayDeployment;
    private String deployment;
    private HttpEdge edge;
    private HttpUser user;
    private int port;

    /** With a gateway that the test plays. */
    RunningPayment(RealRedis redis) {
        this(redis, "");
    }

    /**
     * With a gateway that the test plays.
     *
     * @param inventoryUrl where it asks inventory; empty means the played one
     */
    RunningPayment(RealRedis redis, String inventoryUrl) {
        this(redis, config(inventoryUrl, TIMEOUT_MILLIS, 0), new FakeGateway());
    }

    /** With a gateway that the test plays, and that is asked again after a while. */
    static RunningPayment withGatewayTimeout(RealRedis redis, int timeoutMillis) {
        return new RunningPayment(redis, config("", timeoutMillis, 0), new FakeGateway());
    }

    private RunningPayment(RealRedis redis, PaymentConfig config, FakeGateway played) {
        this(redis, config, settings -> new GatewayVerticle(settings, vertx -> played), played);
    }

    /** With a gateway of the test's own. */
    RunningPayment(RealRedis redis, PaymentGateway gateway) {
        this(
                redis,
                config("", TIMEOUT_MILLIS, 0),
                settings -> new GatewayVerticle(settings, vertx -> gateway),
                new FakeGateway());
    }

    /** Where callers are asked who they are. */
    static RunningPayment asking(RealRedis redis) {
        RunningPayment payment = new RunningPayment(redis);
        payment.node = TestNode.asking(redis.endpoint());
        return payment;
    }

    /** Where changes wait for a replica. */
    static RunningPayment waitingForAReplica(RealRedis redis) {
        RunningPayment payment = new RunningPayment(redis);
        payment.node = TestNode.on(redis.endpoint().with(1));
        return payment;
    }

    /** With the simulated gateway. */
    RunningPayment(RealRedis redis, int delayMillis) {
        this(
                redis,
                config("", TIMEOUT_MILLIS, delayMillis),
                settings -> new GatewayVerticle(settings, Meters.NONE),
                new FakeGateway());
    }

    private RunningPayment(
            RealRedis redis,
            PaymentConfig config,
            Function<PaymentConfig, GatewayVerticle> gateway,
            FakeGateway played) {
        this.redis = redis;
        this.node = TestNode.on(redis.endpoint());
        this.config = config;
        this.gateway = gateway;
        this.played = played;
    }

    /** As the shipped conf has it, but for the port. */
    static PaymentConfig config(String inventoryUrl, int timeoutMillis, int delayMillis) {
        return new PaymentConfig(
                0,
                1,
                inventoryUrl,
                16,
                timeoutMillis,
                delayMillis,
                new BigDecimal("0.2"),
                new BigDecimal("9999999999.99"),
                16_384);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        index = Files.createTempDirectory("order-index");
        inventory = new FakeInventory(node.busProof());
        inventoryDeployment = redis.vertx().deployVerticle(inventory).await();
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        played.letGo();
        stop();
        IOUtils.rm(index);
        if (inventoryDeployment != null) {
            inventoryLeaves();
        }
    }

    /** Deploys it and waits until it is ready. */
    void start() {
        GatewayVerticle worker = gateway.apply(config);
        gatewayDeployment =
                redis.vertx().deployVerticle(worker, GatewayVerticle.options()).await();
        PaymentVerticle verticle = new PaymentVerticle(
                config,
                node,
                PaymentVerticle.feed(redis.vertx()),
                new OrderIndex(
                        redis.vertx(), index, IndexedOrderStore.STREAMS, IndexedOrderStore::new, INDEX_WAIT_MILLIS),
                worker);
        deployment = redis.vertx().deployVerticle(verticle).await();
        edge = verticle.edge();
        port = verticle.port();
        user = new HttpUser(verticle.port(), Contract.of("payment"));
        Eventually.holds(() -> assertEquals(200, user.get("/health/ready").status()));
    }

    void stop() {
        redis.vertx().undeploy(deployment).await();
        redis.vertx().undeploy(gatewayDeployment).await();
    }

    void inventoryLeaves() {
        redis.vertx().undeploy(inventoryDeployment).await();
        inventoryDeployment = null;
    }

    FakeInventory inventory() {
        return inventory;
    }

    FakeGateway gateway() {
        return played;
    }

    /** The methods of each path that it answers. */
    Map<String, Map<String, Scope>> routes() {
        return edge.resources();
    }

    int port() {
        return port;
    }

    HttpUser user() {
        return user;
    }

    /** Three units of tea as a client asks for them. */
    static String threeTeas() {
        return units(StoredOrders.TEA.productId(), 3);
    }

    static String units(String productId, long quantity) {
        return "{\"product_id\":\"" + productId + "\",\"quantity\":" + quantity + "}";
    }

    /** Places an order of three units of tea and gives its id. */
    String placed() {
        HttpUser.Response answer = user.post("/orders", threeTeas());
        assertEquals(201, answer.status(), answer::text);
        return answer.json().get("id").textValue();
    }

    JsonNode order(String id) {
        return user.get("/orders/" + id).json();
    }

    /** Waits until an order has got to a status. */
    JsonNode reached(String status, String id) {
        Eventually.holds(() -> assertEquals(status, order(id).get("status").textValue()));
        return order(id);
    }
}
