package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quicksell.redis.RedisLink;
import io.quicksell.streams.DeadLetters.DeadLetter;
import io.quicksell.testing.RealRedis;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How an entry is dead-lettered, in literal values: what one version writes, the next one reads. */
class DeadLetterEntryTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private RedisLink link;
    private DeadLetters deadLetters;

    @BeforeEach
    void aLink() {
        link = redis.link();
        deadLetters = new DeadLetters(link, "group", "dead_letters:group");
    }

    @AfterEach
    void close() {
        link.close().await();
    }

    @Test
    void aDeadLetterIsWrittenLikeThis() {
        StreamEntry entry = pendingEntry();

        deadLetters.add(entry, new IllegalStateException("no such product"), 5).await();

        assertEquals(
                List.of(Map.of(
                        "stream", "events",
                        "entry_id", entry.id(),
                        "entry", "{\"name\":\"Tea \\\"green\\\" ☕\"}",
                        "error", "no such product",
                        "tries", "5")),
                redis.stream("dead_letters:group"));
        assertEquals(0, redis.pending("events", "group"));
    }

    @Test
    void anEntryIsDeadLetteredOnce() {
        StreamEntry entry = pendingEntry();
        deadLetters.add(entry, new IllegalStateException("no such product"), 5).await();
        Map<String, String> before = redis.snapshot();

        deadLetters.add(entry, new IllegalStateException("no such product"), 5).await();

        assertEquals(before, redis.snapshot());
    }

    /** A primary that was replaced may have had another entry under that id. */
    @Test
    void anotherEntryOfTheSameIdStaysPending() {
        StreamEntry entry = pendingEntry();
        StreamEntry another = new StreamEntry(entry.stream(), entry.id(), Map.of("name", "Coffee"));
        Map<String, String> before = redis.snapshot();

        assertFalse(deadLetters
                .add(another, new IllegalStateException("no such product"), 5)
                .await());

        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        StreamEntry entry = pendingEntry();

        WrongTypes.expectFoundFirst(
                redis,
                List.of("dead_letters:group", "events"),
                () -> deadLetters
                        .add(entry, new IllegalStateException("no such product"), 5)
                        .await());
    }

    @Test
    void aDeadLetterThatWasWrittenLikeThisIsRead() {
        redis.call(
                Command.XADD,
                "dead_letters:group",
                "1764000000123-4",
                "stream",
                "events",
                "entry_id",
                "1764000000000-0",
                "entry",
                "{\"name\":\"Tea\",\"units\":\"7\"}",
                "error",
                "no such product",
                "tries",
                "5");

        DeadLetter letter = deadLetters.page(Optional.empty(), 10).await().get(0);

        assertEquals(
                new DeadLetter(
                        "1764000000123-4",
                        new StreamEntry("events", "1764000000000-0", Map.of("name", "Tea", "units", "7")),
                        "no such product",
                        5),
                letter);
        assertEquals(1_764_000_000_123L, letter.atMillis());
    }

    private static StreamEntry pendingEntry() {
        Map<String, String> fields = Map.of("name", "Tea \"green\" ☕");
        return new StreamEntry("events", redis.pendingEntry("events", "group", fields), fields);
    }
}
