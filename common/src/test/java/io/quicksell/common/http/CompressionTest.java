package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quicksell.common.access.Scope;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which responses are compressed, and that a client unpacks from them what it would have got anyway. */
class CompressionTest {

    /** With its quotes as long as the shortest response that is compressed. */
    private static final String SHORTEST = "x".repeat(Compression.MIN_BYTES - 2);

    private static Vertx vertx;
    private static HttpUser user;
    private static Promise<Void> goOn;

    @BeforeAll
    static void listen() {
        vertx = Vertx.vertx();
        HttpEdge edge = new HttpEdge(vertx);
        route(edge, "/shorter", Reply.ok(SHORTEST.substring(1)));
        route(edge, "/shortest", Reply.ok(SHORTEST));
        route(edge, "/created", Reply.created("/shortest", SHORTEST));
        route(edge, "/tagged", Reply.ok(SHORTEST).tagged(7));
        route(edge, "/text", Reply.ok(SHORTEST).with("Content-Type", "text/event-stream"));
        edge.at("/list").get(Scope.PUBLIC, CompressionTest::list).end();
        edge.at("/halfway").get(Scope.PUBLIC, CompressionTest::breakOff).end();
        user = new HttpUser(edge.listen("127.0.0.1", 0).await());
    }

    private static void route(HttpEdge edge, String path, Reply reply) {
        edge.at(path)
                .get(Scope.PUBLIC, request -> Future.succeededFuture(reply))
                .end();
    }

    /** Two parts, of which the second one waits. */
    private static Future<Reply> list(RoutingContext request) {
        JsonArrayStream array = new JsonArrayStream(request);
        if (request.request().method() == HttpMethod.HEAD) {
            return array.endHead().mapEmpty();
        }
        return array.write(List.of("first"))
                .compose(written -> goOn.future())
                .compose(now -> array.write(List.of("second", "third")))
                .compose(written -> array.end())
                .mapEmpty();
    }

    private static Future<Reply> breakOff(RoutingContext request) {
        new JsonArrayStream(request);
        return Future.failedFuture(new Problem(ProblemType.UNAVAILABLE, "Not now."));
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    @BeforeEach
    void nothingWaits() {
        goOn = Promise.promise();
        goOn.complete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shortest", "/created", "/list"})
    void longJsonIsCompressedForAClientThatTakesIt(String path) throws IOException {
        Response plain = user.get(path);
        Response packed = user.get(path, "Accept-Encoding", "br;q=1, gzip;q=0.8");

        assertNull(plain.header("Content-Encoding"));
        assertEquals("gzip", packed.header("Content-Encoding"));
        assertEquals(plain.text(), unpacked(packed.body()));
        for (Response response : List.of(plain, packed)) {
            assertEquals("Accept-Encoding", response.header("Vary"));
            assertEquals("application/json", response.header("Content-Type"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "br", "identity", "gzipped"})
    void notForOneThatDoesNot(String accepted) {
        assertNull(user.get("/shortest", "Accept-Encoding", accepted).header("Content-Encoding"));
        assertNull(user.get("/list", "Accept-Encoding", accepted).header("Content-Encoding"));
    }

    /** A strong tag names the bytes, and what is text may be live. */
    @ParameterizedTest
    @ValueSource(strings = {"/shorter", "/tagged", "/text"})
    void whatIsShortOrTaggedOrNoJsonStaysAsItIs(String path) {
        Response response = user.get(path, "Accept-Encoding", "gzip");

        assertNull(response.header("Content-Encoding"));
        assertNull(response.header("Vary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shortest", "/list"})
    void headHasTheHeadersOfGet(String path) {
        Response get = user.get(path, "Accept-Encoding", "gzip");
        Response head = user.send("HEAD", path, null, "Accept-Encoding", "gzip");

        assertEquals(0, head.body().length);
        for (String header : List.of("Content-Encoding", "Content-Length", "Vary", "Content-Type")) {
            assertEquals(get.header(header), head.header(header), header);
        }
    }

    @Test
    void aProblemInsteadOfAListIsNotCompressed() {
        Response problem = user.get("/halfway", "Accept-Encoding", "gzip");

        assertEquals(503, problem.status());
        assertNull(problem.header("Content-Encoding"));
        assertEquals("Not now.", problem.json().get("detail").asText());
    }

    @Test
    void theFirstPartOfAListCanBeReadBeforeTheNextOneIsThere() throws IOException {
        goOn = Promise.promise();
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(user.url("/list")).toURL().openConnection();
        connection.setRequestProperty("Accept-Encoding", "gzip");
        connection.setReadTimeout(10_000);
        try (InputStream list = new GZIPInputStream(connection.getInputStream(), 1)) {
            assertEquals("[\"first\"", new String(list.readNBytes(8), UTF_8));

            goOn.complete();

            assertEquals(",\"second\",\"third\"]", new String(list.readAllBytes(), UTF_8));
        }
    }

    @Test
    void anyPartsMakeOneFile() throws IOException {
        Random random = new Random(7);
        GzipParts gzip = new GzipParts();
        Buffer plain = Buffer.buffer();
        Buffer packed = Buffer.buffer();
        for (int size : new int[] {0, 1, 100, 16 * 1024 - 5, 16 * 1024, 300_000}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            plain.appendBytes(bytes).appendString("a".repeat(size));
            packed.appendBuffer(gzip.part(Buffer.buffer(bytes).appendString("a".repeat(size))));
        }
        packed.appendBuffer(gzip.end());

        assertArrayEquals(
                plain.getBytes(), new GZIPInputStream(new ByteArrayInputStream(packed.getBytes())).readAllBytes());
    }

    private static String unpacked(byte[] packed) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), UTF_8);
    }
}
