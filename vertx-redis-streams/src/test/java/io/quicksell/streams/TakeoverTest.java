package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which entries a poller takes over: those that are pending and that no living consumer has in flight. */
class TakeoverTest extends PollerTestBase {

    private static final long LONG_MILLIS = 60_000;

    @Test
    void whatIsPendingUnderADeadConsumersNameIsTakenOver() {
        pendingFor("dead", "1", LONG_MILLIS);

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("1"), delivered));
        Eventually.holds(() -> assertEquals(0, pending()));
    }

    @Test
    void whatALivingConsumerHasPendingIsLeftToItHoweverLong() {
        redis.call(Command.SET, "consumer:living", "token", "PX", LONG_MILLIS);
        pendingFor("living", "1", LONG_MILLIS);
        pendingFor("dead", "2", LONG_MILLIS);

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("2"), delivered));
        assertEquals(1, pending());
    }

    @Test
    void whatADeadConsumerGotJustNowIsNotTakenOverYet() {
        pendingFor("dead", "1", 0);
        pendingFor("long dead", "2", LONG_MILLIS);

        start(this::handle);

        Eventually.holds(() -> assertEquals(List.of("2"), delivered));
        assertEquals(1, pending());
    }

    @Test
    void anEntryWhoseDeliveryWasLostOnTheWayIsDeliveredAgain() {
        addMany(MAX_IN_FLIGHT);
        start(this::keep);
        Eventually.holds(() -> assertEquals(MAX_IN_FLIGHT, inFlight.size()));

        pendingFor(CONSUMER, "lost", LONG_MILLIS);
        List.of("1", "2", "3").forEach(this::finish);

        Eventually.holds(() -> assertEquals(List.of("1", "2", "3", "lost"), delivered));
    }

    private static void pendingFor(String consumer, String n, long idleMillis) {
        if (redis.call(Command.EXISTS, EVENTS).toInteger() == 0) {
            redis.call(Command.XGROUP, "CREATE", EVENTS, GROUP, "0", "MKSTREAM");
        }
        String id = redis.call(Command.XADD, EVENTS, "*", "n", n).toString();
        redis.call(Command.XREADGROUP, "GROUP", GROUP, consumer, "STREAMS", EVENTS, ">");
        redis.call(Command.XCLAIM, EVENTS, GROUP, consumer, 0, id, "IDLE", idleMillis, "JUSTID");
    }
}
