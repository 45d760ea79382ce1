package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come slowly, that are many, or that wait to be asked for. The limits are small, so that tests are quick. */
class RequestBodiesTest {

    private static final int DEADLINE_MILLIS = 1_000;
    private static final int MAX_BYTES_IN_FLIGHT = 150_000;
    private static final int MAX_BYTES_OF_ONE_CLIENT = 100_000;
    private static final String POST = "POST /things HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String LARGEST = POST + "Content-Length: " + RequestBodies.MAX_BODY_BYTES + "\r\n\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final String SMALL = POST + "Connection: close\r\nContent-Length: 2\r\n\r\n{}";

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void listen() {
        Doorkeeper doorkeeper = new Doorkeeper(Set.of());
        HttpEdge edge = new HttpEdge(
                vertx,
                doorkeeper,
                Optional.empty(),
                new RequestLimits(LimitsConfig.NONE, doorkeeper),
                new RequestBodies(
                        vertx, doorkeeper::clientOf, DEADLINE_MILLIS, MAX_BYTES_IN_FLIGHT, MAX_BYTES_OF_ONE_CLIENT),
                new UnreadResponses(doorkeeper::clientOf));
        edge.at("/things")
                .post(
                        Scope.PUBLIC,
                        request -> Future.succeededFuture(
                                Reply.ok(Map.of("length", request.body().length()))))
                .end();
        port = edge.listen("127.0.0.1", 0).await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {LARGEST + "{", CHUNKED, CHUNKED + "1\r\n{\r\n"})
    void aBodyThatIsNotHereInTimeIs408AndItsConnectionIsClosed(String part) throws IOException {
        try (Socket client = sending(part)) {
            String response = untilClosed(client);

            assertTrue(response.startsWith("HTTP/1.1 408 "), response);
            assertTrue(response.toLowerCase().contains("connection: close\r\n"), response);
            assertTrue(response.contains(ProblemType.REQUEST_TIMEOUT.uri()), response);
        }
    }

    @Test
    void aBodyThatDripsIs408() throws IOException {
        try (Socket client = sending(LARGEST)) {
            vertx.setPeriodic(DEADLINE_MILLIS / 5, tick -> drip(client));

            String response = untilClosed(client);
            assertTrue(response.startsWith("HTTP/1.1 408 "), response);
        }
    }

    @Test
    void aBodyThatIsTooLargeIs413BeforeItIsSentAndNobodyWaitsForTheRest() throws IOException {
        try (Socket client = sending(POST + "Content-Length: " + (RequestBodies.MAX_BODY_BYTES + 1) + "\r\n\r\n")) {
            String response = untilClosed(client);

            assertTrue(response.startsWith("HTTP/1.1 413 "), response);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, POST /things, Origin: http://foreign.example",
        "404, POST /nothing, Accept: */*",
        "405, PUT /things, Accept: */*",
        "413, POST /things, Content-Type: application/json",
        "415, POST /things, Content-Type: text/plain",
        "421, POST /things, Host: foreign.example",
        "405, HEAD /things, Accept: */*"
    })
    void theBodyOfARefusedRequestIsNotReadForEver(int status, String line, String header) throws IOException {
        String host = header.startsWith("Host") ? "" : "Host: localhost\r\n";
        int length = 2 * RequestBodies.MAX_BODY_BYTES;
        try (Socket client =
                sending(line + " HTTP/1.1\r\n" + host + header + "\r\nContent-Length: " + length + "\r\n\r\n")) {
            vertx.setPeriodic(DEADLINE_MILLIS / 5, tick -> drip(client));

            String response = untilClosed(client);
            assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LARGEST, CHUNKED})
    void moreBodiesAtOnceThanAClientHasRoomForAre503BeforeTheyAreSentAndLaterThereIsRoomAgain(String begun)
            throws IOException {
        try (Socket first = sendingWithRoom("127.0.0.1", begun);
                Socket second = sending(begun)) {
            String refused = untilClosed(second);
            assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);
            assertTrue(refused.contains("Retry-After: 1\r\n"), refused);
            untilClosed(first);
        }

        Eventually.holds(() -> assertEquals(
                "HTTP/1.1 200 ",
                statusOf(LARGEST.replace("Host", "Connection: close\r\nHost")
                        + " ".repeat(RequestBodies.MAX_BODY_BYTES))));
    }

    @ParameterizedTest
    @ValueSource(strings = {LARGEST, CHUNKED})
    void aClientThatHasItsShareLeavesRoomForOthersUntilAllIsTaken(String begun) throws IOException {
        try (Socket first = sendingWithRoom("127.0.0.1", begun);
                Socket second = sendingWithRoom("127.0.0.2", begun);
                Socket third = sendingFrom("127.0.0.3", begun)) {
            String refused = untilClosed(third);
            assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);

            String late = untilClosed(second);
            assertTrue(late.startsWith("HTTP/1.1 408 "), late);
            assertTrue(first.isConnected());
        }
    }

    @Test
    void aClientThatGoesAwayTakesNoRoomAnyLonger() throws IOException {
        sending(LARGEST + "{").close();

        Eventually.holds(() -> assertEquals(
                "HTTP/1.1 200 ",
                statusOf(LARGEST.replace("Host", "Connection: close\r\nHost")
                        + " ".repeat(RequestBodies.MAX_BODY_BYTES))));
    }

    @Test
    void smallBodiesAreReadWhileALargeOneIsOnItsWay() throws IOException {
        try (Socket large = sending(LARGEST)) {
            assertEquals("HTTP/1.1 200 ", statusOf(SMALL));
            assertTrue(large.isConnected());
        }
    }

    @Test
    void aClientThatAsksWhetherToSendItsBodyIsToldSo() throws IOException {
        try (Socket client = sending(POST + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n")) {
            isToldToContinue(client);

            client.getOutputStream().write("{}".getBytes(UTF_8));
            String response = untilClosed(client);
            assertTrue(response.startsWith("HTTP/1.1 200 "), response);
        }
    }

    /** The body has its room before the next one asks for some: connections are not served in the sequence in which they are sent. */
    private Socket sendingWithRoom(String from, String begun) throws IOException {
        Socket client = sendingFrom(from, begun.replace("Host", "Expect: 100-continue\r\nHost"));
        isToldToContinue(client);
        return client;
    }

    private static void isToldToContinue(Socket client) throws IOException {
        byte[] line = client.getInputStream().readNBytes(CONTINUE.length());
        assertEquals(CONTINUE, new String(line, UTF_8));
    }

    private Socket sending(String bytes) throws IOException {
        return sendingFrom("127.0.0.1", bytes);
    }

    private Socket sendingFrom(String address, String bytes) throws IOException {
        Socket client = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0);
        client.setSoTimeout(10_000);
        client.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return client;
    }

    private String statusOf(String bytes) {
        try (Socket client = sending(bytes)) {
            return untilClosed(client).substring(0, "HTTP/1.1 200 ".length());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String untilClosed(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), UTF_8);
    }

    private static void drip(Socket client) {
        try {
            client.getOutputStream().write(' ');
        } catch (IOException closed) {
            assertTrue(client.isConnected());
        }
    }
}
