package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.redis.EntryId;
import io.quicksell.common.redis.RedisLink;
import io.quicksell.common.redis.StreamEntry;
import io.quicksell.common.testing.EventListener;
import io.quicksell.common.testing.Eventually;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Answer;
import io.quicksell.common.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /events} of a service whose things are texts, with two instances on this node. */
class EventStreamsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String NEWS = "news";
    private static final String OTHER = "other";
    private static final int MAX_CLIENTS = 100;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final AtomicInteger reads = new AtomicInteger();
    private final EventFeed feed =
            new EventFeed(redis.vertx(), "shop", List.of(NEWS, OTHER), link -> new Things(link, reads), MAX_CLIENTS);
    private final List<EventListener> listeners = new ArrayList<>();
    private final List<String> deployments = new ArrayList<>();
    private Instance first;
    private Instance second;

    /** A thing is the text at its key, and an entry names it. */
    private record Things(RedisLink redis, AtomicInteger reads) implements EventSource {

        @Override
        public News newsIn(StreamEntry entry) {
            return new News(entry.fields().getOrDefault("kind", entry.stream()), entry.field("id"));
        }

        @Override
        public Future<Optional<Object>> dataOf(News news) {
            reads.incrementAndGet();
            return redis.send(Request.cmd(Command.GET).arg(news.id()))
                    .map(text -> text == null
                            ? Optional.empty()
                            : Optional.of(Map.of("id", news.id(), "text", text.toString())));
        }
    }

    private static final class Instance extends VerticleBase {
        private final EventFeed feed;
        private RedisLink link;
        private HttpEdge edge;
        private EventStreams events;
        private int port;

        Instance(EventFeed feed) {
            this.feed = feed;
        }

        @Override
        public Future<?> start() {
            link = new RedisLink(vertx, redis.endpoint(), "instance").open();
            edge = new HttpEdge(vertx);
            edge.at("/ping")
                    .get(request -> Future.succeededFuture(Reply.ok("pong")))
                    .end();
            events = new EventStreams(vertx, feed, link).open(redis.place(), edge);
            return edge.listen("127.0.0.1", 0).onSuccess(bound -> port = bound);
        }

        @Override
        public Future<?> stop() {
            return Future.join(events.close(), edge.shutdown()).eventually(link::close);
        }

        String url() {
            return "http://127.0.0.1:" + port + "/events";
        }

        HttpUser user() {
            return new HttpUser(port);
        }
    }

    @BeforeEach
    void start() {
        first = deploy();
        second = deploy();
        Eventually.holds(() ->
                assertEquals(200, first.user().send("HEAD", "/events", null).status()));
    }

    @AfterEach
    void stop() {
        listeners.forEach(EventListener::close);
        deployments.forEach(deployment -> redis.vertx().undeploy(deployment).await());
    }

    @Test
    void aChangeIsToldToTheClientsOfEveryInstance() {
        EventListener one = listen(first);
        EventListener other = listen(second);

        change(NEWS, "tea", "green");

        for (EventListener listener : List.of(one, other)) {
            Eventually.holds(() -> assertEquals(List.of("news tea green"), heard(listener)));
        }
    }

    @Test
    void aStreamIsFollowedOnceForAllInstancesAndClients() {
        IntStream.range(0, 5).forEach(i -> listen(first));
        listen(second);

        assertEquals(1, followers().size());
    }

    @Test
    void theAnswerIsAnEventStreamThatNobodyKeeps() {
        Answer head = first.user().send("HEAD", "/events", null);

        assertEquals(
                List.of("text/event-stream", "no-store"),
                List.of(head.header("Content-Type"), head.header("Cache-Control")));
        assertEquals(405, first.user().post("/events", "{}").status());
    }

    @Test
    void changesOfOneThingInQuickSuccessionAreToldAsOne() {
        EventListener listener = listen(first);
        change(NEWS, "first", "opens a round");
        Eventually.holds(() -> assertEquals(1, listener.events().size()));

        long begin = System.nanoTime();
        IntStream.rangeClosed(1, 20).forEach(n -> change(NEWS, "tea", "v" + n));
        change(NEWS, "last", "closes them");
        long rounds = (System.nanoTime() - begin) / ROUND_NANOS;

        Eventually.holds(() -> assertTrue(heard(listener).contains("news last closes them")));
        List<String> teas = heard(listener).stream()
                .filter(text -> text.startsWith("news tea"))
                .toList();
        assertTrue(teas.size() <= rounds + 2, () -> teas + " in " + rounds + " rounds");
        assertEquals("news tea v20", teas.get(teas.size() - 1));
    }

    @Test
    void whoComesBackIsToldWhatItMissedOnAnyInstance() {
        EventListener listener = listenAndHear();
        String position = listener.lastId();
        listener.close();

        change(OTHER, "tea", "black");
        change(NEWS, "rice", "white");
        EventListener back = listen(second, position);

        Eventually.holds(() -> assertEquals(Set.of("other tea black", "news rice white"), Set.copyOf(heard(back))));
        change(NEWS, "salt", "coarse");
        Eventually.holds(() -> assertEquals("news salt coarse", heard(back).get(2)));
        assertEquals(3, heard(back).size());
    }

    @Test
    void whoHasEverythingIsToldNothing() {
        EventListener listener = listenAndHear();
        String position = listener.lastId();

        EventListener back = listen(first, position);

        assertEquals(position, back.lastId());
        assertEquals(List.of(), heard(back));
    }

    @Test
    void nothingIsReadWhileNobodyListens() {
        IntStream.rangeClosed(1, 20).forEach(n -> change(NEWS, "tea", "v" + n));
        EntryId newest = change(NEWS, "salt", "coarse");
        Eventually.holds(() -> assertEquals(newest, feed.last().position().ids().get(0)));

        EventListener listener = listen(first);
        change(NEWS, "rice", "white");

        Eventually.holds(() -> assertEquals(List.of("news rice white"), heard(listener)));
        assertEquals(1, reads.get());
    }

    @Test
    void whoIsTheFirstToComeWhileThingsChangeHearsAllThatComesAfterItsPosition() {
        int heard = 0;
        for (int n = 1; n <= 50; n++) {
            String thing = "thing " + n;
            CompletableFuture<EntryId> changed = CompletableFuture.supplyAsync(() -> change(NEWS, thing, "now"));
            EventListener listener = listen(second);
            EntryId begin = feed.parse(listener.lastId()).ids().get(0);
            if (changed.join().compareTo(begin) > 0) {
                Eventually.holds(() -> assertEquals(List.of("news " + thing + " now"), heard(listener)));
                heard++;
            }
            listener.close();
        }
        assertTrue(heard > 0, "nothing came after a position");
    }

    @Test
    void whatIsGoneByNowIsNotToldOf() {
        EventListener listener = listen(first);

        redis.call(Command.XADD, NEWS, "*", "id", "gone");
        redis.call(Command.XADD, NEWS, "*", "nothing", "to tell");
        change(NEWS, "tea", "green");

        Eventually.holds(() -> assertEquals(List.of("news tea green"), heard(listener)));
    }

    @Test
    void whoMissedWhatWasCutOffIsToldToLoadEverything() {
        EventListener listener = listenAndHear();
        String position = listener.lastId();
        change(NEWS, "tea", "black");
        change(NEWS, "tea", "red");
        redis.call(Command.XTRIM, NEWS, "MAXLEN", 1);

        EventListener back = listen(first, position);

        assertEquals("reset", back.events().get(0).name());
    }

    @Test
    void whoMissedMoreThanIsReadIsToldToLoadEverything() {
        EventListener listener = listenAndHear();
        String position = listener.lastId();

        IntStream.range(0, 501).forEach(n -> change(n % 2 == 0 ? NEWS : OTHER, "tea", "v" + n));
        change(NEWS, "salt", "coarse");
        Eventually.holds(() -> assertTrue(heard(listener).contains("news salt coarse")));

        assertEquals("reset", listen(first, position).events().get(0).name());
    }

    @Test
    void whoMissedMoreThanIsSentAtOnceIsToldToLoadEverything() {
        EventListener listener = listenAndHear();
        String position = listener.lastId();

        change(NEWS, "tea", "x".repeat(300_000));
        Eventually.holds(() -> assertEquals(2, listener.events().size()));

        assertEquals("reset", listen(first, position).events().get(0).name());
    }

    @Test
    void whatCannotBeReadKeepsNobodyFromHearingOfTheOthers() {
        EventListener listener = listenAndHear();

        redis.call(Command.LPUSH, "broken", "of another type");
        redis.call(Command.XADD, NEWS, "*", "id", "broken");
        change(NEWS, "rice", "white");

        Eventually.holds(() -> assertEquals(List.of("news tea green", "news rice white"), heard(listener)));
    }

    @Test
    void everybodyIsToldToLoadEverythingWhenRedisHasBecomeAnotherOne() {
        EventListener listener = listenAndHear();

        redis.call(Command.FLUSHALL);
        redis.killClients();

        Eventually.holds(() -> assertEquals(List.of("news", "reset"), names(listener)));
        change(NEWS, "rice", "white");
        Eventually.holds(() -> assertTrue(heard(listener).contains("news rice white")));
    }

    @Test
    void aBrokenConnectionToRedisLeavesNoGap() {
        EventListener listener = listen(first);
        change(NEWS, "tea", "green");
        Eventually.holds(() -> assertEquals(1, listener.events().size()));

        redis.killClients();
        change(NEWS, "rice", "white");

        Eventually.holds(() -> assertEquals(List.of("news tea green", "news rice white"), heard(listener)));
        assertFalse(listener.hasEnded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "djE6cGF5bWVudDowLTAsMC0w", "djE6c2hvcDowLTA", "%%%", "djE6c2hvcDowLTAsMC0wLDAtMA"})
    void aPositionThatIsNoneOfThisServiceIsRefused(String position) {
        Answer answer = first.user().get("/events", "Last-Event-ID", position);

        assertEquals(400, answer.status(), answer::text);
        assertEquals("application/problem+json", answer.header("Content-Type"));
    }

    @Test
    void noMoreClientsAreTakenThanTheLimitAndRoomIsMadeByThoseWhoLeave() {
        IntStream.range(0, MAX_CLIENTS).forEach(i -> listen(i % 2 == 0 ? first : second));

        Answer refused = first.user().get("/events");

        assertEquals(503, refused.status());
        assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
        assertEquals(200, first.user().get("/ping").status());
        listeners.get(0).close();
        listen(second);
    }

    @Test
    void whoDoesNotReadIsLetGoAndTheOthersHearEverything() throws IOException {
        EventListener listener = listen(first);
        redis.call(Command.SET, "large", "x".repeat(1_000_000));
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(new InetSocketAddress("127.0.0.1", first.port));
            deaf.getOutputStream()
                    .write("GET /events HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int n = 1; n <= 12; n++) {
                int told = n;
                redis.call(Command.XADD, NEWS, "*", "id", "large");
                Eventually.holds(() -> assertEquals(told, listener.events().size()));
            }
            Eventually.holds(() -> assertTrue(isCutOff(deaf)));
        }
        assertFalse(listener.hasEnded());
    }

    @Test
    void stoppingEndsEveryStreamAtOnce() {
        List<EventListener> many =
                IntStream.range(0, MAX_CLIENTS).mapToObj(i -> listen(first)).toList();
        long begin = System.nanoTime();

        redis.vertx().undeploy(deployments.remove(0)).await();

        long tookMillis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(tookMillis < 1_000, tookMillis + " ms");
        many.forEach(listener -> Eventually.holds(() -> assertTrue(listener.hasEnded())));
        EventListener other = listen(second);
        change(NEWS, "tea", "green");
        Eventually.holds(() -> assertEquals(List.of("news tea green"), heard(other)));
    }

    @Test
    void theInstanceThatCameFirstMayGoAndTheSameConnectionFollowsOnForTheOthers() {
        EventListener listener = listen(second);
        List<String> followers = followers();

        redis.vertx().undeploy(deployments.remove(0)).await();
        change(NEWS, "tea", "green");

        Eventually.holds(() -> assertEquals(List.of("news tea green"), heard(listener)));
        assertEquals(followers, followers());
        assertEquals(List.of("news"), names(listener));
    }

    @Test
    void linebreaksInANameOrATextMakeNoNewLine() {
        EventListener listener = listen(first);
        redis.call(Command.SET, "tea", "green\r\ndata: {}\n\nevent: forged");

        redis.call(Command.XADD, NEWS, "*", "id", "tea", "kind", "tea\r\nid: forged\n\n");

        Eventually.holds(
                () -> assertEquals(List.of("teaid: forged tea green\r\ndata: {}\n\nevent: forged"), heard(listener)));
    }

    /** The ids of the connections that follow the streams. */
    private static List<String> followers() {
        return redis.call(Command.CLIENT, "LIST")
                .toString()
                .lines()
                .filter(client -> client.contains("cmd=xread "))
                .map(client -> client.substring(0, client.indexOf(' ')))
                .toList();
    }

    private Instance deploy() {
        Instance instance = new Instance(feed);
        deployments.add(redis.vertx().deployVerticle(instance).await());
        return instance;
    }

    private EventListener listen(Instance instance) {
        return listen(instance, "");
    }

    private EventListener listen(Instance instance, String position) {
        EventListener listener = EventListener.to(instance.url(), position);
        listeners.add(listener);
        return listener;
    }

    /** Listens from now on, and has heard of one change. */
    private EventListener listenAndHear() {
        EventListener listener = listen(first);
        String before = listener.lastId();
        change(NEWS, "tea", "green");
        Eventually.holds(() -> assertEquals(List.of("news tea green"), heard(listener)));
        Eventually.holds(() -> assertFalse(listener.lastId().equals(before)));
        return listener;
    }

    private static EntryId change(String stream, String id, String text) {
        redis.call(Command.SET, id, text);
        return EntryId.parse(redis.call(Command.XADD, stream, "*", "id", id).toString());
    }

    private static List<String> heard(EventListener listener) {
        return listener.events().stream()
                .filter(event -> event.data().has("id"))
                .map(event -> event.name() + " " + event.data().get("id").textValue() + " "
                        + event.data().get("text").textValue())
                .toList();
    }

    private static List<String> names(EventListener listener) {
        return listener.events().stream().map(EventListener.Event::name).toList();
    }

    /** Reads what is there until the end comes, or nothing for a moment. */
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
