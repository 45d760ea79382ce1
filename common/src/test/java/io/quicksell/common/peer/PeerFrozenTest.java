package io.quicksell.common.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Another service at two URLs, of which one freezes as a stopped process does: it takes connections and says nothing. */
class PeerFrozenTest extends PeerTestBase {

    private static final Pattern NAME = Pattern.compile("POST /request/(\\S+)");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private final Map<String, List<String>> urlsByRequest = new ConcurrentHashMap<>();
    private volatile boolean frozen = true;

    @Test
    void ofManyRequestsAtOnceEachGoesToTheOtherUrlAfterItsFirstTry() {
        Peer peer = peer(freezing("one") + "," + freezing("two"));

        List<String> names =
                IntStream.range(0, 20).mapToObj(i -> "of-many-" + i).toList();
        names.forEach(name -> peer.send(request(name)));

        Eventually.holds(() -> names.forEach(name -> assertTrue(urlsOf(name).size() >= 2)));
        names.forEach(name ->
                assertEquals(2, urlsOf(name).stream().limit(2).distinct().count(), () -> name + " at " + urlsOf(name)));
    }

    @Test
    void itIsLeftAsideAfterASilenceAndUsedAgainWhenItLives() {
        String there = "http://127.0.0.1:"
                + server(request -> request.response().end("{}")).actualPort();
        Peer peer = peer(freezing("frozen") + "," + there);

        Eventually.holds(() -> assertEquals(List.of(0L, 0L), triesAtTheFrozenOne(peer)));

        frozen = false;
        Eventually.holds(() -> assertEquals(
                List.of(0L, 1L), triesAtTheFrozenOne(peer).stream().sorted().toList()));
    }

    /** How often each of two requests, one after the other, was sent to the URL that freezes. */
    private List<Long> triesAtTheFrozenOne(Peer peer) {
        return IntStream.range(0, 2)
                .mapToObj(i -> {
                    String name = "turn-" + System.nanoTime();
                    assertTrue(peer.send(request(name)).await().isOk());
                    return (long) urlsOf(name).size();
                })
                .toList();
    }

    private List<String> urlsOf(String name) {
        return urlsByRequest.getOrDefault(name, List.of());
    }

    private String freezing(String url) {
        NetServer server = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(bytes -> receive(url, socket, bytes)))
                .listen(0, "127.0.0.1")
                .await();
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void receive(String url, NetSocket socket, Buffer bytes) {
        Matcher request = NAME.matcher(bytes.toString());
        if (request.find()) {
            urlsByRequest
                    .computeIfAbsent(request.group(1), name -> new CopyOnWriteArrayList<>())
                    .add(url);
        }
        if (!frozen) {
            socket.write(OK);
        }
    }

    private static PeerRequest request(String name) {
        return new PeerRequest("", HttpMethod.POST, "/request/" + name, Buffer.buffer("{}"));
    }
}
