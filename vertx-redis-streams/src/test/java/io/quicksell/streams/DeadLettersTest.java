package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.redis.TransientFailure;
import io.quicksell.redis.TransientFailure.Outcome;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which entries a poller dead-letters and which it does not. */
class DeadLettersTest extends PollerTestBase {

    @Test
    void anEntryThatAlwaysFailsIsDeadLetteredAndHoldsNothingUp() {
        AtomicInteger tries = new AtomicInteger();
        add(EVENTS, "poison");
        add(EVENTS, "1");

        start(entry -> {
            if (entry.field("n").equals("poison")) {
                tries.incrementAndGet();
                return Future.failedFuture("no such order");
            }
            return handle(entry);
        });

        Eventually.holds(() -> assertEquals(1, all().size()));
        DeadLetters.DeadLetter letter = all().get(0);
        assertEquals(Map.of("n", "poison"), letter.entry().fields());
        assertEquals(
                List.of(EVENTS, "no such order", 5), List.of(letter.entry().stream(), letter.error(), letter.tries()));
        assertEquals(5, tries.get());
        assertEquals(List.of("1"), delivered);
        assertEquals(0, pending());
    }

    @Test
    void aTransientFailureDoesNotCountAsATry() {
        AtomicInteger tries = new AtomicInteger();
        add(EVENTS, "1");

        start(entry -> tries.incrementAndGet() <= 5
                ? Future.failedFuture(new TransientFailure(Outcome.NOT_CARRIED_OUT, "something is away", null))
                : handle(entry));

        Eventually.holds(() -> assertEquals(List.of("1"), delivered));
        assertEquals(List.of(), all());
    }

    @Test
    void anEntryThatIsAcknowledgedAlreadyIsNotDeadLettered() {
        add(EVENTS, "1");
        start(this::keep);
        Eventually.holds(() -> assertEquals(List.of("1"), delivered));
        StreamEntry entry = inFlight.get("1").entry();
        redis.call(Command.XACK, EVENTS, GROUP, entry.id());

        deadLetters.add(entry, new IllegalStateException("late"), 5).await();

        assertEquals(List.of(), all());
    }

    /** The handler is full until the entry is no longer in flight. */
    @Test
    void anEntryThatAnotherConsumerHandledMeanwhileIsNotCalledADeadLetter() {
        addMany(MAX_IN_FLIGHT + 1);

        try (LogLines log = LogLines.of(Deliveries.class.getName())) {
            start(entry -> entry.field("n").equals("1")
                    ? handle(entry).compose(acknowledged -> Future.failedFuture("too late"))
                    : keep(entry));
            Eventually.holds(() -> assertTrue(inFlight.containsKey("4")));

            assertTrue(log.lines().stream().noneMatch(line -> line.contains("dead letter")), log.lines()::toString);
        }
        assertEquals(List.of(), all());
    }

    @Test
    void anEntryThatWasTrimmedBeforeItWasHandledIsDeadLetteredAndHoldsNothingUp() {
        String trimmed = redis.pendingEntry(EVENTS, GROUP, Map.of("n", "trimmed"));
        redis.call(Command.XDEL, EVENTS, trimmed);
        redis.pendingEntry(EVENTS, GROUP, Map.of("n", "1"));
        add(EVENTS, "2");

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("1", "2"), delivered));
        Eventually.holds(() -> assertEquals(trimmed, all().get(0).entry().id()));
        Eventually.holds(() -> assertEquals(0, pending()));
    }

    private List<DeadLetters.DeadLetter> all() {
        return deadLetters.page(Optional.empty(), 10).await();
    }
}
