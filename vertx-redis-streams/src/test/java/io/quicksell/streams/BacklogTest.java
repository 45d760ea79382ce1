package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.redis.RedisLink;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What counts as a backlog of a group, and how old it is. */
class BacklogTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String GROUP = "group";

    private RedisLink link;

    @BeforeEach
    void twoStreams() {
        link = redis.link();
        redis.call(Command.XGROUP, "CREATE", "a", GROUP, "0", "MKSTREAM");
        redis.call(Command.XGROUP, "CREATE", "b", GROUP, "0", "MKSTREAM");
    }

    @Test
    void nothingIsWaitingWhenAllIsFinished() {
        String id = redis.pendingEntry("a", GROUP, Map.of("n", "1"));
        redis.call(Command.XACK, "a", GROUP, id);

        Backlog backlog = look();

        assertEquals(Optional.empty(), backlog.oldestMillis());
        assertEquals(List.of(0L, 0L), List.of(backlog.pending(), backlog.ageMillis()));
        assertEquals(backlog.nowMillis(), backlog.finishedUntilMillis());
    }

    @Test
    void theOldestEntryIsPendingOrNotYetRead() {
        redis.call(Command.XADD, "a", "5000-0", "n", "1");
        redis.call(Command.XREADGROUP, "GROUP", GROUP, "test", "STREAMS", "a", ">");
        redis.call(Command.XADD, "a", "6000-0", "n", "2");
        assertEquals(Optional.of(5_000L), look().oldestMillis());

        redis.call(Command.XADD, "b", "4000-0", "n", "3");
        assertEquals(Optional.of(4_000L), look().oldestMillis());
        Backlog backlog = look();
        assertEquals(1, backlog.pending());
        assertEquals(backlog.nowMillis() - 4_000, backlog.ageMillis());
        assertEquals(4_000, backlog.finishedUntilMillis());
    }

    @Test
    void whatNeedsANewerProcessIsNotFinishedAndDoesNotAge() {
        redis.call(Command.XADD, "a", "4000-0", "n", "1", "v", "2");
        redis.call(Command.XREADGROUP, "GROUP", GROUP, "needs-version-2", "STREAMS", "a", ">");
        assertEquals(List.of(1L, 1L, 0L), List.of(look().pending(), look().newer(), look().ageMillis()));
        redis.call(Command.XADD, "a", "5000-0", "n", "2");
        redis.call(Command.XREADGROUP, "GROUP", GROUP, "test", "STREAMS", "a", ">");

        Backlog backlog = look();

        assertEquals(List.of(2L, 1L), List.of(backlog.pending(), backlog.newer()));
        assertEquals(backlog.nowMillis() - 5_000, backlog.ageMillis());
        assertEquals(4_000, backlog.finishedUntilMillis());
        assertEquals(0, Backlog.of(link, GROUP, List.of("a", "b"), 2).await().newer());
    }

    @Test
    void aMissingGroupIsNotAnEmptyBacklog() {
        redis.call(Command.XGROUP, "DESTROY", "b", GROUP);

        assertThrows(IllegalStateException.class, this::look);
    }

    private Backlog look() {
        return Backlog.of(link, GROUP, List.of("a", "b"), 1).await();
    }
}
