package io.quicksell.common.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.http.ClientAddress;
import io.quicksell.common.http.ServiceKey;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many live streams one client may have, and who says which client it is. */
class ListenersTest {

    private static final String OK = "HTTP/1.1 200";
    private static final String TOO_MANY = "HTTP/1.1 429";
    private static final String KEY = ServiceKey.VOUCHING_HEADER + ": " + ServiceKey.OF_THIS_PROCESS.text() + "\r\n";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final LiveShop shop = new LiveShop(redis, LiveFeed.MAX_OF_ONE_CLIENT * 4);

    private final List<Socket> clients = new ArrayList<>();

    @BeforeEach
    void takeAShare() {
        for (int i = 0; i < LiveFeed.MAX_OF_ONE_CLIENT; i++) {
            assertEquals(OK, listen("127.0.0.1", ""));
        }
    }

    @AfterEach
    void leave() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void oneAddressHasNoMoreThanItsShareAndOthersListenOn() {
        assertEquals(TOO_MANY, listen("127.0.0.1", ""));

        assertEquals(OK, listen("127.0.0.2", ""));
    }

    @Test
    void whoLeavesMakesRoomForAnotherOfTheSameAddress() throws IOException {
        clients.get(0).close();

        Eventually.holds(() -> assertEquals(OK, listen("127.0.0.1", "")));
    }

    @Test
    void nobodyGetsAnotherShareBySayingThatItIsSomebodyElse() {
        assertEquals(TOO_MANY, listen("127.0.0.1", from("10.1.2.3")));
        assertEquals(
                TOO_MANY, listen("127.0.0.1", "Authorization: Bearer " + "x".repeat(72) + "\r\n" + from("10.1.2.3")));
    }

    @Test
    void eachBrowserBehindTheDeskHasAShareOfItsOwn() {
        for (int i = 0; i < LiveFeed.MAX_OF_ONE_CLIENT; i++) {
            assertEquals(OK, listen("127.0.0.1", KEY + from("10.1.2.3")));
        }

        assertEquals(TOO_MANY, listen("127.0.0.1", KEY + from("10.1.2.3")));
        assertEquals(OK, listen("127.0.0.1", KEY + from("10.1.2.4")));
    }

    @Test
    void allAddressesOfAnIpv6NetworkHaveOneShare() {
        for (int i = 0; i < LiveFeed.MAX_OF_ONE_CLIENT; i++) {
            assertEquals(OK, listen("127.0.0.1", KEY + from("2001:db8:0:1::" + Integer.toHexString(i))));
        }

        assertEquals(TOO_MANY, listen("127.0.0.1", KEY + from("2001:db8:0:1:ffff::1")));
        assertEquals(OK, listen("127.0.0.1", KEY + from("2001:db8:0:2::1")));
    }

    private static String from(String address) {
        return ClientAddress.HEADER + ": " + address + "\r\n";
    }

    /** The beginning of the response to a client that goes on to listen. */
    private String listen(String address, String headers) {
        try {
            Socket client = new Socket();
            clients.add(client);
            client.setSoTimeout(10_000);
            client.bind(new InetSocketAddress(address, 0));
            client.connect(new InetSocketAddress(
                    InetAddress.getByName("127.0.0.1"), shop.first().port()));
            client.getOutputStream()
                    .write(("GET /events HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n").getBytes(ISO_8859_1));
            return new String(client.getInputStream().readNBytes(OK.length()), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
