package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.testing.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stop responds to the requests that it has taken. */
class HttpEdgeShutdownTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final List<Promise<Reply>> inFlight = new CopyOnWriteArrayList<>();
    private final HttpEdge edge = new HttpEdge(vertx);
    private int port;

    @BeforeEach
    void listen() {
        edge.at("/things")
                .get(Scope.PUBLIC, request -> {
                    Promise<Reply> reply = Promise.promise();
                    inFlight.add(reply);
                    return reply.future();
                })
                .end();
        port = onLoop(() -> edge.listen("127.0.0.1", 0)).await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aRequestInFlightIsRespondedToAndItsConnectionEnds() throws IOException {
        try (Socket client = get()) {
            Eventually.holds(() -> assertTrue(inFlight.size() == 1));
            Future<Void> stopped = onLoop(edge::shutdown);
            vertx.timer(3_000).onSuccess(late -> inFlight.get(0).complete(Reply.noContent()));

            String response = new String(client.getInputStream().readAllBytes(), UTF_8);

            assertTrue(response.startsWith("HTTP/1.1 204 "), response);
            assertTrue(response.toLowerCase(Locale.ROOT).contains("connection: close\r\n"), response);
            stopped.await();
        }
    }

    @Test
    void beforeThatAConnectionIsKept() throws IOException {
        try (Socket client = get()) {
            Eventually.holds(() -> assertTrue(inFlight.size() == 1));
            inFlight.get(0).complete(Reply.noContent());

            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                head += (char) client.getInputStream().read();
            }
            assertFalse(head.toLowerCase(Locale.ROOT).contains("connection: close"), head);
        }
    }

    private Socket get() throws IOException {
        Socket client = new Socket(InetAddress.getByName("127.0.0.1"), port);
        client.setSoTimeout(10_000);
        client.getOutputStream().write("GET /things HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
        return client;
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        return Future.future(promise -> loop.runOnContext(now -> work.get().onComplete(promise)));
    }
}
