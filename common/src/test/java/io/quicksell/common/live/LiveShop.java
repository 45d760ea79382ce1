package io.quicksell.common.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.testing.EventListener;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.redis.RedisLink;
import io.quicksell.streams.EntryId;
import io.quicksell.streams.StreamEntry;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.SystemUser;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A service with {@code GET /events} whose things are texts, with two instances on this node. Register one per test. */
final class LiveShop implements BeforeEachCallback, AfterEachCallback {

    static final String CHANGED = "changed";
    static final String OTHER = "other";
    static final int MAX_CLIENTS = 100;

    private final RealRedis redis;
    private final AtomicInteger reads = new AtomicInteger();
    private final LiveFeed feed;
    private final List<EventListener> listeners = new ArrayList<>();
    private final List<String> deployments = new ArrayList<>();
    private Instance first;
    private Instance second;

    /** A thing is the text at its key; an entry names the key. */
    private record Things(RedisLink redis, AtomicInteger reads) implements LiveSource {

        @Override
        public LiveEvent eventIn(StreamEntry entry) {
            return new LiveEvent(entry.fields().getOrDefault("kind", entry.stream()), entry.field("id"));
        }

        @Override
        public Future<Optional<Object>> dataOf(LiveEvent event) {
            reads.incrementAndGet();
            return redis.send(Request.cmd(Command.GET).arg(event.id()))
                    .map(text -> text == null
                            ? Optional.empty()
                            : Optional.of(Map.of("id", event.id(), "text", text.toString())));
        }
    }

    static final class Instance extends VerticleBase {
        private final RealRedis redis;
        private final LiveFeed feed;
        private RedisLink link;
        private HttpEdge edge;
        private LiveRoutes events;
        private int port;

        private Instance(RealRedis redis, LiveFeed feed) {
            this.redis = redis;
            this.feed = feed;
        }

        @Override
        public Future<?> start() {
            link = new RedisLink(vertx, redis.endpoint(), "instance").open();
            edge = new HttpEdge(vertx);
            edge.at("/ping")
                    .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.ok("pong")))
                    .end();
            events = new LiveRoutes(vertx, feed, link).open(redis.endpoint(), "test", edge, Scope.PUBLIC);
            return edge.listen("127.0.0.1", 0).onSuccess(bound -> port = bound);
        }

        @Override
        public Future<?> stop() {
            return Future.join(events.close(), edge.shutdown()).eventually(link::close);
        }

        int port() {
            return port;
        }

        HttpUser user() {
            return new HttpUser(port);
        }
    }

    LiveShop(RealRedis redis) {
        this(redis, MAX_CLIENTS);
    }

    LiveShop(RealRedis redis, int maxClients) {
        this.redis = redis;
        this.feed = new LiveFeed(
                redis.vertx(), "shop", List.of(CHANGED, OTHER), link -> new Things(link, reads), maxClients);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        first = deploy();
        second = deploy();
        Eventually.holds(() ->
                assertEquals(200, first.user().send("HEAD", "/events", null).status()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        listeners.forEach(EventListener::close);
        deployments.forEach(deployment -> redis.vertx().undeploy(deployment).await());
    }

    Instance first() {
        return first;
    }

    Instance second() {
        return second;
    }

    void stopFirst() {
        redis.vertx().undeploy(deployments.remove(0)).await();
    }

    LiveFeed feed() {
        return feed;
    }

    /** How often a thing was read for an event. */
    int reads() {
        return reads.get();
    }

    /** Whether there is one connection more than those of the two instances and that by which changes are read. */
    boolean isFollowed() {
        String mark = " user=" + SystemUser.NAME + " ";
        return redis.call(Command.CLIENT, "LIST")
                        .toString()
                        .lines()
                        .filter(client -> client.contains(mark))
                        .count()
                > 3;
    }

    /** The ids of the connections that follow the streams. Between two reads they look at something else for a moment. */
    List<String> followers() {
        return Eventually.succeeds(() -> {
            List<String> reading = redis.call(Command.CLIENT, "LIST")
                    .toString()
                    .lines()
                    .filter(client -> client.contains("cmd=xread "))
                    .map(client -> client.substring(0, client.indexOf(' ')))
                    .toList();
            assertFalse(reading.isEmpty());
            return reading;
        });
    }

    /** Changes a thing and writes an entry of it. */
    EntryId change(String stream, String id, String text) {
        redis.call(Command.SET, id, text);
        return EntryId.parse(redis.call(Command.XADD, stream, "*", "id", id).toString());
    }

    EventListener listen(Instance instance) {
        return listen(instance, "");
    }

    EventListener listen(Instance instance, String position) {
        EventListener listener = EventListener.to("http://127.0.0.1:" + instance.port() + "/events", position);
        listeners.add(listener);
        return listener;
    }

    /** Begins to listen, and has received the event of one change. */
    EventListener listenAndReceive() {
        EventListener listener = listen(first);
        String before = listener.lastId();
        change(CHANGED, "tea", "green");
        Eventually.holds(() -> assertEquals(List.of("changed tea green"), received(listener)));
        Eventually.holds(() -> assertFalse(listener.lastId().equals(before)));
        return listener;
    }

    static List<String> received(EventListener listener) {
        return listener.events().stream()
                .filter(event -> event.data().has("id"))
                .map(event -> event.name() + " " + event.data().get("id").textValue() + " "
                        + event.data().get("text").textValue())
                .toList();
    }

    static List<String> names(EventListener listener) {
        return listener.events().stream().map(EventListener.Event::name).toList();
    }

    private Instance deploy() {
        Instance instance = new Instance(redis, feed);
        deployments.add(redis.vertx().deployVerticle(instance).await());
        return instance;
    }
}
