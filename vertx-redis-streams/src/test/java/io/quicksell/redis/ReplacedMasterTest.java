package io.quicksell.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.SentinelSetup;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two that both say that they are the master, as when the network parts them: the newest decision of the sentinels counts. */
class ReplacedMasterTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final LogLines log = LogLines.of(KeptConnection.class.getName());

    @AfterEach
    void end() {
        log.close();
        vertx.close().await();
    }

    @Test
    void oneThatWasReplacedIsLeftThoughItAnswersAndTakesWrites() throws IOException {
        try (OwnRedis old = OwnRedis.start(folder("old"));
                OwnRedis next = OwnRedis.start(folder("next"));
                OwnRedis before = sentinel("before", old, 1);
                OwnRedis after = sentinel("after", next, 2)) {
            after.freeze();
            Sentinels sentinels = new Sentinels(
                    Stream.of(before, after)
                            .map(sentinel -> new Address("127.0.0.1", sentinel.port()))
                            .toList(),
                    SentinelSetup.MASTER_NAME,
                    "",
                    "",
                    false,
                    "");
            RedisLink link = new RedisLink(vertx, new RedisEndpoint(sentinels, "", "", false, ""), "test").open();
            Eventually.succeeds(() -> link.ping().await());
            link.send(Request.cmd(Command.SET, "where", "old")).await();

            after.thaw();

            Eventually.holds(() -> assertEquals(
                    null, link.send(Request.cmd(Command.GET, "where")).await()));
            assertEquals(
                    new Address("127.0.0.1", next.port()), link.masterAddress().orElseThrow());
            assertTrue(
                    log.lines()
                            .contains("test has no connection to Redis: 127.0.0.1:" + next.port()
                                    + " has replaced 127.0.0.1:" + old.port()
                                    + " as the master; trying again for ever"),
                    log.lines()::toString);
        }
    }

    /** One that nobody tells anything, and that made its decision in that epoch. */
    private OwnRedis sentinel(String name, OwnRedis master, int epoch) throws IOException {
        return OwnRedis.startSentinel(
                folder(name),
                List.of(
                        "sentinel monitor " + SentinelSetup.MASTER_NAME + " 127.0.0.1 " + master.port() + " 9",
                        "sentinel config-epoch " + SentinelSetup.MASTER_NAME + " " + epoch));
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }
}
