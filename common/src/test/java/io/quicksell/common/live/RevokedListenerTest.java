package io.quicksell.common.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whoever may not listen any more is heard no more: a stream ends with a heartbeat after its token was taken away. */
class RevokedListenerTest extends KnownListenersTestBase {

    @Test
    void theStreamOfATokenThatIsTakenAwayEndsAndOthersGoOn() {
        Token leaving = given.session("anna", Set.of(Scope.ORDERS_READ));
        CompletableFuture<HttpResponse<String>> stays = listenWith(given.session("otto", Set.of(Scope.ORDERS_READ)));
        CompletableFuture<HttpResponse<String>> ends = listenWith(leaving);

        given.revoke(leaving);

        assertEquals(200, ends.join().statusCode());
        assertTrue(ends.join().body().contains("event: position"), "it was one, and has ended properly");
        awaitHeartbeat();
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
        awaitHeartbeat();
        assertFalse(stays.isDone());
    }

    /** A page that is left open would else keep its session for ever. */
    @Test
    void listeningLetsNoSessionGoOn() {
        Token idle = given.session("anna", Set.of(Scope.ORDERS_READ));
        CompletableFuture<HttpResponse<String>> stays = listenWith(idle);
        redis.call(Command.HSET, TokenStore.key(idle), "seen", 1);

        awaitHeartbeat();
        awaitHeartbeat();

        assertEquals("1", redis.hash(TokenStore.key(idle)).get("seen"));
        assertFalse(stays.isDone());
    }

    private CompletableFuture<HttpResponse<String>> listenWith(Token token) {
        Listening listening = listen(token);
        assertEquals(200, listening.status());
        return listening.ended();
    }
}
