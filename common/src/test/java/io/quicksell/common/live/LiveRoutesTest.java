package io.quicksell.common.live;

import static io.quicksell.common.live.LiveShop.CHANGED;
import static io.quicksell.common.live.LiveShop.MAX_CLIENTS;
import static io.quicksell.common.live.LiveShop.names;
import static io.quicksell.common.live.LiveShop.received;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.EventListener;
import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The streams of {@code GET /events}: how they are shared, limited and ended. */
class LiveRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final LiveShop shop = new LiveShop(redis);

    /** What each proxy on the way has to be told in its own words. */
    @Test
    void theResponseIsAnEventStreamThatIsNeitherKeptNorChangedNorHeldBack() {
        String expected = "text/event-stream | no-store, no-transform | no | null";
        Response head = shop.first().user().send("HEAD", "/events", null, "Accept-Encoding", "gzip, br");
        assertEquals(
                expected,
                head.header("Content-Type") + " | " + head.header("Cache-Control") + " | "
                        + head.header("X-Accel-Buffering") + " | " + head.header("Content-Encoding"));
        assertEquals(405, shop.first().user().post("/events", "{}").status());
    }

    /** Some proxies ask so by default. They end the response with the connection. */
    @Test
    void aProxyThatSpeaksHttp10GetsEachEventAtOnceAndAsText() throws IOException {
        try (Socket proxy = new Socket("127.0.0.1", shop.first().port())) {
            proxy.setSoTimeout(10_000);
            proxy.getOutputStream()
                    .write("GET /events HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String begin = readUntil("event: position\ndata: {}\n\n", proxy);
            assertFalse(begin.toLowerCase(Locale.ROOT).contains("transfer-encoding"), begin);

            shop.change(CHANGED, "tea", "green");

            assertTrue(readUntil("\n\n", proxy).contains("event: changed\ndata: {"));
        }
    }

    @Test
    void clientsAreToldToComeBackOneAfterTheOther() {
        Set<Integer> times = IntStream.range(0, 10)
                .mapToObj(i -> shop.listen(shop.first()).retryMillis())
                .collect(Collectors.toSet());

        assertTrue(times.size() > 1, times::toString);
        assertTrue(times.stream().allMatch(millis -> millis >= 1_000 && millis <= 3_000), times::toString);
    }

    @Test
    void aStreamIsFollowedOnceForAllInstancesAndClients() {
        IntStream.range(0, 5).forEach(i -> shop.listen(shop.first()));
        shop.listen(shop.second());

        assertEquals(1, shop.followers().size());
    }

    @Test
    void clientsAreAdmittedUpToTheLimitAndMakeRoomWhenTheyLeave() {
        List<EventListener> many = IntStream.range(0, MAX_CLIENTS)
                .mapToObj(i -> shop.listen(i % 2 == 0 ? shop.first() : shop.second()))
                .toList();

        Response refused = shop.first().user().get("/events");

        assertEquals(503, refused.status());
        assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
        assertEquals(200, shop.first().user().get("/ping").status());
        many.get(0).close();
        shop.listen(shop.second());
    }

    @Test
    void aClientThatDoesNotReadIsDisconnectedAndTheOthersReceiveEverything() throws IOException {
        EventListener listener = shop.listen(shop.first());
        redis.call(Command.SET, "large", "x".repeat(1_000_000));
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(new InetSocketAddress("127.0.0.1", shop.first().port()));
            deaf.getOutputStream()
                    .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int n = 1; n <= 12; n++) {
                int expected = n;
                redis.call(Command.XADD, CHANGED, "*", "id", "large");
                Eventually.holds(() -> assertEquals(expected, listener.events().size()));
            }
            Eventually.holds(() -> assertTrue(isCutOff(deaf)));
        }
        assertFalse(listener.hasEnded());
    }

    @Test
    void stoppingEndsEveryStreamAtOnce() {
        List<EventListener> many = IntStream.range(0, MAX_CLIENTS)
                .mapToObj(i -> shop.listen(shop.first()))
                .toList();
        long begin = System.nanoTime();

        shop.stopFirst();

        long tookMillis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(tookMillis < 1_000, tookMillis + " ms");
        many.forEach(listener -> Eventually.holds(() -> assertTrue(listener.hasEnded())));
        EventListener other = shop.listen(shop.second());
        shop.change(CHANGED, "tea", "green");
        Eventually.holds(() -> assertEquals(List.of("changed tea green"), received(other)));
    }

    @Test
    void theFirstInstanceMayStopAndItsConnectionServesTheOthers() {
        EventListener listener = shop.listen(shop.second());
        List<String> followers = shop.followers();

        shop.stopFirst();
        shop.change(CHANGED, "tea", "green");

        Eventually.holds(() -> assertEquals(List.of("changed tea green"), received(listener)));
        assertEquals(followers, shop.followers());
        assertEquals(List.of("changed"), names(listener));
    }

    private static String readUntil(String end, Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            assertTrue(next >= 0, () -> "it ended after " + text);
            text.append((char) next);
        }
        return text.toString();
    }

    /** Reads what there is, until the end or until nothing comes for a moment. */
    private static boolean isCutOff(Socket socket) {
        try {
            socket.setSoTimeout(200);
            InputStream in = socket.getInputStream();
            byte[] some = new byte[1 << 16];
            while (in.read(some) >= 0) {
                continue;
            }
            return true;
        } catch (SocketTimeoutException nothingYet) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
