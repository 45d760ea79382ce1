package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.quicksell.common.testing.HttpUser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which names a machine answers; the edge under test is also known as shop.example and [2001:db8::7]. */
class DoorkeeperTest {

    @RegisterExtension
    static final RunningEdge edge = new RunningEdge(DoorkeeperTest::routes);

    private static void routes(HttpEdge edge) {
        edge.at("/things")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
                .end();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8000",
                "127.0.0.1",
                "127.0.0.1:65535",
                "[::1]",
                "[::1]:8000",
                "[0:0:0:0:0:0:0:1]",
                "shop.example",
                "SHOP.Example:443",
                "[2001:db8:0::7]:8000"
            })
    void itAnswersToItsOwnNames(String host) {
        assertTrue(exchange("Host: " + host).startsWith("HTTP/1.1 204 "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8000",
                "localhost.",
                "127.0.0.1.",
                "localhost:",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "xlocalhost",
                ".localhost",
                "localhost..",
                "localhost'",
                "localhost,evil.example",
                "localhost;evil",
                "localhost%2eevil",
                "%6cocalhost",
                "a.shop.example",
                "0.0.0.0",
                "127.1",
                "0x7f000001",
                "2130706433",
                "0177.0.0.1",
                "127.0.0.2",
                "192.0.2.7",
                "[::]",
                "[::2]",
                "*",
                ".",
                "-"
            })
    void anotherNameIs421(String host) {
        assertRefused(exchange("Host: " + host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "localhost evil.example",
                "localhost@evil.example",
                "evil.example@localhost",
                "localhost:80a",
                "localhost:99999999",
                "localhost/evil",
                "http://localhost",
                "[::1",
                "[::1%25lo]",
                "[127.0.0.1]",
                "[evil.example]",
                "::1",
                "[::1]evil"
            })
    void whatIsNoNameIsRefused(String host) {
        String answer = exchange("Host: " + host);

        assertTrue(answer.startsWith("HTTP/1.1 400 ") || answer.startsWith("HTTP/1.1 421 "), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost\r\nHost: localhost",
                "Host: localhost\r\nhOST: evil.example",
                "Host: evil.example\r\nHost: localhost",
                "Host: localhost\r\nHost:",
                "Host:",
                "Host: evil.example\r\nX-Forwarded-Host: localhost"
            })
    void thereIsExactlyOne(String headers) {
        assertRefused(exchange(headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: evil.example\r\n", "Host: localhost\r\nHost: localhost\r\n"})
    void theOldProtocolNeedsItToo(String headers) {
        assertRefused(edge.exchange("GET /things HTTP/1.0\r\n" + headers + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/nothing", "/things?a=1"})
    void whateverIsAskedFor(String target) {
        assertRefused(
                edge.exchange("OPTIONS " + target + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://localhost@evil.example", "http://localhost:1"})
    void aWholeUrlAsTargetMeansItsOwnHost(String origin) {
        assertRefused(get(origin + "/things"));
    }

    @Test
    void aWholeUrlOfOursIsTaken() {
        assertTrue(get("http://LOCALHOST/things").startsWith("HTTP/1.1 204 "));
    }

    @Test
    void theNextRequestOfAConnectionIsLookedAtToo() {
        String answers = edge.exchange("GET /things HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "GET /things HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

        assertTrue(answers.startsWith("HTTP/1.1 204 "), answers);
        assertTrue(answers.contains("HTTP/1.1 421 "), answers);
    }

    @Test
    void theAddressAtWhichAConnectionArrivesIsAName() throws SocketException {
        Vertx vertx = Vertx.vertx();
        HttpEdge everywhere = new HttpEdge(vertx);
        routes(everywhere);
        int port = everywhere.listen("::", 0).await();

        for (InetAddress own : NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList()) {
            String number = own.getHostAddress().split("%", 2)[0];
            String host = number.contains(":") ? "[" + number + "]" : number;
            assertEquals(204, new HttpUser(host, port).get("/things").status(), host);
        }
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop.example", "my_inventory-1", "10.0.0.7", "[2001:db8::7]", "S"})
    void aNameIsOneOfAMachine(String name) {
        assertTrue(Doorkeeper.isName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "shop:80",
                "*",
                "shop.",
                ".shop",
                "http://shop",
                "[",
                "[]",
                "[shop]",
                "[Shop]",
                "::1",
                "ş"
            })
    void whatIsNoneIsNotTakenForOne(String name) {
        assertFalse(Doorkeeper.isName(name));
    }

    private static String exchange(String headers) {
        return edge.exchange("GET /things HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
    }

    private static String get(String target) {
        return edge.exchange("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private static void assertRefused(String answer) {
        assertEquals("421", answer.substring("HTTP/1.x ".length()).split(" ", 2)[0], answer);
        assertTrue(answer.contains("{\"type\":\"" + ProblemType.MISDIRECTED.uri() + "\""), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("x-request-id: "), answer);
    }
}
