package io.quicksell.launcher.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.Entrance;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.launcher.conf.MetricsConfig;
import io.quicksell.testing.Eventually;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The port of the metrics shows them, to as many as ask, and nothing else. */
class MetricsVerticleTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger gathered = new AtomicInteger();
    private int port;
    private HttpUser user;

    @BeforeEach
    void listen() throws IOException {
        MetricsConfig config = new MetricsConfig("127.0.0.1", freePort());
        vertx.deployVerticle(new MetricsVerticle(
                        config, Entrance.at("127.0.0.1"), () -> "gathered " + gathered.incrementAndGet() + "\n"))
                .await();
        port = config.port();
        user = new HttpUser(port);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whoAsksGetsTheTextThatPrometheusReads() {
        Response text = user.get("/metrics");

        assertEquals(200, text.status());
        assertEquals("text/plain; version=0.0.4; charset=utf-8", text.header("Content-Type"));
        assertEquals("gathered 1\n", text.text());
    }

    @Test
    void manyWhoAskShareOneGatheringASecond() {
        long begin = System.nanoTime();
        Stream<String> texts = IntStream.range(0, 200)
                .parallel()
                .mapToObj(n -> user.get("/metrics").text());
        assertEquals(200, texts.filter(text -> text.startsWith("gathered ")).count());

        long seconds = (System.nanoTime() - begin) / SharedText.KEPT_NANOS;
        assertTrue(gathered.get() <= 1 + seconds, gathered::toString);
        Eventually.holds(() -> {
            user.get("/metrics");
            assertTrue(gathered.get() > 1 + seconds, "later there is another one");
        });
    }

    @Test
    void nothingElseIsServed() {
        assertEquals(404, user.get("/").status());
        assertEquals(404, user.get("/health").status());
        assertEquals(405, user.post("/metrics", "{}").status());
        assertEquals(0, gathered.get());
    }

    @Test
    void thePageOfAnotherSiteCannotReadIt() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET /metrics HTTP/1.0\r\nHost: evil.example\r\n\r\n".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertTrue(answer.startsWith("HTTP/1.0 421 "), answer);
        }
        assertEquals(0, gathered.get());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
