package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is to blame when a response ends before its end. */
class DisconnectTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private int port;

    @BeforeEach
    void listen() {
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/endless")
                .get(
                        Scope.PUBLIC,
                        request ->
                                writeOn(new JsonArrayStream(request)).onFailure(failure -> failures.incrementAndGet()))
                .end();
        edge.at("/never")
                .get(Scope.PUBLIC, request -> {
                    open.incrementAndGet();
                    request.response().closeHandler(closed -> open.decrementAndGet());
                    return Promise.<Reply>promise().future();
                })
                .post(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
                .end();
        edge.at("/halfway")
                .get(
                        Scope.PUBLIC,
                        request -> new JsonArrayStream(request)
                                .write(List.of(1))
                                .compose(written -> Future.failedFuture(new IllegalStateException("ours"))))
                .end();
        port = edge.listen("127.0.0.1", 0).await();
    }

    private Future<Reply> writeOn(JsonArrayStream array) {
        return array.write(List.of("x".repeat(10_000)))
                .compose(written -> vertx.timer(1))
                .compose(paused -> writeOn(array));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aReaderWhoLeavesInTheMiddleOfAListIsNoErrorInTheLog() throws IOException {
        try (LogLines log = LogLines.of("io.quicksell")) {
            try (Socket reader = get("/endless")) {
                reader.setSoLinger(true, 0);
                assertTrue(reader.getInputStream().read() > 0);
            }

            Eventually.holds(() -> assertEquals(1, failures.get()));
            vertx.timer(1).await();
            assertEquals(List.of(), log.lines());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /nev",
                "GET /never HTTP/1.1\r\nHost: local",
                "POST /never HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
                "POST /never HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n9\r\n{",
                "GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /never HTTP/1.1\r\nHost: localhost\r\n\r\nGET /never HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /% HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void aConnectionThatIsResetIsNoErrorInTheLogWhereverItsRequestIs(String begun) throws IOException {
        try (LogLines log = LogLines.of("ROOT")) {
            for (int i = 0; i < 20; i++) {
                Socket client = send(begun);
                client.setSoLinger(true, 0);
                client.close();
            }
            try (Socket last = get("/never")) {
                last.setSoLinger(true, 0);
                Eventually.holds(() -> assertTrue(open.get() > 0));
            }

            Eventually.holds(() -> assertEquals(0, open.get()));
            vertx.timer(1).await();
            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void aFailureOfOursInTheMiddleOfAListIsOne() throws IOException {
        try (LogLines log = LogLines.of("io.quicksell");
                Socket reader = get("/halfway")) {
            assertTrue(reader.getInputStream().read() > 0);

            Eventually.holds(() -> assertEquals(1, log.lines().size()));
        }
    }

    private Socket get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private Socket send(String bytes) throws IOException {
        Socket reader = new Socket(InetAddress.getByName("127.0.0.1"), port);
        reader.setSoTimeout(10_000);
        reader.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return reader;
    }
}
