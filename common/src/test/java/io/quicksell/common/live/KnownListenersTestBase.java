package io.quicksell.common.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.access.Tokens;
import io.quicksell.common.http.Doorkeeper;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.LimitsConfig;
import io.quicksell.common.live.LiveSource.LiveEvent;
import io.quicksell.common.testing.GivenTokens;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service with live events that asks who listens. */
abstract class KnownListenersTestBase {

    private static final long HEARTBEAT_MILLIS = 50;

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    /** Nothing ever changes. */
    private static final LiveSource NOTHING = new LiveSource() {
        @Override
        public LiveEvent eventIn(StreamEntry entry) {
            return new LiveEvent("changed", entry.id());
        }

        @Override
        public Future<Optional<Object>> dataOf(LiveEvent event) {
            return Future.succeededFuture(Optional.empty());
        }
    };

    final GivenTokens given = new GivenTokens(redis);
    private final RedisLink link = redis.link();
    private HttpEdge edge;
    private LiveRoutes events;
    private int port;

    @BeforeEach
    void listen() {
        edge = new HttpEdge(
                redis.vertx(),
                new Doorkeeper(Set.of()),
                Optional.of(new Tokens(new TokenStore(link))),
                LimitsConfig.NONE);
        LiveFeed feed = new LiveFeed(redis.vertx(), "shop", List.of("changed"), over -> NOTHING);
        events = new LiveRoutes(redis.vertx(), feed, link, HEARTBEAT_MILLIS)
                .open(redis.endpoint(), "test", edge, Scope.ORDERS_READ);
        port = edge.listen("127.0.0.1", 0).await();
        Token probe = given.session("probe", Scope.granted());
        Eventually.holds(() -> assertEquals(
                200,
                new HttpUser(port)
                        .send("HEAD", "/events", null, "Authorization", "Bearer " + probe.text())
                        .status()));
    }

    @AfterEach
    void close() {
        events.close().await();
        edge.shutdown().await();
        link.close().await();
    }

    /** Lets another heartbeat pass, with which it is looked who may still listen: one is found who may not. */
    void awaitHeartbeat() {
        Token leaving = given.session("leaver", Set.of(Scope.ORDERS_READ));
        Listening found = listen(leaving);
        given.revoke(leaving);
        assertEquals(200, found.ended().join().statusCode());
    }

    /** A client that has begun to listen, or was refused; what it got is known when its stream ends. */
    record Listening(int status, CompletableFuture<HttpResponse<String>> ended) {}

    Listening listen(Token token) {
        CompletableFuture<Integer> begun = new CompletableFuture<>();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events"))
                .header("Authorization", "Bearer " + token.text())
                .build();
        CompletableFuture<HttpResponse<String>> ended = HttpClient.newHttpClient()
                .sendAsync(request, head -> {
                    begun.complete(head.statusCode());
                    return BodyHandlers.ofString().apply(head);
                });
        return new Listening(begun.join(), ended.orTimeout(60, TimeUnit.SECONDS));
    }
}
