package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two addresses of a service, of which the first freezes as a stopped process does: it accepts and says nothing. */
class UpstreamsTest {

    private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final List<NetSocket> waiting = new CopyOnWriteArrayList<>();
    private volatile boolean frozen = true;
    private String first;
    private String second;
    private Upstreams upstreams;

    @BeforeEach
    void listen() {
        first = url(vertx.createNetServer()
                .connectHandler(this::serve)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort());
        second = url(vertx.createHttpServer()
                .requestHandler(request ->
                        vertx.setTimer(500, late -> request.response().end()))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort());
        upstreams = onLoop(() -> new Upstreams(vertx, List.of(first, second)));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void theyTakeTurns() {
        assertEquals(
                List.of(List.of(first, second), List.of(second, first), List.of(first, second)),
                List.of(inOrder(), inOrder(), inOrder()));
    }

    @Test
    void aFrozenOneComesLastAndComesBackByItself() {
        assertFalse(lives(first));
        assertEquals(List.of(List.of(second, first), List.of(second, first)), List.of(inOrder(), inOrder()));

        frozen = false;

        Eventually.holds(() -> assertEquals(
                2,
                List.of(inOrder().get(0), inOrder().get(0)).stream().distinct().count()));
    }

    @Test
    void aSlowOneIsNotSilent() {
        assertTrue(lives(second));
    }

    @Test
    void whereAllAreSilentOneIsTriedAllTheSame() {
        upstreams = onLoop(() -> new Upstreams(vertx, List.of(first)));

        assertFalse(lives(first));

        assertEquals(List.of(first), inOrder());
    }

    @Test
    void manyWhoWantToKnowAtOnceProbeOnce() {
        onLoop(() -> Future.all(upstreams.lives(first), upstreams.lives(first))).await();

        assertEquals(1, waiting.size());
    }

    @Test
    void oneThatRespondedIsNotSilent() {
        assertFalse(lives(first));

        onLoop(() -> {
            upstreams.responded(first);
            return null;
        });

        assertEquals(
                2,
                List.of(inOrder().get(0), inOrder().get(0)).stream().distinct().count());
    }

    private void serve(NetSocket socket) {
        waiting.add(socket);
        socket.handler(request -> {
            if (!frozen) {
                socket.write(NO_CONTENT);
            }
        });
    }

    private boolean lives(String url) {
        return onLoop(() -> upstreams.lives(url)).await();
    }

    private List<String> inOrder() {
        return onLoop(upstreams::inOrder);
    }

    private <T> T onLoop(Supplier<T> work) {
        return Future.<T>future(promise -> loop.runOnContext(now -> promise.complete(work.get())))
                .await();
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
