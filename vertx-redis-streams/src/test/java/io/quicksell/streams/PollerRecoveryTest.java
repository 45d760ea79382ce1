package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.streams.DeadLetters.DeadLetter;
import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a poller does about the dead, about twins, about entries that cannot be handled and about an operator's errors. */
class PollerRecoveryTest extends PollerTestBase {

    private static final long LONG_MILLIS = 60_000;

    @Test
    void whatIsPendingUnderADeadConsumersNameIsTakenOver() {
        pendingFor("dead", "1", LONG_MILLIS);

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("1"), handed));
        Eventually.holds(() -> assertEquals(0, redis.pending(NEWS, GROUP)));
    }

    @Test
    void whatALivingConsumerHasPendingIsLeftToItHoweverLong() {
        redis.call(Command.SET, ConsumerLease.key("living"), "token", "PX", LONG_MILLIS);
        pendingFor("living", "1", LONG_MILLIS);
        pendingFor("dead", "2", LONG_MILLIS);

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("2"), handed));
        assertEquals(1, redis.pending(NEWS, GROUP));
    }

    @Test
    void whatADeadConsumerGotJustNowIsNotTakenOverYet() {
        pendingFor("dead", "1", 0);
        pendingFor("long dead", "2", LONG_MILLIS);

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("2"), handed));
        assertEquals(1, redis.pending(NEWS, GROUP));
    }

    @Test
    void anEntryWhoseDeliveryWasLostOnTheWayIsTakenUp() {
        addMany(MAX_IN_FLIGHT);
        start(this::keep);
        Eventually.holds(() -> assertEquals(MAX_IN_FLIGHT, inHand.size()));

        pendingFor(CONSUMER, "lost", LONG_MILLIS);
        List.of("1", "2", "3").forEach(this::finish);

        Eventually.holds(() -> assertEquals(List.of("1", "2", "3", "lost"), handed));
    }

    @Test
    void aProcessThatLostItsNameToATwinGoesOnUnderAnother() {
        start(this::handle);
        Eventually.holds(() -> assertTrue(poller.isReading()));

        redis.call(Command.SET, ConsumerLease.key(CONSUMER), "of a twin", "PX", LONG_MILLIS);

        Eventually.holds(() -> assertEquals(
                2, redis.call(Command.XINFO, "CONSUMERS", NEWS, GROUP).size()));
        add(NEWS, "1");
        Eventually.holds(() -> assertEquals(List.of("1"), handed));
        assertEquals(
                "of a twin",
                redis.call(Command.GET, ConsumerLease.key(CONSUMER)).toString());
    }

    @Test
    void anEntryThatAlwaysFailsBecomesADeadLetterAndHoldsNothingUp() {
        AtomicInteger tries = new AtomicInteger();
        add(NEWS, "poison");
        add(NEWS, "1");

        start(entry -> {
            if (entry.field("n").equals("poison")) {
                tries.incrementAndGet();
                return Future.failedFuture("no such order");
            }
            return handle(entry);
        });

        Eventually.holds(() -> assertEquals(1, deadLetters().size()));
        DeadLetter letter = deadLetters().get(0);
        assertEquals(Map.of("n", "poison"), letter.entry().fields());
        assertEquals(
                List.of(NEWS, "no such order", 5), List.of(letter.entry().stream(), letter.error(), letter.tries()));
        assertEquals(5, tries.get());
        assertEquals(List.of("1"), handed);
        assertEquals(0, redis.pending(NEWS, GROUP));
    }

    @Test
    void thatSomethingIsAwayIsNoTry() {
        AtomicInteger tries = new AtomicInteger();
        add(NEWS, "1");

        start(entry -> tries.incrementAndGet() <= 5 ? Future.failedFuture(away()) : handle(entry));

        Eventually.holds(() -> assertEquals(List.of("1"), handed));
        assertEquals(List.of(), deadLetters());
    }

    @Test
    void anEntryThatIsAcknowledgedByThenBecomesNoDeadLetter() {
        add(NEWS, "1");
        start(this::keep);
        Eventually.holds(() -> assertEquals(List.of("1"), handed));
        StreamEntry entry = inHand.get("1").entry();
        redis.call(Command.XACK, NEWS, GROUP, entry.id());

        deadLetters.putAside(entry, new IllegalStateException("late"), 5).await();

        assertEquals(List.of(), deadLetters());
    }

    @Test
    void aTrimmedEntryIsReportedAsADeadLetter() {
        String id = redis.pendingEntry(NEWS, GROUP, Map.of("n", "1"));
        redis.call(Command.XDEL, NEWS, id);

        start(this::handle);

        Eventually.holds(() -> assertEquals(id, deadLetters().get(0).entry().id()));
        assertEquals(0, redis.pending(NEWS, GROUP));
    }

    @Test
    void aGroupThatWasDestroyedIsMadeAgainFromTheBeginning() {
        add(NEWS, "1");
        start(this::handle);
        Eventually.holds(() -> assertEquals(List.of("1"), handed));

        redis.call(Command.XGROUP, "DESTROY", NEWS, GROUP);

        Eventually.holds(() -> assertEquals(List.of("1", "1"), handed));
        add(NEWS, "2");
        Eventually.holds(() -> assertEquals(List.of("1", "1", "2"), handed));
    }

    private void pendingFor(String consumer, String n, long idleMillis) {
        if (redis.call(Command.EXISTS, NEWS).toInteger() == 0) {
            redis.call(Command.XGROUP, "CREATE", NEWS, GROUP, "0", "MKSTREAM");
        }
        String id = redis.call(Command.XADD, NEWS, "*", "n", n).toString();
        redis.call(Command.XREADGROUP, "GROUP", GROUP, consumer, "STREAMS", NEWS, ">");
        redis.call(Command.XCLAIM, NEWS, GROUP, consumer, 0, id, "IDLE", idleMillis, "JUSTID");
    }

    private List<DeadLetter> deadLetters() {
        return deadLetters.page(Optional.empty(), 10).await();
    }
}
