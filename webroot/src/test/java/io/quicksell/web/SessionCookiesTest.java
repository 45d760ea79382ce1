package io.quicksell.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.access.Token;
import io.quicksell.common.domain.Times;
import io.quicksell.common.http.LimitsConfig;
import io.quicksell.common.http.TrustedProxies;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the token of a session gets into a browser, and out of it. */
class SessionCookiesTest {

    private static final String TOKEN = Token.random(Token.SHOP).text();
    private static final String SESSION = "/api/access/session";
    private static final String LOG_IN = "{\"name\":\"Anna\",\"password\":\"correct horse battery\"}";
    private static final int PER_SECOND = 5;
    private static final Pattern COOKIE =
            Pattern.compile("quicksell=([^;]*); Path=/; Max-Age=(\\d+); HttpOnly; SameSite=Strict");

    @RegisterExtension
    final RunningDesk desk = new RunningDesk(
            new AccessConfig("required"), new TrustedProxies(List.of("127.0.0.1")), new LimitsConfig(PER_SECOND, 0));

    @BeforeEach
    void aSessionOfAnHour() {
        String until = Times.text(System.currentTimeMillis() + 3_600_000);
        accessResponds(200, Map.of("token", TOKEN, "name", "Anna", "until", until));
    }

    @ParameterizedTest
    @ValueSource(strings = {SESSION, SESSION + "/"})
    void theTokenIsInACookieThatNoScriptReadsAndNotInTheBody(String path) {
        Response opened = desk.user().post(path, LOG_IN, "Accept-Encoding", "gzip");

        Matcher cookie = COOKIE.matcher(opened.header("Set-Cookie"));
        assertTrue(cookie.matches(), opened.header("Set-Cookie"));
        assertEquals(TOKEN, cookie.group(1));
        int seconds = Integer.parseInt(cookie.group(2));
        assertTrue(seconds > 3_000 && seconds <= 3_600, () -> seconds + " s");
        assertEquals("Anna", opened.json().get("name").textValue());
        assertFalse(opened.text().contains("token"), opened::text);
    }

    @Test
    void thatAUserHasLoggedInStaysInACookieForTheLogInAlone() {
        String proof = "3.0f0c7a51-5c0b-4f0e-8c40-2f6a3f1d9be2." + "ab".repeat(32);
        String until = Times.text(System.currentTimeMillis() + 3_600_000);
        accessResponds(200, Map.of("token", TOKEN, "name", "Anna", "until", until, "device", proof));
        Response opened = desk.user().post(SESSION, LOG_IN);

        assertEquals(
                "quicksell-device-3=" + proof + "; Path=/api/access; Max-Age=15552000; HttpOnly; SameSite=Strict",
                opened.headers().allValues("Set-Cookie").get(1));
        assertFalse(opened.text().contains("device"), opened::text);

        desk.user().post(SESSION, LOG_IN, "Cookie", "quicksell-device-3=" + proof + "; quicksell-device-4=4.x,1.a");
        List<FakeService.Received> received = desk.access().requests();
        FakeService.Received last = received.get(received.size() - 1);
        assertEquals(proof, last.headers().get("X-Known-Device"));
        assertNull(last.headers().get("Cookie"));
    }

