package io.quicksell.common.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.access.Tokens;
import io.quicksell.common.http.Doorkeeper;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.live.LiveSource.LiveEvent;
import io.quicksell.common.testing.GivenTokens;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever may not listen any more is heard no more: a stream ends with a heartbeat after its token was taken away. */
class RevokedListenerTest {

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

    private final GivenTokens given = new GivenTokens(redis);
    private final RedisLink link = redis.link();
    private HttpEdge edge;
    private LiveRoutes events;
    private int port;

    @BeforeEach
    void listen() {
        edge = new HttpEdge(redis.vertx(), new Doorkeeper(Set.of()), Optional.of(new Tokens(new TokenStore(link))));
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

    @Test
    void theStreamOfATokenThatIsTakenAwayEndsAndOthersGoOn() {
        Token leaving = given.session("anna", Set.of(Scope.ORDERS_READ));
        CompletableFuture<HttpResponse<String>> stays = listenWith(given.session("otto", Set.of(Scope.ORDERS_READ)));
        CompletableFuture<HttpResponse<String>> ends = listenWith(leaving);

        given.revoke(leaving);

        assertEquals(200, ends.join().statusCode());
        assertTrue(ends.join().body().contains("event: position"), "it was one, and has ended properly");
        assertFalse(stays.isDone());
    }

    @Test
    void whileItCannotBeFoundOutTheStreamGoesOn() {
        CompletableFuture<HttpResponse<String>> stays = listenWith(given.session("anna", Set.of(Scope.ORDERS_READ)));
        Token leaving = given.session("otto", Set.of(Scope.ORDERS_READ));
        CompletableFuture<HttpResponse<String>> ends = listenWith(leaving);

        redis.killClients();
        Eventually.holds(() -> given.revoke(leaving));

        assertEquals(200, ends.join().statusCode());
        assertFalse(stays.isDone());
    }

    /** A page that is left open would else keep its session for ever. */
    @Test
    void listeningLetsNoSessionGoOn() {
        Token idle = given.session("anna", Set.of(Scope.ORDERS_READ));
        CompletableFuture<HttpResponse<String>> stays = listenWith(idle);
        redis.call(Command.HSET, TokenStore.key(idle), "seen", 1);

        for (String later : List.of("otto", "olga")) {
            Token leaving = given.session(later, Set.of(Scope.ORDERS_READ));
            CompletableFuture<HttpResponse<String>> ends = listenWith(leaving);
            given.revoke(leaving);
            assertEquals(200, ends.join().statusCode());
        }

        assertEquals("1", redis.hash(TokenStore.key(idle)).get("seen"));
        assertFalse(stays.isDone());
    }

    /** Returns when it listens, or is refused. */
    private CompletableFuture<HttpResponse<String>> listenWith(Token token) {
        CompletableFuture<Integer> begun = new CompletableFuture<>();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events"))
                .header("Authorization", "Bearer " + token.text())
                .build();
        CompletableFuture<HttpResponse<String>> ended = HttpClient.newHttpClient()
                .sendAsync(request, head -> {
                    begun.complete(head.statusCode());
                    return BodyHandlers.ofString().apply(head);
                });
        assertEquals(200, begun.join());
        return ended.orTimeout(60, TimeUnit.SECONDS);
    }
}
