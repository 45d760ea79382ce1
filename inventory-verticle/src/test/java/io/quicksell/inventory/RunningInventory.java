package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.json.Json;
import io.quicksell.common.live.LiveFeed;
import io.quicksell.common.testing.Contract;
import io.quicksell.common.testing.TestNode;
import io.quicksell.common.verticle.NodeSettings;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Inventory as it runs, deployed for each test on a free port, and a client of its HTTP. */
final class RunningInventory implements BeforeEachCallback, AfterEachCallback {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final Contract CONTRACT = Contract.of("inventory");

    private final RealRedis redis;
    private final InventoryConfig config;
    private final List<InventoryVerticle> verticles = new CopyOnWriteArrayList<>();
    private String deployment;

    /** One instance that leaves holds alone for the length of a test. */
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
        deploy(TestNode.on(redis.endpoint()));
        Eventually.holds(() -> assertEquals(200, get("/health/ready").statusCode()));
    }

    /** Deploys it without asking whether it is ready. */
    void deploy(NodeSettings node) {
        LiveFeed feed = InventoryVerticle.feed(redis.vertx(), config);
        verticles.clear();
        deployment = redis.vertx()
                .deployVerticle(
                        () -> {
                            InventoryVerticle verticle = new InventoryVerticle(
                                    config,
                                    new NodeSettings(
                                            node.host(), node.redis(), node.streams(), node.id(), verticles.size()),
                                    feed);
                            verticles.add(verticle);
                            return verticle;
                        },
                        new DeploymentOptions().setInstances(config.instances()))
                .await();
    }

    void stop() {
        redis.vertx().undeploy(deployment).await();
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, null);
    }

    HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    /** Sends a request with a JSON body, or with none if that is {@code null}. */
    HttpResponse<String> send(String method, String path, String body) {
        return body == null
                ? send(request(path).method(method, BodyPublishers.noBody()))
                : send(request(path).method(method, json(body)).header("Content-Type", "application/json"), body);
    }

    /** Sends a request whose body is told, so that it can be held against the contract too. */
    HttpResponse<String> send(HttpRequest.Builder request, String body) {
        try {
            return checked(CLIENT.send(request.build(), BodyHandlers.ofString()), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, "");
    }

    /** Every answer is held against the contract. */
    private static HttpResponse<String> checked(HttpResponse<String> answer, String body) {
        CONTRACT.check(
                new Contract.Request(answer.request().method(), answer.uri(), body),
                new Contract.Answer(answer.statusCode(), answer.headers(), answer.body()));
        return answer;
    }

    CompletableFuture<HttpResponse<String>> postSoon(String path, String body) {
        return sendSoon(request(path).POST(json(body)).header("Content-Type", "application/json"), body);
    }

    CompletableFuture<HttpResponse<String>> sendSoon(HttpRequest.Builder request) {
        return sendSoon(request, "");
    }

    private CompletableFuture<HttpResponse<String>> sendSoon(HttpRequest.Builder request, String body) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(answer -> checked(answer, body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20));
    }

    /** The methods of each path that it answers. */
    Map<String, Set<String>> routes() {
        return verticles.get(0).edge().resources();
    }

    String url() {
        return "http://127.0.0.1:" + verticles.get(0).port();
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return Json.parse(Buffer.buffer(response.body()));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + response.body(), e);
        }
    }

    private static BodyPublisher json(String body) {
        return BodyPublishers.ofString(body);
    }
}