    @Test
    void awayFromLoopbackTheCookieIsForTlsAndThisHostAlone() throws IOException {
        String request = "POST " + SESSION + " HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\nContent-Type:"
                + " application/json\r\nContent-Length: " + LOG_IN.length() + "\r\n\r\n" + LOG_IN;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), desk.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String response = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertTrue(
                    Pattern.compile("(?i)set-cookie: __Host-quicksell=" + TOKEN
                                    + "; Path=/; Max-Age=\\d+; HttpOnly; SameSite=Strict; Secure\r\n")
                            .matcher(response)
                            .find(),
                    response);
        }
    }

    @Test
    void behindAProxyThatEncryptsItIsForTlsTooWhateverTheName() {
        Response opened = desk.user().post(SESSION, LOG_IN, "X-Forwarded-Proto", "https");

        assertTrue(opened.header("Set-Cookie").startsWith("__Host-quicksell=" + TOKEN), opened.header("Set-Cookie"));
        assertTrue(opened.header("Set-Cookie").endsWith("; Secure"), opened.header("Set-Cookie"));
    }

    @Test
    void behindItEachResponseKeepsBrowsersOnTls() {
        accessResponds(401, Map.of());

        for (String path : List.of("/", SESSION, "/api/access/me", "/api/nothing", "/api/payment/orders")) {
            Response response = desk.user().get(path, "X-Forwarded-Proto", "https");
            assertEquals(
                    List.of("max-age=31536000"),
                    response.headers().allValues("Strict-Transport-Security"),
                    () -> path + " " + response.status());
        }
    }

    @Test
    void thereItIsReadAndTheAddressOfTheBrowserIsPassedOn() {
        desk.user()
                .get(
                        "/api/access/me",
                        "Cookie",
                        "quicksell=qs_other; __Host-quicksell=" + TOKEN,
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-For",
                        "192.0.2.66, 192.0.2.7");

        MultiMap headers = desk.access().requests().get(0).headers();
        assertEquals(List.of("Bearer " + TOKEN), headers.getAll("Authorization"));
        assertEquals(List.of("192.0.2.7"), headers.getAll("X-Forwarded-For"));
        assertFalse(headers.contains("X-Forwarded-Proto"));
    }

    @Test
    void aRefusedLogInSetsNone() {
        accessResponds(401, Map.of());

        Response refused = desk.user().post(SESSION, LOG_IN);
        assertEquals(401, refused.status());
        assertNull(refused.header("Set-Cookie"));
    }

    @Test
    void aLogOutTakesItBackAndEmptiesTheBrowser() {
        for (int status : List.of(204, 401)) {
            accessResponds(status, Map.of());
            Response out = desk.user()
                    .send(
                            "DELETE",
                            SESSION,
                            null,
                            "Cookie",
                            "quicksell=" + TOKEN,
                            "Origin",
                            desk.user().url(""));

            assertEquals(status, out.status(), out::text);
            assertEquals("quicksell=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict", out.header("Set-Cookie"));
            assertEquals("\"storage\"", out.header("Clear-Site-Data"));
        }
    }

    @Test
    void whoLogsOutWhileAccessIsAwayIsOutInThisBrowser() {
        accessResponds(503, Map.of());
        expectLeft();
        desk.access().leaves();
        expectLeft();
    }

    @Test
    void whoLogsOutTooOftenIsOutInThisBrowserToo() {
        Response out = Eventually.succeeds(() -> {
            Response refused = logOut("quicksell=" + TOKEN, "X-Forwarded-For", "192.0.2.7");
            assertEquals(429, refused.status());
            return refused;
        });

        assertEquals("quicksell=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict", out.header("Set-Cookie"));
        assertEquals("\"storage\"", out.header("Clear-Site-Data"));
        Response read = desk.user().get(SESSION, "X-Forwarded-For", "192.0.2.7");
        assertNull(read.header("Set-Cookie"), read::text);
    }

    /** Another program of this machine can set one of the same name for a path of its own. */
    @Test
    void aPlantedCookieStopsNoLogInAndGoesWithIt() {
        String both = "quicksell=qs_planted; quicksell=" + TOKEN;
        Response opened = desk.user()
                .post(SESSION, LOG_IN, "Cookie", both, "Origin", desk.user().url(""));

        assertEquals(200, opened.status(), opened::text);
        assertFalse(desk.access().requests().get(0).headers().contains("Authorization"));
        assertTrue(COOKIE.matcher(opened.header("Set-Cookie")).matches(), opened.header("Set-Cookie"));
        for (Response response : List.of(opened, logOut(both))) {
            for (String path : List.of("/api", "/api/", "/api/access", "/api/access/", "/api/access/session")) {
                String gone = "quicksell=; Path=" + path + "; Max-Age=0; HttpOnly; SameSite=Strict";
                assertTrue(response.headers().allValues("Set-Cookie").contains(gone), path);
            }
        }
        assertEquals(400, desk.user().get("/api/access/me", "Cookie", both).status());
    }

    private Response logOut(String cookie, String... more) {
        List<String> headers =
                new ArrayList<>(List.of("Cookie", cookie, "Origin", desk.user().url("")));
        headers.addAll(List.of(more));
        return desk.user().send("DELETE", SESSION, null, headers.toArray(String[]::new));
    }

    private void expectLeft() {
        Response out = desk.user()
                .send(
                        "DELETE",
                        SESSION,
                        null,
                        "Cookie",
                        "quicksell=" + TOKEN,
                        "Origin",
                        desk.user().url(""));

        assertEquals(503, out.status(), out::text);
        assertEquals("quicksell=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict", out.header("Set-Cookie"));
        assertEquals("\"storage\"", out.header("Clear-Site-Data"));
        assertTrue(out.json().get("detail").textValue().startsWith("You are logged out in this browser."), out::text);
    }

    @Test
    void whatElseComesFromAccessStaysAsItIs() {
        assertTrue(desk.user().get("/api/access/me").text().contains(TOKEN));
        assertEquals(404, desk.user().get("/api/access/nothing").status());
    }

    private void accessResponds(int status, Map<String, String> body) {
        desk.access()
                .respondsWith(response -> response.setStatusCode(status)
                        .putHeader("Content-Type", "application/json")
                        .end(status == 204 ? Buffer.buffer() : Json.encode(body)));
    }
}
