package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.streams.StreamPieces.Piece;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a reader that keeps its own position gets, piece by piece. */
class StreamPiecesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final int LIMIT = 3;

    private StreamPieces pieces;

    @BeforeEach
    void anEntryThatWasRead() {
        pieces = new StreamPieces(redis.link(), List.of("a", "b"), LIMIT);
        add("a", 10);
    }

    @Test
    void everyEntryComesOnceAndThePiecesEndWhereTheStreamsDo() {
        StreamPosition position = pieces.end().await();
        for (int n = 11; n <= 18; n++) {
            add("a", n);
        }
        add("b", 1);
        StreamPosition end = pieces.end().await();

        List<String> read = new ArrayList<>();
        while (!position.hasReached(end)) {
            Piece piece = after(position).orElseThrow();
            assertTrue(piece.entries().size() <= 2 * LIMIT);
            piece.entries().forEach(entry -> read.add(entry.stream() + entry.id()));
            position = piece.position();
        }

        assertEquals(List.of("a11-0", "a12-0", "a13-0", "b1-0", "a14-0", "a15-0", "a16-0", "a17-0", "a18-0"), read);
        assertEquals(end, position);
        assertEquals(List.of(), after(position).orElseThrow().entries());
    }

    @Test
    void aPositionHasReachedAnotherOnlyIfItHasInEveryStream() {
        StreamPosition earlier = pieces.end().await();
        add("b", 1);
        StreamPosition later = pieces.end().await();

        assertTrue(later.hasReached(earlier));
        assertTrue(later.hasReached(later));
        assertFalse(earlier.hasReached(later));
    }

    @Test
    void aPositionOfAnotherHistoryGivesNothing() {
        add("a", 11);
        StreamPosition position = pieces.end().await();
        redis.call(Command.XDEL, "a", "11-0");
        add("a", 12);

        assertEquals(Optional.empty(), after(position));
    }

    private Optional<Piece> after(StreamPosition position) {
        return pieces.after(position).await();
    }

    private static void add(String stream, int n) {
        redis.call(Command.XADD, stream, n + "-0", "n", n);
    }
}
