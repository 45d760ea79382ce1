package io.quicksell.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.HttpUser.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages and files of the desk. */
class DeskFilesTest {

    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

    private static final Pattern LATER = Pattern.compile("import\\([`'\"]\\./([\\w-]+\\.js)");

    @RegisterExtension
    final RunningDesk desk = new RunningDesk();

    @RegisterExtension
    final RunningDesk germanDesk = RunningDesk.in("de");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/products", "/orders", "/users", "/index.html"})
    void everyPageIsTheSameFileAndMayRunOnlyWhatTheDeskServes(String path) {
        Response page = desk.user().get(path);

        assertEquals(200, page.status(), page::text);
        assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
        assertTrue(page.text().contains("<div id=\"desk\"></div>"), page::text);
        assertEquals(desk.user().get("/").text(), page.text());
        assertEquals("no-cache", page.header("Cache-Control"));
        assertEquals(
                "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
                        + " frame-ancestors 'none'; require-trusted-types-for 'script'",
                page.header("Content-Security-Policy"));
        assertEquals("nosniff", page.header("X-Content-Type-Options"));
        assertEquals("no-referrer", page.header("Referrer-Policy"));
        assertEquals("same-origin", page.header("Cross-Origin-Resource-Policy"));
        assertEquals("same-origin", page.header("Cross-Origin-Opener-Policy"));
    }

    @Test
    void thePageHasNoScriptOfItsOwnThatThePolicyWouldForbid() {
        assertTrue(!Pattern.compile("<script(?![^>]*\\bsrc=)|\\son[a-z]+=|<style|\\sstyle=")
                .matcher(desk.user().get("/").text())
                .find());
    }

    @Test
    void thePageNamesTheLanguageThatTheConfNames() {
        String page = desk.user().get("/").text();

        assertTrue(page.contains("<html lang=\"en\">"), page);
        for (String path : List.of("/", "/users", "/index.html")) {
            Response german = germanDesk.user().get(path, "Accept-Encoding", "gzip, br");
            assertEquals(
                    List.of("gzip", "no-cache"),
                    List.of(german.header("Content-Encoding"), german.header("Cache-Control")));
            assertEquals(
                    page.replace("<html lang=\"en\">", "<html data-language=\"de\" lang=\"en\">"),
                    germanDesk.user().get(path).text());
        }
    }

    @Test
    void assetsAreKeptByTheBrowserForEver() {
        Response script = desk.user().get(script());

        assertEquals(
                List.of(200, "text/javascript; charset=utf-8"),
                List.of(script.status(), script.header("Content-Type")));
        assertEquals("public, max-age=31536000, immutable", script.header("Cache-Control"));
    }

    @Test
    void thePartsThatTheScriptLoadsLaterAreThereToo() {
        List<String> later = LATER.matcher(desk.user().get(script()).text())
                .results()
                .map(part -> "/assets/" + part.group(1))
                .toList();

        assertTrue(later.size() > 3, later::toString);
        for (String path : later) {
            Response part = desk.user().get(path, "Accept-Encoding", "br");
            assertEquals(
                    List.of(200, "text/javascript; charset=utf-8", "br", "public, max-age=31536000, immutable"),
                    List.of(
                            part.status(),
                            part.header("Content-Type"),
                            part.header("Content-Encoding"),
                            part.header("Cache-Control")));
        }
    }

    @Test
    void filesAreCompressedForABrowserThatTakesIt() throws IOException {
        for (String path : List.of("/", script())) {
            Response plain = desk.user().get(path);
            Response gzipped = desk.user().get(path, "Accept-Encoding", "deflate, gzip;q=0.5, br;q=0");
            Response brotli = desk.user().get(path, "Accept-Encoding", "gzip, deflate, br");

            assertNull(plain.header("Content-Encoding"));
            assertEquals("gzip", gzipped.header("Content-Encoding"));
            assertEquals("br", brotli.header("Content-Encoding"));
            for (Response response : List.of(plain, gzipped, brotli)) {
                assertEquals("Accept-Encoding", response.header("Vary"));
                assertEquals(String.valueOf(response.body().length), response.header("Content-Length"));
            }
            assertTrue(gzipped.body().length < plain.body().length);
            assertTrue(brotli.body().length < gzipped.body().length);
            assertArrayEquals(
                    plain.body(), new GZIPInputStream(new ByteArrayInputStream(gzipped.body())).readAllBytes());
        }
    }

    @Test
    void thePageGetsTheFeeRateTheCurrencyAndWhetherSomebodyHasToLogIn() {
        Response config = desk.user().get("/config");

        assertEquals(
                List.of(200, "{\"fee_rate\":0.2,\"currency\":\"CHF\",\"access\":\"off\"}"),
                List.of(config.status(), config.text()));
    }

    @Test
    void theDeskIsLiveAndReadyOnItsOwn() {
        assertEquals(200, desk.user().get("/health/live").status());
        assertEquals(200, desk.user().get("/health/ready").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/files.json",
                "/index.html.gz",
                "/index.html.br",
                "/assets/",
                "/assets/nothing.js",
                "/../conf/quicksell.json",
                "/%2e%2e/conf/quicksell.json",
                "/desk/index.html",
                "/io/quicksell/web/WebVerticle.class"
            })
    void whatIsNoFileOfTheDeskIsNotFound(String path) {
        Response response = desk.user().get(path);

        assertEquals(404, response.status(), response::text);
        assertEquals("application/problem+json", response.header("Content-Type"));
        assertEquals(
                "There is nothing at " + path + ".",
                response.json().get("detail").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ordres", "/orders/312", "/ORDERS", "/assets/nothing.js"})
    void aBrowserGetsTheDeskAtAnUnknownAddressAsAPageThatIsNotThere(String path) {
        String accept = "text/html,application/xhtml+xml,*/*;q=0.8";
        Response page = desk.user().get(path, "Accept", accept);

        assertEquals(List.of(404, desk.user().get("/").text()), List.of(page.status(), page.text()));
        assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
        assertEquals("no-cache", page.header("Cache-Control"));
        assertEquals("Accept, Accept-Encoding", page.header("Vary"));
        assertTrue(page.header("Content-Security-Policy").contains("default-src 'self'"));
        assertEquals(
                404,
                desk.user()
                        .get(path, "Accept", "application/json")
                        .json()
                        .get("status")
                        .intValue());
    }

    @Test
    void whatIsForProgramsStaysSo() {
        for (String path : List.of("/api/inventory/nothing", "/api/nothing")) {
            assertEquals(
                    "application/problem+json",
                    desk.user().get(path, "Accept", "text/html").header("Content-Type"));
        }
    }

    @Test
    void pagesAreOnlyRead() {
        Response response = desk.user().post("/orders", "{}");

        assertEquals(List.of(405, "HEAD, GET"), List.of(response.status(), response.header("Allow")));
    }

    @Test
    void headGetsTheResponseOfGetWithoutTheBody() {
        Response head = desk.user().send("HEAD", "/", null);

        assertEquals(List.of(200, ""), List.of(head.status(), head.text()));
        assertEquals(String.valueOf(desk.user().get("/").body().length), head.header("Content-Length"));
    }

    private String script() {
        Matcher script = SCRIPT.matcher(desk.user().get("/").text());
        assertTrue(script.find());
        return script.group(1);
    }
}
