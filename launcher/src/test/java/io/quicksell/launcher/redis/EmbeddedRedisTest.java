package io.quicksell.launcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.quicksell.testing.SystemUser;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that a launcher starts, ends, and starts again when it was killed. */
class EmbeddedRedisTest {

    private static final Duration BACK_WITHIN = Duration.ofSeconds(3);

    @TempDir
    Path home;

    private Path data;

    @BeforeEach
    void aDataFolder() {
        data = home.resolve("data");
    }

    @Test
    void itAnswersOnlyWhatIsOnDiskAndForgetsNothingToMakeRoom() {
        try (RedisRun run = RedisRun.start(data)) {
            assertEquals("yes", run.setting("appendonly"));
            assertEquals("always", run.setting("appendfsync"));
            assertEquals("no", run.setting("aof-load-truncated"));
            assertEquals("noeviction", run.setting("maxmemory-policy"));
            assertEquals("", run.setting("save"));
        }
    }

    @Test
    void itTakesNoMoreMemoryAndClientsThanItMay() {
        try (RedisRun run = RedisRun.start(data, new EmbeddedSettings(RedisRun.EXECUTABLE, RedisRun.APPENDFSYNC, 16))) {
            assertEquals("16777216", run.setting("maxmemory"));
            assertEquals("1000", run.setting("maxclients"));
            String buffers = run.setting("client-output-buffer-limit");
            assertTrue(buffers.startsWith("normal 268435456 67108864 60 "), buffers);

            run.call(Command.SETRANGE, "half", 8_000_000, "x");
            assertThrows(IllegalStateException.class, () -> {
                run.call(Command.SETRANGE, "more", 9_000_000, "x");
                run.call(Command.SET, "stock", 5);
            });
            assertEquals("8000001", run.call(Command.STRLEN, "half").toString());
        }
    }

    @Test
    void withoutALimitInTheConfItTakesHalfOfTheMachine() {
        try (RedisRun run = RedisRun.start(data)) {
            long total = Long.parseLong(run.info("total_system_memory"));
            long max = Long.parseLong(run.setting("maxmemory"));
            assertTrue(max > 0 && max <= total / 2, max + " of " + total);
        }
    }

    @Test
    void onlyTheOwnerOfTheFolderCanReachIt() throws IOException {
        try (RedisRun run = RedisRun.start(data)) {
            RedisServer server = run.server();

            assertEquals("127.0.0.1", run.setting("bind"));
            assertEquals(64, server.password().length());
            assertEquals(server.password(), run.setting("requirepass"));
            assertEquals(RedisProbe.State.READY, server.probe().state());
            assertEquals(RedisProbe.State.OTHER, new RedisProbe(server.port(), "guess").state());
            assertEquals("rw-------", permissions("redis.json"));
            assertEquals("rw-------", permissions("redis/redis.conf"));
        }
    }

    @Test
    void theServicesMayDoWhatTheyNeedAndNothingElse() {
        assertEquals(SystemUser.RIGHTS, ServiceUser.RIGHTS);
        try (RedisRun run = RedisRun.start(data)) {
            run.callAsService(Command.SET, "stock", 5);

            assertEquals("5", run.callAsService(Command.GET, "stock").toString());
            expectForbidden(() -> run.callAsService(Command.CONFIG, "SET", "dir", "/tmp"));
            expectForbidden(() -> run.callAsService(Command.SHUTDOWN));
            expectForbidden(() -> run.callAsService(Command.FLUSHALL));
            expectForbidden(() -> run.callAsService(Command.ACL, "LIST"));
        }
    }

    private static void expectForbidden(Executable command) {
        String refusal = assertThrows(IllegalStateException.class, command).getMessage();
        assertTrue(refusal.contains("NOPERM"), refusal);
    }

    @Test
    void nobodyElseMayReadWhatItWrites() throws IOException {
        try (RedisRun run = RedisRun.start(data)) {
            run.call(Command.SET, "stock", 5);
            run.call(Command.BGREWRITEAOF);
            Eventually.holds(() -> assertEquals("0", run.info("aof_rewrite_in_progress")));

            try (Stream<Path> all = Files.walk(data.resolve("redis"))) {
                assertEquals(
                        List.of(),
                        all.filter(EmbeddedRedisTest::othersMayReadIt).toList());
            }
            assertEquals("rw-------", permissions("log/redis.log"));
            assertEquals("rw-------", permissions("log/redis-start.log"));
        }
    }

    @Test
    void aStopEndsTheProcessAndAStartFindsTheData() {
        try (RedisRun run = RedisRun.start(data)) {
            run.call(Command.SET, "stock", 5);
        }
        assertEquals(List.of(), RedisRun.processesOn(data));

        try (RedisRun run = RedisRun.start(data)) {
            assertEquals("5", run.call(Command.GET, "stock").toString());
        }
    }

    @Test
    void aFrozenServerIsStoppedToo() {
        try (RedisRun run = RedisRun.start(data)) {
            run.call(Command.SET, "stock", 5);
            OwnRedis.signal("STOP", run.server().pid());
        }
        Eventually.holds(() -> assertEquals(List.of(), RedisRun.processesOn(data)));

        try (RedisRun run = RedisRun.start(data)) {
            assertEquals("5", run.call(Command.GET, "stock").toString());
        }
    }

    @Test
    void aKilledServerIsBackOnItsPortWithAllThatWasAcknowledged() {
        try (RedisRun run = RedisRun.start(data)) {
            RedisServer before = run.server();
            for (int round = 1; round <= 3; round++) {
                run.call(Command.SET, "round", round);
                run.killServer();
                String expected = String.valueOf(round);
                Eventually.succeeds(BACK_WITHIN, () -> {
                    assertEquals(expected, run.call(Command.GET, "round").toString());
                    return null;
                });
            }

            Eventually.holds(() -> assertEquals(List.of(run.server().pid()), RedisRun.processesOn(data)));
            assertEquals(before.port(), run.server().port());
            assertEquals(before.password(), run.server().password());
            assertNotEquals(before.pid(), run.server().pid());
        }
        assertEquals(List.of(), RedisRun.processesOn(data));
    }

    private static boolean othersMayReadIt(Path path) {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                    .endsWith("------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
    }
}
