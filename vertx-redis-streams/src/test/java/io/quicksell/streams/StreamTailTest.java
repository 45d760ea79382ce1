package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.EventLoop;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.RealRedis;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which batches a tail delivers the entries of two streams, and when it starts anew. */
class StreamTailTest implements StreamTail.Listener {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final EventLoop loop = new EventLoop(redis.vertx());
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<StreamPosition> starts = new CopyOnWriteArrayList<>();
    private volatile Future<Void> taken = Future.succeededFuture();
    private StreamTail tail;

    @Override
    public Future<Void> onBatch(List<StreamEntry> entries, StreamPosition position) {
        batches.add(entries.stream().map(StreamEntry::id).toList());
        return taken;
    }

    @Override
    public void onStart(StreamPosition position) {
        starts.add(position);
    }

    @BeforeEach
    void followWhatComesAfterTheFirstEntry() {
        add("a", "9-9");
        tail = loop.make(
                () -> new StreamTail(redis.vertx(), redis.endpoint(), "test", List.of("a", "b"), this).start());
        Eventually.holds(() -> assertEquals(List.of(List.of("9-9", "0-0")), ids(starts)));
    }

    @AfterEach
    void close() {
        loop.run(tail::close).await();
        assertEquals(List.of(), loop.thrown());
    }

    @Test
    void theEntriesOfABatchComeOldestFirstWhicheverStreamTheyAreIn() {
        Promise<Void> first = Promise.promise();
        taken = first.future();
        add("a", "10-0");
        Eventually.holds(() -> assertEquals(List.of(List.of("10-0")), batches));
        add("b", "10-2");
        add("b", "100-0");
        add("a", "10-9");
        add("a", "10-10");

        taken = Future.succeededFuture();
        first.complete();

        Eventually.holds(
                () -> assertEquals(List.of(List.of("10-0"), List.of("10-2", "10-9", "10-10", "100-0")), batches));
    }

    @Test
    void aBatchThatFailsIsRepeatedUntilItSucceeds() {
        taken = Future.failedFuture("not yet");
        add("a", "10-0");
        Eventually.holds(() -> assertEquals(List.of(List.of("10-0"), List.of("10-0")), batches.subList(0, 2)));

        taken = Future.succeededFuture();
        add("b", "11-0");
        Eventually.holds(() -> assertTrue(last().contains("11-0")));
        add("b", "12-0");

        Eventually.holds(() -> assertEquals(List.of("12-0"), last()));
    }

    @Test
    void afterTheConnectionBreaksItGoesOnWhereItWas() {
        redis.killClients();
        add("a", "10-0");
        Eventually.holds(() -> assertEquals(List.of(List.of("10-0")), batches));

        add("b", "11-0");

        Eventually.holds(() -> assertEquals(List.of(List.of("10-0"), List.of("11-0")), batches));
        assertEquals(1, starts.size());
    }

    @Test
    void itStartsAnewIfEntriesThatItMissedAreNotThereAnyMore() {
        taken = Promise.<Void>promise().future();
        add("a", "10-0");
        Eventually.holds(() -> assertEquals(1, batches.size()));

        redis.call(Command.DEL, "a");
        add("a", "20-0");
        redis.killClients();

        Eventually.holds(() -> assertEquals(List.of("20-0", "0-0"), ids(starts).get(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9-9", "12-0"})
    void itStartsAnewIfRedisLostWritesAndNewOnesCameFirst(String idOfAnother) {
        atOnce(
                "redis.call('DEL', 'a')",
                "redis.call('XADD', 'a', '" + idOfAnother + "', 'n', 'of another history')",
                "redis.call('XADD', 'b', '11-0', 'n', '1')");

        Eventually.holds(
                () -> assertEquals(List.of(idOfAnother, "11-0"), ids(starts).get(1)));
        add("b", "12-0");
        Eventually.holds(() -> assertEquals(List.of(List.of("12-0")), batches));
    }

    @Test
    void itNoticesWithoutAnEntryAndWithoutALostConnectionThatTheStreamsAreGone() {
        redis.call(Command.DEL, "a");

        Eventually.holds(() -> assertEquals(List.of("0-0", "0-0"), ids(starts).get(1)));
    }

    @Test
    void theFirstEntriesOfAStreamThatWasEmptyAreDeliveredAfterTheConnectionBreaks() {
        redis.killClients();
        add("b", "1-0");
        add("b", "2-0");

        Eventually.holds(() -> assertEquals(
                List.of("1-0", "2-0"), batches.stream().flatMap(List::stream).toList()));
        assertEquals(1, starts.size());
    }

    private List<String> last() {
        return batches.get(batches.size() - 1);
    }

    private static void add(String stream, String id) {
        redis.call(Command.XADD, stream, id, "n", "1");
    }

    /** In one step, so that the tail sees all of it or nothing. */
    private static void atOnce(String... steps) {
        redis.call(Command.EVAL, String.join("\n", steps), 0);
    }

    private static List<List<String>> ids(List<StreamPosition> positions) {
        return positions.stream()
                .map(position -> position.marks().stream()
                        .map(mark -> mark.id().toString())
                        .toList())
                .toList();
    }
}
