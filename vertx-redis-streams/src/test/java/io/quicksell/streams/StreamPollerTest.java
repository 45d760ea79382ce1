package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamPollerTest extends PollerTestBase {

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
}
