package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.tls.Trust;
import io.quicksell.testing.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
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
                        vertx.setTimer(300, late -> request.response().end()))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort());
        upstreams = onLoop(() -> new Upstreams(vertx, List.of(first, second), Trust.OF_JAVA));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void theyTakeTurns() {
        assertEquals(
                List.of(List.of(first, second), List.of(second, first), List.of(first, second)),
                List.of(inOrder(0), inOrder(1), inOrder(-2)));
    }

    @Test
    void aFrozenOneComesLastAndComesBackByItself() {
        assertFalse(lives(first));
        assertEquals(List.of(List.of(second, first), List.of(second, first)), List.of(inOrder(0), inOrder(1)));

        frozen = false;

        Eventually.holds(() -> assertEquals(List.of(first, second), inOrder(0)));
    }

    @Test
    void aSlowOneIsNotSilent() {
        assertTrue(lives(second));
    }

    @Test
    void whereAllAreSilentOneIsTriedAllTheSame() {
        upstreams = onLoop(() -> new Upstreams(vertx, List.of(first), Trust.OF_JAVA));

        assertFalse(lives(first));

        assertEquals(List.of(first), inOrder(0));
    }

    @Test
    void manyWhoWantToKnowAtOnceProbeOnce() {
        onLoop(() -> Future.all(upstreams.lives(first), upstreams.lives(first))).await();

        assertEquals(1, waiting.size());
    }

    @Test
    void oneThatRespondsToARequestIsNotSilent() {
        assertFalse(lives(first));
        frozen = false;

        HttpClientRequest request = onLoop(() -> upstreams.request(
                        vertx.createHttpClient(),
                        0,
                        url -> new RequestOptions().setAbsoluteURI(url.equals(second) ? "http://127.0.0.1:1" : url)))
                .await();
        onLoop(request::send).await();

        assertEquals(List.of(first, second), inOrder(0));
    }

    @Test
    void oneThatBeginsAResponseAndNeverEndsItIsSilent() {
        HttpServer trickling = vertx.createHttpServer()
                .requestHandler(request -> {
                    request.response().setChunked(true);
                    vertx.setPeriodic(100, tick -> request.response().write(" "));
                })
                .listen(0, "127.0.0.1")
                .await();

        assertFalse(lives(url(trickling.actualPort())));
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

    private List<String> inOrder(int turn) {
        return onLoop(() -> upstreams.inOrder(turn));
    }

    private <T> T onLoop(Supplier<T> work) {
        return Future.<T>future(promise -> loop.runOnContext(now -> promise.complete(work.get())))
                .await();
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
