package io.quicksell.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a client is where proxies are between; the requests come from 127.0.0.1. */
@Timeout(30)
class TrustedProxiesTest {

    private static final List<String> OURS = List.of("127.0.0.1", "10.1.0.0/16", "2001:db8:7::/48");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7 | 192.0.2.7",
                "192.0.2.66, 192.0.2.7 | 192.0.2.7",
                "192.0.2.7, 10.1.200.3 | 192.0.2.7",
                "192.0.2.66, 192.0.2.7,10.1.0.1 , 10.1.0.2 | 192.0.2.7",
                "10.1.0.1, 10.1.0.2 | 10.1.0.1",
                "192.0.2.7, 10.2.0.1 | 10.2.0.1",
                "2001:db8:1::5, 2001:db8:7:8::9 | 2001:db8:1:0:0:0:0:5",
                "nonsense | 127.0.0.1",
                "192.0.2.7, unknown | 127.0.0.1",
                "192.0.2.7, | 127.0.0.1",
                "192.0.2.7, nonsense, 10.1.0.1 | 10.1.0.1"
            })
    void theLastHopThatIsNoProxyIsTheClient(String hops, String client) {
        assertEquals(client + " false", seen(OURS, "X-Forwarded-For: " + hops));
    }

    @Test
    void headersAreOneList() {
        assertEquals(
                "192.0.2.7 false",
                seen(OURS, "X-Forwarded-For: 192.0.2.66\r\nX-Forwarded-For: 192.0.2.7\r\nX-Forwarded-For: 10.1.0.1"));
    }

    @ParameterizedTest
    @CsvSource({"https, true", "HTTPS, true", "http, false", "'http, https', true", "'https, http', false"})
    void whatTheLastProxySaysOfEncryptionCounts(String schemes, boolean encrypted) {
        assertEquals("127.0.0.1 " + encrypted, seen(OURS, "X-Forwarded-Proto: " + schemes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.1.0.0/16", "127.0.0.2", "::1"})
    void nobodyElseIsBelieved(String proxies) {
        assertEquals(
                "127.0.0.1 false",
                seen(
                        proxies.isEmpty() ? List.of() : List.of(proxies),
                        "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.255, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "10.1.2.3/16, 10.1.0.0, true",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.2, false",
        "128.0.0.0/1, 192.0.2.1, true",
        "128.0.0.0/1, 127.255.255.255, false",
        "172.16.0.0/12, 172.31.0.1, true",
        "172.16.0.0/12, 172.32.0.1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.1.0.0/16, 2001:db8::1, false"
    })
    void aNetworkHasTheAddressesThatBeginAsItDoes(String network, String address, boolean has) {
        assertEquals(has, new TrustedProxies(List.of(network)).trust(SocketAddress.inetSocketAddress(1, address)));
    }

    @ParameterizedTest
    @CsvSource({"https, https, 204", "https, http, 403", "http, http, 204", "http, https, 204"})
    void aPageThatCameEncryptedIsAnotherOriginThanOneThatDidNot(String scheme, String origin, String status) {
        assertEquals(
                status,
                exchange(OURS, "POST", "X-Forwarded-Proto: " + scheme + "\r\nOrigin: " + origin + "://localhost")
                        .split(" ")[1]);
    }

    @Test
    void thereMayBeNone() {
        assertTrue(TrustedProxies.NONE.isEmpty());
        assertFalse(new TrustedProxies(OURS).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new TrustedProxies(List.of("shop.example")));
    }

    /** What a route sees of its client. */
    private String seen(List<String> proxies, String headers) {
        String response = exchange(proxies, "GET", headers);
        return response.substring(response.indexOf("\r\n\r\n") + 4).replace("\"", "");
    }

    private String exchange(List<String> proxies, String method, String headers) {
        HttpEdge edge = new HttpEdge(
                vertx,
                new Doorkeeper(new Entrance("127.0.0.1", Set.of(), new TrustedProxies(proxies)), ServiceKey.NONE));
        edge.at("/me")
                .get(Scope.PUBLIC, request -> Future.succeededFuture(reply(request.request())))
                .post(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
                .end();
        String request = method + " /me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", edge.listen("127.0.0.1", 0).await())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Reply reply(HttpServerRequest request) {
        return Reply.ok(ClientAddress.of(request) + " " + request.isSSL());
    }
}
