package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.redis.ScriptReply;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a poller does with entries of a newer version than it understands: nothing, so that a newer one can have them. */
class NewerEntriesTest extends PollerTestBase {

    private static final String LEFT_FOR_2 = "needs-version-2";
    private static final int NEWER = 2;

    private final List<String> handledByTheNewer = new CopyOnWriteArrayList<>();
    private Future<Void> newerStopped = Future.succeededFuture();

    @BeforeEach
    void aGroup() {
        redis.call(Command.XGROUP, "CREATE", EVENTS, GROUP, "0", "MKSTREAM");
    }

    @AfterEach
    void stopTheNewer() {
        newerStopped.await();
    }

    @Test
    void manyNewerEntriesStayPendingAndDoNotHoldUpTheOthers() {
        IntStream.rangeClosed(1, 10 * MAX_IN_FLIGHT).forEach(n -> add(n, NEWER));
        add(99, VERSION);

        try (LogLines log = LogLines.of("io.quicksell.streams")) {
            start(this::handle);

            Eventually.holds(() -> assertEquals(List.of("99"), delivered));
            Eventually.holds(() -> assertEquals(Map.of(LEFT_FOR_2, 10 * MAX_IN_FLIGHT), pendingByConsumer()));
            assertEquals(
                    List.of(
                            "Entries of events are of version 2 and wait for a newer process: this one understands up to 1."
                                    + " Upgrade it."),
                    log.lines());
        }
        assertEquals(0, deadLetters.count().await());
        Backlog backlog = loop.run(() -> poller.backlog(link)).await();
        assertEquals(10 * MAX_IN_FLIGHT, backlog.newer());
        assertEquals(0, backlog.ageMillis());
    }

    @Test
    void whoHasLeftAnEntryDoesNotTouchItAgain() {
        add(1, NEWER);
        start(this::handle);
        Eventually.holds(() -> assertEquals(Map.of(LEFT_FOR_2, 1), pendingByConsumer()));
        long deliveries = deliveriesOfTheOldest();

        redis.killClients();
        pendingForADeadOne(2, VERSION);
        Eventually.holds(() -> assertEquals(List.of("2"), delivered)); // so it has looked what to take over

        assertEquals(Map.of(LEFT_FOR_2, 1), pendingByConsumer());
        assertEquals(deliveries, deliveriesOfTheOldest());
    }

    @Test
    void aNewerProcessTakesThemOverFromOneThatLives() {
        start(this::handle);
        add(1, NEWER);
        Eventually.holds(() -> assertEquals(Map.of(LEFT_FOR_2, 1), pendingByConsumer()));

        StreamPoller newer = startAs("newer", NEWER, this::handleAsTheNewer);
        add(2, VERSION);
        add(3, NEWER);

        Eventually.holds(() -> assertEquals(
                List.of("1", "3"),
                handledByTheNewer.stream().filter(n -> !n.equals("2")).sorted().toList()));
        Eventually.holds(() -> assertEquals(0, pending()));
        newerStopped = loop.run(newer::stop);
    }

    @Test
    void aNewerEntryThatADeadProcessHadIsLeftByWhoTakesItOver() {
        pendingForADeadOne(1, NEWER);

        start(this::handle);

        Eventually.holds(() -> assertEquals(Map.of(LEFT_FOR_2, 1), pendingByConsumer()));
        assertEquals(List.of(), delivered);
    }

    @Test
    void aVersionThatIsNoneMakesADeadLetter() {
        redis.call(Command.XADD, EVENTS, "*", "n", "1", "v", "two");

        start(this::handle);

        Eventually.holds(() -> assertEquals(1, deadLetters.count().await()));
        assertEquals(List.of(), delivered);
        assertEquals(0, pending());
    }

    private Future<Void> handleAsTheNewer(StreamEntry entry) {
        handledByTheNewer.add(entry.field("n"));
        return handle(entry);
    }

    private static void add(int n, int version) {
        redis.call(Command.XADD, EVENTS, "*", "n", n, "v", version);
    }

    /** In one step, so that nobody else reads it. */
    private static void pendingForADeadOne(int n, int version) {
        String script = """
                local id = redis.call('XADD', KEYS[1], '*', 'n', ARGV[2], 'v', ARGV[3])
                redis.call('XREADGROUP', 'GROUP', ARGV[1], 'dead', 'STREAMS', KEYS[1], '>')
                redis.call('XCLAIM', KEYS[1], ARGV[1], 'dead', 0, id, 'IDLE', 60000, 'JUSTID')
                """;
        redis.call(Command.EVAL, script, 1, EVENTS, GROUP, n, version);
    }

    private static Map<String, Integer> pendingByConsumer() {
        Map<String, Integer> pending = new HashMap<>();
        redis.call(Command.XINFO, "CONSUMERS", EVENTS, GROUP).stream()
                .map(ScriptReply::fields)
                .filter(consumer -> !consumer.get("pending").equals("0"))
                .forEach(consumer -> pending.put(consumer.get("name"), Integer.valueOf(consumer.get("pending"))));
        return pending;
    }

    private static long deliveriesOfTheOldest() {
        return redis.call(Command.XPENDING, EVENTS, GROUP, "-", "+", 1)
                .get(0)
                .get(3)
                .toLong();
    }
}
