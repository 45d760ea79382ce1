package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.redis.RedisLink;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a reader that was away gets: all that it missed, or nothing where the streams cannot show that they have its history. */
class StreamHistoryTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int LIMIT = 5;
    private static final List<String> STREAMS = List.of("a", "b");

    private RedisLink link;

    @BeforeEach
    void anEntryThatWasRead() {
        link = redis.link();
        add("a", "10-0");
    }

    @Test
    void whatCameMeanwhileIsReadOldestFirst() {
        StreamPosition position = end();
        add("a", "30-0");
        add("b", "20-0");

        assertEquals(Optional.of(List.of("20-0", "30-0")), since(position));
    }

    @Test
    void upToTheLimitAndNotOneMore() {
        StreamPosition position = end();
        for (int n = 1; n <= LIMIT; n++) {
            add("a", 10 + n + "-0");
        }
        assertEquals(Optional.of(LIMIT), since(position).map(List::size));

        add("b", "20-0");

        assertEquals(Optional.empty(), since(position));
    }

    @Test
    void aReaderThatIsAheadOfTheEndMissesNothing() {
        StreamPosition before = end();
        add("a", "11-0");

        assertEquals(Optional.of(List.of()), between(end(), before));
    }

    /** A failover that lost the entry: the ids go on as if nothing had happened. */
    @Test
    void anEntryThatIsNotThereAnyMoreProvesNothingThoughNewOnesAreOlderAndYounger() {
        add("a", "11-0");
        StreamPosition position = end();
        redis.call(Command.XDEL, "a", "11-0");
        add("a", "12-0");

        assertEquals(Optional.empty(), since(position));
    }

    @Test
    void anEntryOfTheSameIdWithOtherContentProvesNothing() {
        List<Map<String, String>> contents = List.of(
                Map.of("n", "2"),
                Map.of("m", "1"),
                Map.of("n", "1", "m", ""),
                Map.of("n1", ""),
                Map.of("", "n1"),
                Map.of("n", "1", "o", "2"));
        StreamPosition position = end();
        for (Map<String, String> other : contents) {
            redis.call(Command.DEL, "a");
            List<Object> entry = new ArrayList<>(List.of("a", "10-0"));
            other.forEach((field, value) -> Collections.addAll(entry, field, value));
            redis.call(Command.XADD, entry.toArray());
            add("a", "11-0");

            assertEquals(Optional.empty(), since(position), other::toString);
        }
    }

    @Test
    void theSameEntryWithItsFieldsInAnotherOrderIsTheSame() {
        redis.call(Command.XADD, "b", "10-0", "n", "1", "m", "2");
        StreamPosition position = end();
        redis.call(Command.DEL, "b");
        redis.call(Command.XADD, "b", "10-0", "m", "2", "n", "1");

        assertEquals(Optional.of(List.of()), since(position));
    }

    @Test
    void aStreamThatIsGoneOrWasMadeAnewProvesNothing() {
        StreamPosition position = end();
        redis.call(Command.DEL, "a");
        assertEquals(Optional.empty(), since(position));

        add("a", "20-0");

        assertEquals(Optional.empty(), since(position));
    }

    @Test
    void anIdOfTheFutureProvesNothing() {
        Mark future = new Mark(EntryId.parse("99-0"), end().marks().get(0).digest());

        assertEquals(Optional.empty(), since(new StreamPosition(List.of(future, Mark.NONE))));
    }

    @Test
    void aForgedDigestProvesNothing() {
        for (String digest : List.of("", "0000000000000000", "fedcba9876543210")) {
            Mark forged = new Mark(EntryId.parse("10-0"), digest);
            assertEquals(Optional.empty(), since(new StreamPosition(List.of(forged, Mark.NONE))), digest);
        }
    }

    @Test
    void aStreamThatWasEmptyIsReadFromItsFirstEntry() {
        StreamPosition position = end();
        add("b", "1-0");
        add("b", "2-0");

        assertEquals(Optional.of(List.of("1-0", "2-0")), since(position));
    }

    @Test
    void aStreamThatWasEmptyAndHasBeenTrimmedSinceProvesNothing() {
        StreamPosition position = end();
        for (int n = 1; n <= 1_000; n++) {
            add("b", n + "-0");
        }
        trim("b");

        assertEquals(Optional.empty(), since(position));
    }

    @Test
    void whoHasTheNewestEntryIsNotHarmedByTrimming() {
        for (int n = 1; n <= 1_000; n++) {
            add("b", n + "-0");
        }
        StreamPosition position = end();

        trim("b");

        assertEquals(Optional.of(List.of()), since(position));
    }

    @Test
    void anOrdinaryRestartOfRedisProvesEverything(@TempDir Path folder) {
        try (OwnRedis own = OwnRedis.start(folder)) {
            StreamPosition position = over(own, link -> {
                add(link, "a");
                return end(link);
            });

            own.kill();
            own.start();

            assertEquals(Optional.of(1), over(own, link -> {
                add(link, "a");
                return between(link, position, end(link)).map(List::size);
            }));
        }
    }

    @Test
    void aPromotedReplicaThatLostWritesAndHasNewOnesProvesNothing(@TempDir Path one, @TempDir Path other) {
        try (OwnRedis master = OwnRedis.start(one);
                OwnRedis replica = OwnRedis.start(other)) {
            StreamPosition replicated = over(master, link -> {
                add(link, "a");
                return end(link);
            });
            over(replica, link -> {
                send(link, Command.REPLICAOF, "127.0.0.1", master.endpoint().port());
                Eventually.holds(() -> assertEquals(replicated, end(link)));
                return send(link, Command.REPLICAOF, "NO", "ONE");
            });
            StreamPosition lost = over(master, link -> {
                add(link, "a");
                return end(link);
            });

            over(replica, link -> {
                add(link, "a");
                assertEquals(
                        Optional.of(1), between(link, replicated, end(link)).map(List::size));
                assertEquals(Optional.empty(), between(link, lost, end(link)));
                return null;
            });
        }
    }

    private Optional<List<String>> since(StreamPosition position) {
        return between(position, end());
    }

    private Optional<List<String>> between(StreamPosition after, StreamPosition end) {
        return between(link, after, end);
    }

    private StreamPosition end() {
        return end(link);
    }

    private void trim(String stream) {
        new StreamTrimmer(redis.vertx(), link, Map.of(stream, List.of()), Map.of(), 3_600_000)
                .trim()
                .await();
    }

    private static void add(String stream, String id) {
        redis.call(Command.XADD, stream, id, "n", "1");
    }

    private static <T> T over(OwnRedis own, Function<RedisLink, T> work) {
        RedisLink link = new RedisLink(redis.vertx(), own.endpoint(), "test").open();
        Eventually.succeeds(() -> link.ping().await());
        T result = work.apply(link);
        link.close().await();
        return result;
    }

    private static void add(RedisLink link, String stream) {
        send(link, Command.XADD, stream, "*", "n", "1");
    }

    private static Response send(RedisLink link, Command command, Object... arguments) {
        Request request = Request.cmd(command);
        Stream.of(arguments).map(String::valueOf).forEach(request::arg);
        return link.send(request).await();
    }

    private static StreamPosition end(RedisLink link) {
        return StreamPosition.end(STREAMS, link::send).await();
    }

    private static Optional<List<String>> between(RedisLink link, StreamPosition after, StreamPosition end) {
        return new StreamHistory(link, STREAMS, LIMIT)
                .between(after, end)
                .await()
                .map(entries -> entries.stream().map(StreamEntry::id).toList());
    }
}
