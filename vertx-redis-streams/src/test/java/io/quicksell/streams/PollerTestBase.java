package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.TransientFailure;
import io.quicksell.streams.StreamPoller.Subscription;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A poller on a real Redis whose handler a test plays. */
abstract class PollerTestBase {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    static TransientFailure away() {
        return new TransientFailure(TransientFailure.Outcome.NOT_CARRIED_OUT, "something is away", null);
    }

    record InHand(StreamEntry entry, Promise<Void> handled) {}

    static final String NEWS = "news";
    static final String OTHER = "other";
    static final String GROUP = "group";
    static final String CONSUMER = "test";
    static final int MAX_IN_FLIGHT = 3;

    final Context loop = redis.vertx().getOrCreateContext();
    final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    final List<String> handed = new CopyOnWriteArrayList<>();
    final Map<String, InHand> inHand = new ConcurrentHashMap<>();
    RedisLink link;
    DeadLetters deadLetters;
    StreamPoller poller;

    @BeforeEach
    void aLink() {
        link = redis.link();
        deadLetters = new DeadLetters(link, GROUP, "dead_letters:group");
        loop.exceptionHandler(uncaught::add);
    }

    @AfterEach
    void stop() {
        onLoop(() -> {
                    inHand.values().forEach(entry -> entry.handled().tryComplete());
                    return poller.stop();
                })
                .await();
        link.close().await();
        assertEquals(List.of(), uncaught);
    }

    void start(Function<StreamEntry, Future<Void>> handler) {
        Subscription subscription = new Subscription(GROUP, CONSUMER, List.of(NEWS, OTHER), 2, MAX_IN_FLIGHT);
        poller = new StreamPoller(redis.vertx(), redis.endpoint(), subscription, deadLetters, handler);
        onLoop(() -> {
            poller.start();
            return Future.succeededFuture();
        });
    }

    <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    Future<Void> handle(StreamEntry entry) {
        handed.add(entry.field("n"));
        return link.send(
                        Request.cmd(Command.XACK).arg(entry.stream()).arg(GROUP).arg(entry.id()))
                .mapEmpty();
    }

    Future<Void> keep(StreamEntry entry) {
        String n = entry.field("n");
        handed.add(n);
        inHand.put(n, new InHand(entry, Promise.promise()));
        return inHand.get(n).handled().future();
    }

    void finish(String n) {
        InHand done = inHand.get(n);
        redis.call(Command.XACK, NEWS, GROUP, done.entry().id());
        loop.runOnContext(now -> done.handled().complete());
    }

    static Future<Void> failing(int times) {
        if (times == 2) {
            throw new IllegalStateException("thrown");
        }
        return Future.failedFuture("failed");
    }

    static void addMany(int count) {
        IntStream.rangeClosed(1, count).forEach(n -> add(NEWS, String.valueOf(n)));
    }

    static void add(String stream, String n) {
        redis.call(Command.XADD, stream, "*", "n", n);
    }

    static String clients() {
        return redis.call(Command.CLIENT, "LIST").toString();
    }
}
