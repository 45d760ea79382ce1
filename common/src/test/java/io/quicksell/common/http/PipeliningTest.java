package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are sent before the response to the one ahead of them is there. */
class PipeliningTest {

    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String WAITING = "GET /waiting" + HOST + "\r\n";
    private static final String THINGS = "GET /things" + HOST + "\r\n";
    private static final String LAST = "GET /things" + HOST + "Connection: close\r\n\r\n";
    private static final String JSON = "Content-Type: application/json\r\nContent-Length: 2\r\n";

    private static final Pattern FINAL_STATUS = Pattern.compile("HTTP/1\\.1 [2-5]");

    private final Vertx vertx = Vertx.vertx();
    private final Promise<Void> asked = Promise.promise();
    private final Promise<Reply> reply = Promise.promise();
    private int port;

    @BeforeEach
    void listen() {
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/waiting")
                .get(Scope.PUBLIC, request -> {
                    asked.tryComplete();
                    return reply.future();
                })
                .end();
        edge.at("/things")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok(Map.of("name", "Tea"))))
                .post(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
                .end();
        edge.at("/tagged")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.notModified(1)))
                .end();
        edge.at("/stream")
                .get(Scope.PUBLIC, request -> {
                    JsonArrayStream array = new JsonArrayStream(request);
                    return array.write(List.of(1))
                            .compose(written -> array.end())
                            .map(ended -> null);
                })
                .end();
        port = edge.listen("127.0.0.1", 0).await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(ints = {Pipelining.MAX_WAITING + 1, 10_000})
    void moreThanAFewBehindOneUnderWayCloseTheConnectionAndTheServerIsThereForOthers(int behind) throws IOException {
        try (Socket client = sending(WAITING)) {
            asked.future().await();
            send(client, THINGS.repeat(behind));

            assertEquals("", untilClosed(client));
        }
        try (Socket other = sending(LAST)) {
            assertTrue(untilClosed(other).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aFewBehindOneUnderWayGetTheirResponses() throws IOException {
        try (Socket client = sending(WAITING)) {
            asked.future().await();
            send(client, THINGS.repeat(Pipelining.MAX_WAITING - 1) + LAST);
            reply.complete(Reply.ok(Map.of()));

            assertResponses(1 + Pipelining.MAX_WAITING, client);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /things" + HOST + "\r\n",
                "HEAD /things" + HOST + "\r\n",
                "GET /tagged" + HOST + "\r\n",
                "GET /stream" + HOST + "\r\n",
                "GET /nothing" + HOST + "\r\n",
                "POST /things" + HOST + JSON + "\r\n{}",
                "POST /things" + HOST + JSON + "Expect: 100-continue\r\n\r\n{}"
            })
    void aConnectionThatGetsItsResponsesGoesOnForEver(String request) throws IOException {
        try (Socket client = sending("")) {
            BufferedReader responses = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
            for (int i = 0; i < 2 + Pipelining.MAX_WAITING; i++) {
                send(client, request);
                awaitStatusLine(responses);
            }
        }
    }

    private Socket sending(String bytes) throws IOException {
        Socket client = new Socket(InetAddress.getByName("127.0.0.1"), port);
        client.setSoTimeout(10_000);
        client.setTcpNoDelay(true);
        send(client, bytes);
        return client;
    }

    private static void send(Socket client, String bytes) throws IOException {
        client.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    }

    private static void assertResponses(int count, Socket client) throws IOException {
        String responses = untilClosed(client);
        assertEquals(count, FINAL_STATUS.matcher(responses).results().count(), responses);
    }

    /** It may stand behind the body of the response before, which ends without a line break. */
    private static void awaitStatusLine(BufferedReader responses) throws IOException {
        String line;
        do {
            line = responses.readLine();
            assertNotNull(line, "the connection was closed");
        } while (!FINAL_STATUS.matcher(line).find());
    }

    /** A connection that is closed with bytes unread is reset. */
    private static String untilClosed(Socket client) throws IOException {
        try {
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }
}
