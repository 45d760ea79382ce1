package io.quicksell.common.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.redis.StreamPoller.Subscription;
import io.quicksell.common.testing.Eventually;
import io.quicksell.common.testing.RealRedis;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamPollerTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private record InHand(StreamEntry entry, Promise<Void> handled) {}

    private static final String NEWS = "news";
    private static final String OTHER = "other";
    private static final String GROUP = "group";
    private static final int MAX_IN_FLIGHT = 3;

    private final Context loop = redis.vertx().getOrCreateContext();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private final List<String> handed = new CopyOnWriteArrayList<>();
    private final Map<String, InHand> inHand = new ConcurrentHashMap<>();
    private RedisLink link;
    private StreamPoller poller;

    @BeforeEach
    void aLink() {
        link = redis.link();
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

    @Test
    void entriesWrittenBeforeTheGroupWasThereAreHandedOver() {
        add(NEWS, "1");
        add(OTHER, "2");

        start(this::handle);

        Eventually.holds(
                () -> assertEquals(List.of("1", "2"), handed.stream().sorted().toList()));
        Eventually.holds(() -> assertEquals(0, redis.pending(NEWS, GROUP) + redis.pending(OTHER, GROUP)));
    }

    @Test
    void afterARestartOwnPendingEntriesComeFirst() {
        for (int i = 1; i <= 5; i++) {
            redis.pendingEntry(NEWS, GROUP, Map.of("n", String.valueOf(i)));
        }
        add(NEWS, "6");

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("1", "2", "3", "4", "5", "6"), handed));
        Eventually.holds(() -> assertEquals(0, redis.pending(NEWS, GROUP)));
    }

    @Test
    void whatAnotherConsumerHasPendingIsLeftToIt() {
        add(NEWS, "1");
        redis.call(Command.XGROUP, "CREATE", NEWS, GROUP, "0");
        redis.call(Command.XREADGROUP, "GROUP", GROUP, "another", "STREAMS", NEWS, ">");
        add(NEWS, "2");

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("2"), handed));
        Eventually.holds(() -> assertEquals(1, redis.pending(NEWS, GROUP)));
    }

    @Test
    void onlyTheHandlerAcknowledges() {
        add(NEWS, "without XACK");
        start(entry -> {
            handed.add(entry.field("n"));
            return Future.succeededFuture();
        });
        Eventually.holds(() -> assertEquals(1, handed.size()));

        onLoop(() -> poller.stop()).await();

        assertEquals(1, redis.pending(NEWS, GROUP));
    }

    @Test
    void aFailingEntryIsTriedAgainWithGrowingDelayWhileThoseBehindGoOn() {
        List<Long> triesNanos = new CopyOnWriteArrayList<>();
        for (String n : List.of("bad", "1", "2", "3", "4", "5")) {
            add(NEWS, n);
        }

        start(entry -> {
            if (entry.field("n").equals("bad") && triesNanos.size() < 3) {
                triesNanos.add(System.nanoTime());
                return failing(triesNanos.size());
            }
            return handle(entry);
        });

        Eventually.holds(() -> assertEquals(List.of("1", "2", "3", "4", "5", "bad"), handed));
        Eventually.holds(() -> assertEquals(0, redis.pending(NEWS, GROUP)));
        assertTrue(triesNanos.get(1) - triesNanos.get(0) >= TimeUnit.MILLISECONDS.toNanos(50));
        assertTrue(triesNanos.get(2) - triesNanos.get(1) >= TimeUnit.MILLISECONDS.toNanos(100));
    }

    @Test
    void withAsManyEntriesInHandAsItMayHaveItReadsNoMore() {
        addMany(10);
        start(this::keep);
        Eventually.holds(() -> assertEquals(MAX_IN_FLIGHT, handed.size()));
        assertEquals(MAX_IN_FLIGHT, redis.pending(NEWS, GROUP));

        finish("2");

        Eventually.holds(() -> assertEquals(List.of("1", "2", "3", "4"), handed));
        assertEquals(MAX_IN_FLIGHT, redis.pending(NEWS, GROUP));
    }

    @Test
    void anEntryInHandIsNotHandedOverTwiceWhenTheConnectionBreaks() {
        addMany(2);
        start(this::keep);
        Eventually.holds(() -> assertEquals(List.of("1", "2"), handed));

        redis.killClients();
        add(NEWS, "3");

        Eventually.holds(() -> assertEquals(List.of("1", "2", "3"), handed));
    }

    @Test
    void anEntryThatWasTrimmedBeforeItWasHandledHoldsNothingUp() {
        String trimmed = redis.pendingEntry(NEWS, GROUP, Map.of("n", "trimmed"));
        redis.call(Command.XDEL, NEWS, trimmed);
        redis.pendingEntry(NEWS, GROUP, Map.of("n", "1"));
        add(NEWS, "2");

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("1", "2"), handed));
    }

    @Test
    void stopWaitsForTheEntriesBeingWorkedOnAndTakesNoMore() {
        addMany(1);
        start(this::keep);
        Eventually.holds(() -> assertEquals(List.of("1"), handed));

        Future<Void> stopped = onLoop(() -> poller.stop());
        add(NEWS, "2");
        assertFalse(stopped.isComplete());
        finish("1");

        stopped.await();
        assertEquals(List.of("1"), handed);
        assertFalse(clients().contains("xreadgroup"), clients());
    }

    @Test
    void stopDoesNotWaitForEver() throws Exception {
        addMany(1);
        start(this::keep);
        Eventually.holds(() -> assertEquals(List.of("1"), handed));

        onLoop(() -> poller.stop()).await(4, TimeUnit.SECONDS);

        assertEquals(1, redis.pending(NEWS, GROUP));
    }

    private void start(Function<StreamEntry, Future<Void>> handler) {
        Subscription subscription = new Subscription(GROUP, "test", List.of(NEWS, OTHER), 2, MAX_IN_FLIGHT);
        poller = new StreamPoller(redis.vertx(), redis.endpoint(), subscription, handler);
        onLoop(() -> {
            poller.start();
            return Future.succeededFuture();
        });
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    private Future<Void> handle(StreamEntry entry) {
        handed.add(entry.field("n"));
        return link.send(
                        Request.cmd(Command.XACK).arg(entry.stream()).arg(GROUP).arg(entry.id()))
                .mapEmpty();
    }

    private Future<Void> keep(StreamEntry entry) {
        String n = entry.field("n");
        handed.add(n);
        inHand.put(n, new InHand(entry, Promise.promise()));
        return inHand.get(n).handled().future();
    }

    private void finish(String n) {
        InHand done = inHand.get(n);
        redis.call(Command.XACK, NEWS, GROUP, done.entry().id());
        loop.runOnContext(now -> done.handled().complete());
    }

    private static Future<Void> failing(int times) {
        if (times == 2) {
            throw new IllegalStateException("thrown");
        }
        return Future.failedFuture("failed");
    }

    private static void addMany(int count) {
        IntStream.rangeClosed(1, count).forEach(n -> add(NEWS, String.valueOf(n)));
    }

    private static void add(String stream, String n) {
        redis.call(Command.XADD, stream, "*", "n", n);
    }

    private static String clients() {
        return redis.call(Command.CLIENT, "LIST").toString();
    }
}
