package io.quicksell.launcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.LogLines;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server cannot write any more. A limit on the size of its files stands for the full disk: Redis meets the same failed write. */
class FullDiskTest {

    private static final Duration HEALS_WITHIN = Duration.ofSeconds(30);
    /** So many need more than 12 s where the pauses go on doubling. */
    private static final int TRIES = 7;

    private static final Duration BACK_WITHIN = Duration.ofSeconds(3);
    private static final String VALUE = "x".repeat(100);
    private static final int MORE_THAN_FITS = 10_000;

    @TempDir
    Path home;

    private Path full;
    private Path server;
    private Path tries;

    @BeforeEach
    void aServerWithALimit() throws IOException {
        full = Files.createFile(home.resolve("full"));
        tries = home.resolve("tries");
        Path binary = RedisBinary.find("", home.resolve("bin")).path();
        Path check = Files.createSymbolicLink(home.resolve("redis-check-aof"), binary);
        server = Files.writeString(home.resolve("server"), """
                #!/bin/sh
                case "$0" in *redis-check-aof) exec "%s" "$@" ;; esac
                echo >> "%s"
                [ -e "%s" ] && ulimit -f 32
                exec "%s" "$@"
                """.formatted(check, tries, full, binary));
        Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void whatWasAcknowledgedIsThereWhenThereIsRoomAgain() throws IOException {
        Path data = home.resolve("data");
        try (RedisRun run = RedisRun.start(data, server.toString(), RedisRun.APPENDFSYNC)) {
            long first = run.server().pid();
            int acknowledged = writeUntilItFails(run);
            assertTrue(acknowledged > 10, "only " + acknowledged + " fit");

            Files.delete(full);
            Eventually.succeeds(HEALS_WITHIN, () -> {
                run.call(Command.SET, "room", "again");
                return null;
            });

            for (int i = 1; i <= acknowledged; i++) {
                assertEquals(VALUE, run.call(Command.GET, i).toString());
            }
            Eventually.holds(() -> assertNotEquals(0, run.server().pid()));
            assertNotEquals(first, run.server().pid());
            Eventually.holds(() -> assertEquals(
                    List.of(run.server().pid()), RedisRun.processesOn(data), "after the log was written anew"));
        }
        Eventually.holds(() -> assertEquals(List.of(), RedisRun.processesOn(data)));
    }

    @Test
    void itIsTriedEverySecondAndEachReasonIsLoggedOnce() throws IOException {
        Files.delete(full);
        Path data = home.resolve("data");
        try (RedisRun run = RedisRun.start(data, server.toString(), RedisRun.APPENDFSYNC);
                LogLines log = LogLines.of(RedisWatch.class.getName())) {
            Path noRoom = Files.createDirectories(data.resolve("redis.json.new/inside"));
            long before = Files.size(tries);
            run.killServer();
            Eventually.holds(() -> assertTrue(tries.toFile().length() - before >= TRIES));
            assertEquals(2, log.lines().size(), log.lines()::toString);

            Files.delete(noRoom);
            Files.deleteIfExists(noRoom.getParent()); // the next try may have done it
            Eventually.succeeds(BACK_WITHIN, () -> run.call(Command.PING));
        }
    }

    private static int writeUntilItFails(RedisRun run) {
        for (int i = 1; i <= MORE_THAN_FITS; i++) {
            try {
                run.call(Command.SET, i, VALUE);
            } catch (IllegalStateException full) {
                return i - 1;
            }
        }
        throw new AssertionError("it never fails");
    }
}
