package io.quicksell.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.EventListener;
import io.quicksell.testing.Eventually;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Event streams through the desk, as the browser sees them. */
class EventProxyTest {

    private static final int MANY = 200;
    private static final String EVENTS = "/api/inventory/events";
    private static final String FRAME = "id: 1\nevent: product_changed\ndata: {\"id\":\"tea\"}\n\n";

    @RegisterExtension
    final RunningDesk desk = new RunningDesk();

    private final List<HttpServerResponse> streams = new CopyOnWriteArrayList<>();

    @Test
    void otherRequestsAreServedWhileManyStreamsAreOpen() {
        List<EventListener> listeners = IntStream.range(0, MANY)
                .mapToObj(i -> listen(i % 2 == 0 ? EVENTS : EVENTS + "/", ""))
                .toList();
        Eventually.holds(() -> assertEquals(MANY, streams.size()));
        desk.inventory().respondsWith(response -> response.end("{}"));

        assertEquals(200, desk.user().get("/api/inventory/products").status());

        listeners.forEach(EventListener::close);
    }

    @Test
    void anEventOfTheServiceIsPassedOnAtOnceAndTheStreamStaysOpen() {
        EventListener listener = listen("");
        Eventually.holds(() -> assertEquals(1, listener.events().size()));

        streams.get(0).write(FRAME);

        Eventually.holds(() -> assertEquals(2, listener.events().size()));
        assertFalse(listener.hasEnded());
        listener.close();
    }

    /** As proxies do by default that stand in front of the desk. */
    @Test
    void itIsPassedOnAtOnceToAProxyThatSpeaksHttp10() throws IOException {
        service();
        try (Socket proxy = new Socket("127.0.0.1", desk.port())) {
            proxy.setSoTimeout(10_000);
            proxy.getOutputStream()
                    .write("GET /api/inventory/events HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
                            .getBytes(US_ASCII));
            String begin = readUntil(FRAME, proxy);
            assertFalse(begin.toLowerCase(Locale.ROOT).contains("transfer-encoding"), begin);
            assertTrue(begin.contains("X-Accel-Buffering: no"), begin);

            streams.get(0).write(FRAME);

            assertEquals(FRAME, readUntil(FRAME, proxy));
        }
    }

    @Test
    void thePositionOfAReconnectingClientIsPassedOn() {
        EventListener listener = listen("djE6");
        Eventually.holds(() -> assertEquals(1, listener.events().size()));

        assertEquals("djE6", desk.inventory().requests().get(0).headers().get("Last-Event-ID"));
        listener.close();
    }

    @Test
    void whenTheBrowserLeavesTheServiceIsLeftToo() {
        EventListener listener = listen("");
        Eventually.holds(() -> assertEquals(1, listener.events().size()));

        listener.close();

        Eventually.holds(() -> assertTrue(streams.get(0).closed()));
    }

    @Test
    void whenTheServiceEndsTheStreamItEndsForTheBrowser() {
        EventListener listener = listen("");
        Eventually.holds(() -> assertEquals(1, listener.events().size()));

        streams.get(0).end();

        Eventually.holds(() -> assertTrue(listener.hasEnded()));
    }

    private EventListener listen(String position) {
        return listen(EVENTS, position);
    }

    private EventListener listen(String path, String position) {
        service();
        return new EventListener(desk.user().url(path), position);
    }

    private void service() {
        desk.inventory().respondsWith(response -> {
            streams.add(response);
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("X-Accel-Buffering", "no")
                    .write(FRAME);
        });
    }

    private static String readUntil(String end, Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            assertTrue(next >= 0, () -> "it ended after " + text);
            text.append((char) next);
        }
        return text.toString();
    }
}
