package io.quicksell.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.redis.RedisLink;
import io.quicksell.streams.DeadLetters.DeadLetter;
import io.quicksell.testing.RealRedis;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dead letter as it stands in Redis, in literal values: what one version writes, the next one reads. */
class DeadLetterFormatTest {

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
        String id = redis.pendingEntry("events", "group", Map.of("name", "Tea \"green\" ☕"));
        StreamEntry entry = new StreamEntry("events", id, Map.of("name", "Tea \"green\" ☕"));

        deadLetters.add(entry, new IllegalStateException("no such product"), 5).await();

        assertEquals(
                List.of(Map.of(
                        "stream", "events",
                        "entry_id", id,
                        "entry", "{\"name\":\"Tea \\\"green\\\" ☕\"}",
                        "error", "no such product",
                        "tries", "5")),
                redis.stream("dead_letters:group"));
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
}
