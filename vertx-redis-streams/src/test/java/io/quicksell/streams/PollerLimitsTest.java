package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quicksell.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How much a poller takes while its handler is busy, and how long its stop waits. */
class PollerLimitsTest extends PollerTestBase {

    @Test
    void withAsManyEntriesInFlightAsAllowedItReadsNoMore() {
        addMany(10);
        start(this::keep);
        Eventually.holds(() -> assertEquals(MAX_IN_FLIGHT, delivered.size()));
        assertEquals(MAX_IN_FLIGHT, pending());

        finish("2");

        Eventually.holds(() -> assertEquals(List.of("1", "2", "3", "4"), delivered));
        assertEquals(MAX_IN_FLIGHT, pending());
    }

    @Test
    void stopWaitsForTheEntriesThatAreBeingHandledAndTakesNoMore() {
        addMany(1);
        start(this::keep);
        Eventually.holds(() -> assertEquals(List.of("1"), delivered));

        Future<Void> stopped = loop.run(poller::stop);
        add(EVENTS, "2");
        assertFalse(stopped.isComplete());
        finish("1");

        stopped.await();
        assertEquals(List.of("1"), delivered);
        String clients = redis.call(Command.CLIENT, "LIST").toString();
        assertFalse(clients.contains("xreadgroup"), clients);
    }

    @Test
    void stopDoesNotWaitForEver() throws Exception {
        addMany(1);
        start(this::keep);
        Eventually.holds(() -> assertEquals(List.of("1"), delivered));

        loop.run(poller::stop).await(4, TimeUnit.SECONDS);

        assertEquals(1, pending());
    }
}
