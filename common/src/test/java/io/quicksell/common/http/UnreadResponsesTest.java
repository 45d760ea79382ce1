package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask for much and do not read it. */
class UnreadResponsesTest {

    /** More than the buffers of a connection take, so that it waits in memory. */
    private static final String LARGE = "x".repeat(8_000_000);

    private static final String SMALL = "x".repeat(UnreadResponses.SMALL_BYTES - 2);
    private static final int MAX_OF_ONE_CLIENT = 20_000_000;
    private static final int MAX = 28_000_000;
    private static final String CLOSE = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String KEEP = " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> clients = new ArrayList<>();
    private UnreadResponses unread;
    private int port;

    @BeforeEach
    void listen() {
        Doorkeeper doorkeeper = new Doorkeeper(Set.of());
        unread = new UnreadResponses(doorkeeper::clientOf, MAX, MAX_OF_ONE_CLIENT);
        HttpEdge edge = new HttpEdge(
                vertx,
                doorkeeper,
                Optional.empty(),
                new RequestLimits(LimitsConfig.NONE, doorkeeper),
                new RequestBodies(vertx, doorkeeper::clientOf),
                unread);
        edge.at("/large")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok(LARGE)))
                .post(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok(LARGE)))
                .end();
        edge.at("/small")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok(SMALL)))
                .end();
        edge.at("/array").get(Scope.PUBLIC, this::array).end();
        edge.otherwise(request -> Optional.of(Reply.ok(LARGE))
                .filter(reply -> request.request().path().equals("/file")));
        port = edge.listen("127.0.0.1", 0).await();
    }

    /** Two parts, of which one is in memory at a time. */
    private Future<Reply> array(RoutingContext request) {
        JsonArrayStream array = new JsonArrayStream(request);
        return array.write(List.of(LARGE))
                .compose(written -> array.write(List.of(LARGE)))
                .compose(written -> array.end())
                .mapEmpty();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/array", "/file"})
    void aClientThatDoesNotReadItsShareIsRefusedMoreUntilItGoesAway(String path) throws IOException {
        Socket first = asking("127.0.0.1", "GET " + path + KEEP);
        Socket second = asking("127.0.0.1", "GET " + path + KEEP);
        awaitUnread(2);

        String refused = untilClosed(asking("127.0.0.1", "GET " + path + CLOSE));
        assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);
        assertTrue(refused.contains("Retry-After: 1\r\n"), refused);
        assertTrue(refused.contains(ProblemType.UNAVAILABLE.uri()), refused);
        assertEquals("HTTP/1.1 200 ", statusOf("GET /small" + CLOSE));

        first.close();
        awaitUnread(1);
        assertEquals("HTTP/1.1 200 ", statusOf("GET " + path + CLOSE));
        second.close();
        awaitUnread(0);
    }

    @Test
    void othersHaveRoomUntilAllIsTaken() throws IOException {
        asking("127.0.0.1", "GET /large" + KEEP);
        asking("127.0.0.1", "GET /large" + KEEP);
        asking("127.0.0.2", "GET /large" + KEEP);
        awaitUnread(3);

        String refused = untilClosed(asking("127.0.0.3", "GET /large" + CLOSE));
        assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/array", "/file"})
    void whatWasReadTakesNoRoomAnyLonger(String path) throws IOException {
        for (int i = 0; i < 5; i++) {
            assertEquals("HTTP/1.1 200 ", statusOf("GET " + path + CLOSE));
        }
        awaitUnread(0);
    }

    @Test
    void theResponseToAChangeCountsAndIsNeverRefused() throws IOException {
        String post = "POST /large" + KEEP.replace("\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n");
        for (int i = 0; i < 4; i++) {
            asking("127.0.0.1", post);
        }
        awaitUnread(4);

        assertEquals("HTTP/1.1 503 ", statusOf("GET /large" + CLOSE));
    }

    private void awaitUnread(int responses) {
        Eventually.holds(() -> assertEquals(responses, unread.bytes() / LARGE.length()));
    }

    /** One that takes no more than a few kilobytes before it reads. */
    private Socket asking(String address, String bytes) throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.setReceiveBufferSize(4_096);
        client.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        client.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        client.setSoTimeout(10_000);
        client.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return client;
    }

    private String statusOf(String bytes) throws IOException {
        try (Socket client = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return untilClosed(client).substring(0, "HTTP/1.1 200 ".length());
        }
    }

    private static String untilClosed(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
}
