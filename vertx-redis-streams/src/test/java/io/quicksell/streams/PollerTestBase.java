package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.redis.RedisLink;
import io.quicksell.streams.StreamPoller.Subscription;
import io.quicksell.testing.EventLoop;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A poller on a real Redis, with a handler that is the test's own. Entries are numbered in their field {@code n}. */
abstract class PollerTestBase {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    record InFlight(StreamEntry entry, Promise<Void> handled) {}

    static final String EVENTS = "events";
    static final String OTHER_EVENTS = "other_events";
    static final String GROUP = "group";
    static final String CONSUMER = "test";
    static final int MAX_IN_FLIGHT = 3;
    static final int VERSION = 1;

    final EventLoop loop = new EventLoop(redis.vertx());
    final List<String> delivered = new CopyOnWriteArrayList<>();
    final Map<String, InFlight> inFlight = new ConcurrentHashMap<>();
    RedisLink link;
    DeadLetters deadLetters;
    StreamPoller poller;

    @BeforeEach
    void aLink() {
        link = redis.link();
        deadLetters = new DeadLetters(link, GROUP, "dead_letters:group");
    }

    @AfterEach
    void stop() {
        loop.run(() -> {
                    inFlight.values().forEach(entry -> entry.handled().tryComplete());
                    return poller.stop();
                })
                .await();
        link.close().await();
        assertEquals(List.of(), loop.thrown());
    }

    void start(Function<StreamEntry, Future<Void>> handler) {
        start(handler, failure -> {});
    }

    void start(Function<StreamEntry, Future<Void>> handler, Consumer<Throwable> onFailure) {
        poller = startAs(CONSUMER, VERSION, handler, onFailure);
    }

    StreamPoller startAs(String consumer, int version, Function<StreamEntry, Future<Void>> handler) {
        return startAs(consumer, version, handler, failure -> {});
    }

    private StreamPoller startAs(
            String consumer, int version, Function<StreamEntry, Future<Void>> handler, Consumer<Throwable> onFailure) {
        Subscription subscription =
                new Subscription(GROUP, consumer, List.of(EVENTS, OTHER_EVENTS), 2, MAX_IN_FLIGHT, version);
        return loop.make(() -> new StreamPoller(redis.vertx(), redis.endpoint(), subscription, deadLetters, handler)
                .onFailure(onFailure)
                .start());
    }

    /** Handles an entry at once. */
    Future<Void> handle(StreamEntry entry) {
        delivered.add(entry.field("n"));
        return link.send(
                        Request.cmd(Command.XACK).arg(entry.stream()).arg(GROUP).arg(entry.id()))
                .mapEmpty();
    }

    /** Keeps an entry in flight until the test finishes it. */
    Future<Void> keep(StreamEntry entry) {
        String n = entry.field("n");
        delivered.add(n);
        inFlight.put(n, new InFlight(entry, Promise.promise()));
        return inFlight.get(n).handled().future();
    }

    void finish(String n) {
        InFlight done = inFlight.get(n);
        redis.call(Command.XACK, EVENTS, GROUP, done.entry().id());
        loop.run(() -> Future.succeededFuture(done.handled().tryComplete()));
    }

    static void addMany(int count) {
        IntStream.rangeClosed(1, count).forEach(n -> add(EVENTS, String.valueOf(n)));
    }

    static void add(String stream, String n) {
        redis.call(Command.XADD, stream, "*", "n", n);
    }

    static int pending() {
        return redis.pending(EVENTS, GROUP);
    }
}
