package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files over HTTP: their types, how long browsers keep them, and their compression. */
@ExtendWith(VertxExtension.class)
class PackedFilesTest {

    private static final String PAGE = "/index.html";
    private static final String SCRIPT = "/assets/app.js";
    private static final String PICTURE = "/assets/dot.PNG";

    private final PackedFiles files = PackedFiles.of("/packed/", Map.of("Referrer-Policy", "no-referrer"));
    private HttpUser user;

    @BeforeEach
    void serve(Vertx vertx) {
        HttpEdge edge = new HttpEdge(vertx);
        mount("/", files, edge);
        mount("/changed/", files.with("assets/app.js", script -> "// Changed.\n" + script), edge);
        user = new HttpUser(edge.listen("127.0.0.1", 0).await());
    }

    private static void mount(String folder, PackedFiles files, HttpEdge edge) {
        files.names()
                .forEach(name -> edge.at(folder + name)
                        .get(Scope.PUBLIC, request -> Future.succeededFuture(files.reply(name, request.request())))
                        .end());
    }

    @Test
    void theyAreThoseOfTheList() {
        assertEquals(Set.of("index.html", "assets/app.js", "assets/dot.PNG"), files.names());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/index.html     | text/html; charset=utf-8       | no-cache",
                "/assets/app.js  | text/javascript; charset=utf-8 | public, max-age=31536000, immutable",
                "/assets/dot.PNG | image/png                      | public, max-age=31536000, immutable"
            })
    void eachFileHasItsTypeAndCacheControl(String path, String type, String kept) {
        Response file = user.get(path);

        assertArrayEquals(ClassPath.read("/packed" + path).getBytes(), file.body());
        assertEquals(type, file.header("Content-Type"));
        assertEquals(kept, file.header("Cache-Control"));
        assertEquals("Accept-Encoding", file.header("Vary"));
        assertEquals("no-referrer", file.header("Referrer-Policy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                        | gzip",
                "gzip, deflate, br           | br",
                "br;q=0.1, gzip              | br",
                "deflate, gzip;q=0.5, br;q=0 | gzip",
                "GZip ; Q=0.001 , BR;Q=0.000 | gzip",
                "gzip;q=0                    |",
                "gzip; q=0.0 ,br ;q=0.       |",
                "gzipped, brotli             |",
                "identity                    |",
                "*                           |",
                ", ;q=1,                     |"
            })
    void theClientSaysWhichEncodingsItTakes(String accepted, String encoding) {
        assertEquals(encoding, user.get(SCRIPT, "Accept-Encoding", accepted).header("Content-Encoding"));
    }

    @Test
    void itMaySaySoInSeveralHeaderLines() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(user.url(SCRIPT)))
                .header("Accept-Encoding", "deflate")
                .header("Accept-Encoding", "gzip")
                .build();

        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());

        assertEquals(Optional.of("gzip"), response.headers().firstValue("Content-Encoding"));
    }

    @Test
    void gzipIsWhatTheFileIsOnceUnpacked() throws IOException {
        Response gzipped = user.get(PAGE, "Accept-Encoding", "gzip");

        byte[] plain = user.get(PAGE).body();
        assertTrue(gzipped.body().length < plain.length);
        assertArrayEquals(plain, new GZIPInputStream(new ByteArrayInputStream(gzipped.body())).readAllBytes());
    }

    @Test
    void brotliIsWhatTheBuildPutBesideTheFile() {
        assertArrayEquals(
                ClassPath.read("/packed/assets/app.js.br").getBytes(),
                user.get(SCRIPT, "Accept-Encoding", "br").body());
        assertNull(user.get(PAGE, "Accept-Encoding", "br").header("Content-Encoding"));
    }

    @Test
    void oneOfThemMayBeChangedWhereverElseTheyAreServed() {
        Response script = user.get("/changed" + SCRIPT, "Accept-Encoding", "br, gzip");

        assertEquals("gzip", script.header("Content-Encoding"));
        assertEquals(user.get(SCRIPT).header("Cache-Control"), script.header("Cache-Control"));
        assertEquals(
                "// Changed.\n" + user.get(SCRIPT).text(),
                user.get("/changed" + SCRIPT).text());
        assertEquals(user.get(PAGE).text(), user.get("/changed" + PAGE).text());
        assertEquals("br", user.get(SCRIPT, "Accept-Encoding", "br").header("Content-Encoding"));
    }

    @Test
    void whatGzipWouldMakeLargerStaysAsItIs() {
        assertNull(user.get(PICTURE, "Accept-Encoding", "gzip").header("Content-Encoding"));
    }

    @Test
    void headGivesTheLengthOfWhatGetWouldSend() {
        Response head = user.send("HEAD", PAGE, null, "Accept-Encoding", "gzip");

        assertEquals("", head.text());
        assertEquals("gzip", head.header("Content-Encoding"));
        assertEquals(
                String.valueOf(user.get(PAGE, "Accept-Encoding", "gzip").body().length), head.header("Content-Length"));
    }

    @Test
    void aFolderWithoutAListIsNotPacked() {
        Exception refused = assertThrows(IllegalStateException.class, () -> PackedFiles.of("/lua/", Map.of()));

        assertEquals("/lua/files.json is not on the class path", refused.getMessage());
    }
}
