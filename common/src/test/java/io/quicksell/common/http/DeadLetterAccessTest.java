package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.core.net.SocketAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the routes of dead letters, and with which methods. */
class DeadLetterAccessTest extends DeadLetterTestBase {

    @ParameterizedTest
    @CsvSource({
        "POST,/dead-letters,'HEAD, GET'",
        "GET,/dead-letters/1-0,DELETE",
        "GET,/dead-letters/1-0/retry,POST",
        "DELETE,/dead-letters/1-0/retry,POST"
    })
    void anotherMethodIs405AndListsThoseThatExist(String method, String path, String allowed) {
        Response response = operator.send(method, path, null);

        assertEquals(405, response.status());
        assertEquals(allowed, response.header("Allow"));
    }

    /** Tries every address of this machine: a request to an address comes from the same address. */
    @ParameterizedTest
    @MethodSource("ownAddresses")
    void onlyRequestsFromLoopbackAreTaken(String address) {
        String id = letter(1);
        HttpUser user = new HttpUser(address, port);
        boolean loopback = address.startsWith("127.");

        Stream.of(
                        user.get("/dead-letters"),
                        user.post("/dead-letters/" + UNKNOWN + "/retry", null),
                        user.send("DELETE", "/dead-letters/" + UNKNOWN, null))
                .forEach(response ->
                        assertEquals(!loopback, response.status() == 403, address + ": " + response.text()));
        assertEquals(List.of(id), idsInRedis());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "FORWARDED",
                "Via",
                "X-Forwarded",
                "X-Forwarded-For",
                "x-forwarded-host",
                "X-Forwarded-Proto",
                "X-Real-IP",
                "X-Client-IP",
                "X-Cluster-Client-IP",
                "Client-IP",
                "True-Client-IP",
                "Fly-Client-IP",
                "Fastly-Client-IP",
                "CF-Connecting-IP",
                "CF-Connecting-IPv6",
                "X-Azure-ClientIP",
                "X-Remote-Addr",
                "X-Original-Forwarded-For",
                "X-ProxyUser-Ip",
                "CDN-Loop",
                "X-Envoy-External-Address",
                "X-Original-URI",
                "X-Original-Host",
                "X-Real-Port",
                "X-Scheme",
                "X-URL-Scheme",
                "X-Amzn-Trace-Id"
            })
    void requestsThatAProxyOfThisMachinePassesOnAreNotTaken(String header) {
        String id = letter(1);

        Stream.of(
                        operator.get("/dead-letters", header, "127.0.0.1"),
                        operator.post("/dead-letters/" + id + "/retry", null, header, "127.0.0.1"),
                        operator.send("DELETE", "/dead-letters/" + id, null, header, ""))
                .forEach(response -> assertEquals(403, response.status(), response::text));
        assertEquals(List.of(id), idsInRedis());
    }

    static List<String> ownAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,true",
        "127.1.2.3,true",
        "::1,true",
        "::ffff:127.0.0.1,true",
        "192.0.2.7,false",
        "10.0.0.1,false",
        "0.0.0.0,false",
        "2001:db8::1,false",
        "::ffff:192.0.2.7,false"
    })
    void loopbackIsTheSameMachine(String address, boolean local) {
        assertEquals(local, DeadLetterRoutes.isLocal(SocketAddress.inetSocketAddress(40_000, address)));
    }
}
