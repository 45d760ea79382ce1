package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.testing.Eventually;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that has room for three connections, two of one address. */
class ConnectionsTest {

    private static final String OK = "HTTP/1.1 200 ";
    private static final String CLOSED = "";

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> clients = new ArrayList<>();
    private int port;

    @BeforeEach
    void listen() {
        Connections connections = new Connections(3, 2);
        port = vertx.createHttpServer()
                .connectionHandler(connections::admit)
                .requestHandler(request -> {
                    if (request.path().equals("/known")) {
                        connections.exempt(request.connection());
                    }
                    request.response().end();
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        vertx.close().await();
    }

    @Test
    void oneAddressHasNoMoreThanItsShareAndOthersGoOn() {
        assertEquals(List.of(OK, OK, CLOSED), List.of(get("127.0.0.1"), get("127.0.0.1"), get("127.0.0.1")));

        assertEquals(OK, get("127.0.0.2"));
    }

    @Test
    void allTogetherHaveNoMoreThanThereIsRoomFor() {
        assertEquals(List.of(OK, OK, OK), List.of(get("127.0.0.1"), get("127.0.0.2"), get("127.0.0.3")));

        assertEquals(CLOSED, get("127.0.0.4"));
    }

    @Test
    void aConnectionThatEndsMakesRoom() throws IOException {
        get("127.0.0.1");
        get("127.0.0.1");

        clients.get(0).close();

        Eventually.holds(() -> assertEquals(OK, get("127.0.0.1")));
    }

    @Test
    void theConnectionsOfAnotherServiceTakeNobodysShareButCountAmongAll() {
        assertEquals(List.of(OK, OK, OK), List.of(get("127.0.0.1", "/known"), get("127.0.0.1"), get("127.0.0.1")));

        assertEquals(CLOSED, get("127.0.0.2"));
    }

    @Test
    void aConnectionOfAnotherServiceThatEndsMakesRoomOnce() throws IOException {
        get("127.0.0.1", "/known");
        get("127.0.0.1");
        get("127.0.0.1");

        clients.get(0).close();

        Eventually.holds(() -> assertEquals(OK, get("127.0.0.2")));
        assertEquals(CLOSED, get("127.0.0.1"));
    }

    /** The beginning of the response over a connection of its own, which stays open. */
    private String get(String from) {
        return get(from, "/");
    }

    private String get(String from, String path) {
        try {
            Socket client = new Socket();
            clients.add(client);
            client.setSoTimeout(10_000);
            client.bind(new InetSocketAddress(from, 0));
            client.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            client.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(ISO_8859_1));
            return new String(client.getInputStream().readNBytes(OK.length()), UTF_8);
        } catch (IOException reset) {
            return CLOSED;
        }
    }
}
