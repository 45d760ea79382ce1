package io.quicksell.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.access.Token;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks, as the desk passes it on to services that want to know. */
class ShownTokenTest {

    private static final String TOKEN = Token.random(Token.SHOP).text();
    private static final String PRODUCTS = "/api/inventory/products";

    @RegisterExtension
    final RunningDesk desk = new RunningDesk(new AccessConfig("required"));

    @Test
    void aBrowserShowsItInACookieAndTheServiceIsShownNone() {
        desk.user().get(PRODUCTS, "Cookie", "other=1; quicksell=" + TOKEN);

        expectPassedOn("Bearer " + TOKEN);
    }

    @Test
    void awayFromLoopbackTheCookieHasAnotherName() {
        raw("GET " + PRODUCTS
                + " HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\nCookie: other=1; __Host-quicksell=" + TOKEN
                + "\r\n\r\n");

        expectPassedOn("Bearer " + TOKEN);
    }

    /** A page of another program on this machine can plant that one, and would choose who works here. */
    @Test
    void theCookieOfOtherNamesDoesNotCountAtLoopback() {
        desk.user().get(PRODUCTS, "Cookie", "__Host-quicksell=" + TOKEN);

        expectPassedOn();
    }

    @Test
    void aProgramShowsItItself() {
        desk.user().get(PRODUCTS, "Authorization", "Bearer " + TOKEN);

        expectPassedOn("Bearer " + TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer a-key-of-the-services-of-this-shop",
        "Authorization, Basic cXNfOnFzXw==",
        "Cookie, quicksell=a-key-of-the-services-of-this-shop",
        "Cookie, quicksell=qs_a%0D%0Ab",
        "X-Service-Key, a-key-of-the-services-of-this-shop",
        "X-On-Behalf-Of, session:anna:anna"
    })
    void nothingElseIsPassedOn(String header, String value) {
        desk.user().get(PRODUCTS, header, value, "X-On-Behalf-Of", "session:anna:anna");

        expectPassedOn();
    }

    @Test
    void theCookieOfTheLoopbackNamesDoesNotCountElsewhere() {
        raw("GET " + PRODUCTS + " HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\nCookie: quicksell=" + TOKEN
                + "\r\n\r\n");

        expectPassedOn();
    }

    @Test
    void twoAtOnceAreRefused() {
        assertEquals(
                400,
                desk.user()
                        .get(PRODUCTS, "Cookie", "quicksell=" + TOKEN, "Authorization", "Bearer " + TOKEN)
                        .status());
        assertEquals(
                400,
                desk.user()
                        .get(
                                PRODUCTS,
                                "Cookie",
                                "quicksell=" + TOKEN + "; quicksell="
                                        + Token.random(Token.SHOP).text())
                        .status());
        String twice = raw("GET " + PRODUCTS + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + ("Authorization: Bearer " + TOKEN + "\r\n").repeat(2) + "\r\n");
        assertEquals("HTTP/1.1 400", twice.substring(0, 12), twice);

        assertEquals(List.of(), desk.inventory().requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void withACookieOnlyAPageOfTheDeskChangesSomething(String method) {
        String ours = "http://127.0.0.1:" + desk.port();
        String[] foreign = {null, "http://evil.example", "null", "http://127.0.0.1:1"};
        for (String origin : foreign) {
            Response response =
                    desk.user().send(method, PRODUCTS, "{}", "Cookie", "quicksell=" + TOKEN, "Origin", origin);
            assertEquals(403, response.status(), origin + " " + response.text());
            assertEquals(response.json().get("request_id").textValue(), response.header("X-Request-Id"));
        }
        assertEquals(List.of(), desk.inventory().requests());

        desk.user().send(method, PRODUCTS, "{}", "Cookie", "quicksell=" + TOKEN, "Origin", ours);
        expectPassedOn("Bearer " + TOKEN);
    }

    private String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), desk.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expectPassedOn(String... authorization) {
        assertEquals(1, desk.inventory().requests().size());
        MultiMap headers = desk.inventory().requests().get(0).headers();
        assertEquals(List.of(authorization), headers.getAll("Authorization"));
        assertEquals(List.of(), headers.getAll("Cookie"));
        assertEquals(List.of(), headers.getAll("X-On-Behalf-Of"));
        assertEquals(List.of(ServiceKey.OF_THIS_PROCESS.text()), headers.getAll(ServiceKey.VOUCHING_HEADER));
    }
}
