package io.quicksell.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.quicksell.web.FakeService.Received;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that upgrade, send half of what they announce, or leave: nobody else notices. */
class StrangeClientsTest {

    /** One more than the connections that the desk has to a service. */
    private static final int MANY = 65;

    private static final String UPGRADE =
            "GET /api/inventory/products HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final String POST =
            "POST /api/inventory/products HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @RegisterExtension
    final RunningDesk desk = new RunningDesk();

    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void anUpgradeIsARequestLikeAnyOther() throws IOException {
        Socket client = sending(UPGRADE.replace("Host", "X-Request-Id: r-1\r\nHost"));

        String head = new String(client.getInputStream().readNBytes("HTTP/1.1 200 ".length()), UTF_8);

        assertEquals("HTTP/1.1 200 ", head);
        Received received = desk.inventory().requests().get(0);
        assertEquals(
                List.of("/products", "r-1"),
                List.of(received.uri(), received.headers().get("X-Request-Id")));
        assertFalse(received.headers().contains("Upgrade"));
    }

    @Test
    void manyUpgradesKeepNobodyWaiting() throws IOException {
        desk.inventory().respondsWith(response -> response.setStatusCode(404).end());
        for (int i = 0; i < MANY; i++) {
            sending(UPGRADE);
        }

        expectAnAnswer();
    }

    @Test
    void halfABodyTakesNoConnection() throws IOException {
        for (int i = 0; i < MANY; i++) {
            sending(POST + "Content-Length: 60\r\n\r\n{\"name\":");
        }

        expectAnAnswer();
        assertEquals(1, desk.inventory().connections());
        for (Socket client : clients) {
            assertEquals(0, client.getInputStream().available(), "the desk still waits for the other half");
        }
    }

    @Test
    void clientsThatLeaveInTheMiddleOfTheirBodyKeepNobodyWaiting() throws IOException {
        for (int i = 0; i < 5 * MANY; i++) {
            sending(POST + "Content-Length: 60\r\n\r\n{\"name\":").close();
        }

        expectAnAnswer();
        assertEquals(1, desk.inventory().connections());
    }

    @Test
    void aChunkedBodyArrivesHoweverItsCodingIsWritten() throws IOException {
        Socket client = sending(POST + "Transfer-Encoding: Chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n");

        assertTrue(untilClosed(client).startsWith("HTTP/1.1 200 "));
        assertEquals("{}", desk.inventory().requests().get(0).body());
    }

    @Test
    void aTargetThatIsAWholeUrlOfTheDeskIsPassedOnAsItsPath() throws IOException {
        Socket client = sending("GET http://localhost/api/inventory/products?limit=1 HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\n\r\n");

        assertTrue(untilClosed(client).startsWith("HTTP/1.1 200 "));
        assertEquals("/products?limit=1", desk.inventory().requests().get(0).uri());
    }

    @Test
    void aBodyInACodingThatNobodyReadsIsAProblem() throws IOException {
        Socket client = sending(POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");

        String response = untilClosed(client);
        assertTrue(response.startsWith("HTTP/1.1 400 "), response);
        assertTrue(response.contains("application/problem+json"), response);
        assertEquals(List.of(), desk.inventory().requests());
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedByTheDeskItself() throws IOException {
        Socket client = sending(POST + "Content-Length: 70000\r\n\r\n");

        String head = new String(client.getInputStream().readNBytes("HTTP/1.1 413 ".length()), UTF_8);

        assertEquals("HTTP/1.1 413 ", head);
        assertEquals(List.of(), desk.inventory().requests());
    }

    @Test
    void aClientThatAsksWhetherToSendItsBodyIsToldSo() throws IOException {
        Socket client = sending(POST + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n");
        byte[] line = client.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", new String(line, UTF_8));

        client.getOutputStream().write("{}".getBytes(UTF_8));

        assertTrue(untilClosed(client).startsWith("HTTP/1.1 200 "));
        assertEquals("{}", desk.inventory().requests().get(0).body());
    }

    @Test
    void aClientThatLeavesIsNoErrorInTheLog() throws IOException {
        List<HttpServerResponse> open = new CopyOnWriteArrayList<>();
        desk.inventory().respondsWith(open::add);
        try (LogLines log = LogLines.of("io.vertx")) {
            Socket client = sending(POST + "Content-Length: 2\r\n\r\n{}");
            Eventually.holds(() -> assertEquals(1, open.size()));

            client.close();

            Eventually.holds(() -> assertTrue(open.get(0).closed()));
            assertEquals(List.of(), log.lines());
        }
    }

    /** A connection that waits for the service to end it would be held for 60 s: half of that is long enough for any machine. */
    private void expectAnAnswer() {
        desk.inventory().respondsWith(response -> response.end("{}"));
        long begin = System.nanoTime();
        assertEquals(200, desk.user().get("/api/inventory/products").status());
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(30).toNanos());
    }

    private Socket sending(String bytes) throws IOException {
        Socket client = new Socket(InetAddress.getByName("127.0.0.1"), desk.port());
        client.setSoTimeout(10_000);
        client.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        clients.add(client);
        return client;
    }

    private static String untilClosed(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
}
