package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.redis.RedisLink;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which entries a poller delivers, in which order and how often. */
class StreamPollerTest extends PollerTestBase {

    @Test
    void entriesWrittenBeforeTheGroupExistedAreDelivered() {
        add(EVENTS, "1");
        add(OTHER_EVENTS, "2");

        start(this::handle);

        Eventually.holds(() ->
                assertEquals(List.of("1", "2"), delivered.stream().sorted().toList()));
        Eventually.holds(() -> assertEquals(0, pending() + redis.pending(OTHER_EVENTS, GROUP)));
    }

    @Test
    void afterARestartOwnPendingEntriesComeFirst() {
        for (int i = 1; i <= 5; i++) {
            redis.pendingEntry(EVENTS, GROUP, Map.of("n", String.valueOf(i)));
        }
        add(EVENTS, "6");

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("1", "2", "3", "4", "5", "6"), delivered));
        Eventually.holds(() -> assertEquals(0, pending()));
    }

    @Test
    void whatAnotherConsumerHasPendingIsLeftToIt() {
        add(EVENTS, "1");
        redis.call(Command.XGROUP, "CREATE", EVENTS, GROUP, "0");
        redis.call(Command.XREADGROUP, "GROUP", GROUP, "another", "STREAMS", EVENTS, ">");
        add(EVENTS, "2");

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("2"), delivered));
        Eventually.holds(() -> assertEquals(1, pending()));
    }

    @Test
    void onlyTheHandlerAcknowledges() {
        add(EVENTS, "without XACK");
        start(entry -> {
            delivered.add(entry.field("n"));
            return Future.succeededFuture();
        });
        Eventually.holds(() -> assertEquals(1, delivered.size()));

        loop.run(poller::stop).await();

        assertEquals(1, pending());
    }

    @Test
    void anEntryThatFailsDuringAStopStaysPendingWithoutAWord() {
        add(EVENTS, "1");
        start(this::keep);
        Eventually.holds(() -> assertEquals(1, inFlight.size()));

        try (LogLines log = LogLines.of("io.quicksell")) {
            Future<Void> stopped = loop.run(() -> {
                Future<Void> stopping = poller.stop();
                inFlight.get("1").handled().fail(new IllegalStateException("what it needs is stopping too"));
                return stopping;
            });
            stopped.await();

            assertEquals(List.of(), log.lines());
        }
        assertEquals(1, pending());
    }

    @Test
    void aFailingEntryIsRetriedWithGrowingDelayWhileThoseBehindItGoOn() {
        List<Long> triesNanos = new CopyOnWriteArrayList<>();
        for (String n : List.of("bad", "1", "2", "3", "4", "5")) {
            add(EVENTS, n);
        }

        start(entry -> {
            if (entry.field("n").equals("bad") && triesNanos.size() < 3) {
                triesNanos.add(System.nanoTime());
                return failing(triesNanos.size());
            }
            return handle(entry);
        });

        Eventually.holds(() -> assertEquals(List.of("1", "2", "3", "4", "5", "bad"), delivered));
        Eventually.holds(() -> assertEquals(0, pending()));
        assertTrue(triesNanos.get(1) - triesNanos.get(0) >= TimeUnit.MILLISECONDS.toNanos(50));
        assertTrue(triesNanos.get(2) - triesNanos.get(1) >= TimeUnit.MILLISECONDS.toNanos(100));
    }

    @Test
    void eachTryThatFailsIsTold() {
        List<String> told = new CopyOnWriteArrayList<>();
        add(EVENTS, "bad");

        start(
                entry -> told.size() < 2 ? failing(told.size()) : handle(entry),
                failure -> told.add(failure.getMessage()));

        Eventually.holds(() -> assertEquals(List.of("bad"), delivered));
        assertEquals(2, told.size(), told::toString);
    }

    @Test
    void anEntryInFlightIsNotDeliveredTwiceWhenTheConnectionBreaks() {
        addMany(2);
        start(this::keep);
        Eventually.holds(() -> assertEquals(List.of("1", "2"), delivered));

        redis.killClients();
        add(EVENTS, "3");

        Eventually.holds(() -> assertEquals(List.of("1", "2", "3"), delivered));
    }

    @Test
    void aGroupThatWasDestroyedIsCreatedAgainFromTheBeginning() {
        add(EVENTS, "1");
        start(this::handle);
        Eventually.holds(() -> assertEquals(List.of("1"), delivered));

        redis.call(Command.XGROUP, "DESTROY", EVENTS, GROUP);

        Eventually.holds(() -> assertEquals(List.of("1", "1"), delivered));
        add(EVENTS, "2");
        Eventually.holds(() -> assertEquals(List.of("1", "1", "2"), delivered));
    }

    @Test
    void aGroupThatWasDestroyedBeginsWhereItHadFinishedAStreamThatIsKeptForEver() {
        add(EVENTS, "1");
        start(this::handle);
        Eventually.holds(() -> assertEquals(List.of("1"), delivered));
        noteFinished();
        add(EVENTS, "2");
        Eventually.holds(() -> assertEquals(List.of("1", "2"), delivered));

        redis.call(Command.XGROUP, "DESTROY", EVENTS, GROUP);

        Eventually.holds(() -> assertEquals(List.of("1", "2", "2"), delivered));
    }

    private static void noteFinished() {
        RedisLink link = redis.link();
        Eventually.holds(() -> assertEquals(0, redis.pending(EVENTS, GROUP)));
        new StreamTrimmer(redis.vertx(), link, Map.of(), Map.of(EVENTS, GROUP), 0)
                .trim()
                .eventually(link::close)
                .await();
    }

    private static Future<Void> failing(int times) {
        if (times == 2) {
            throw new IllegalStateException("thrown");
        }
        return Future.failedFuture("failed");
    }
}
