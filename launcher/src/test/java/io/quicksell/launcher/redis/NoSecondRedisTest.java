package io.quicksell.launcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** There is never a second Redis on the folder of one that outlived its launcher, whatever became of it and of its record. */
class NoSecondRedisTest extends SurvivorTestBase {

    @Test
    void aFrozenOneIsNamedAndNoSecondOneIsStarted() {
        OwnRedis.signal("STOP", survivor.pid());

        assertEquals(
                "The Redis of " + data + " (process " + survivor.pid() + ") runs but does not answer; end it (with"
                        + " appendfsync always, kill -9 loses nothing) and start again",
                refusal());
        assertEquals(List.of(survivor.pid()), RedisRun.processesOn(data));
        assertEquals(survivor, RedisRun.serverOf(data));

        OwnRedis.signal("CONT", survivor.pid());
        try (RedisRun run = RedisRun.start(data)) {
            assertEquals(survivor, run.server());
        }
    }

    @Test
    void oneThatNoRecordTellsOfIsNamedAndNoSecondOneIsStarted() throws IOException {
        Files.delete(data.resolve("redis.json"));

        String line = refusal();

        assertTrue(line.startsWith("Process " + survivor.pid() + " works on " + data), line);
        assertEquals(List.of(survivor.pid()), RedisRun.processesOn(data));
        assertTrue(Files.notExists(data.resolve("redis.json")));
    }

    @Test
    void oneWithoutItsPidFileIsFoundByWhereItWorks() throws IOException {
        OwnRedis.signal("STOP", survivor.pid());
        RedisRun.write(data, new RedisServer(0, freePort(), survivor.password(), "", survivor.family()));
        Files.delete(data.resolve("redis/redis.pid"));

        String line = refusal();

        assertTrue(line.contains("rocess " + survivor.pid()), line);
        assertEquals(List.of(survivor.pid()), RedisRun.processesOn(data));
    }

    @Test
    void aCopyOfItsFolderGetsAServerOfItsOwn() throws IOException {
        Path copy = home.resolve("copy");
        copy(data, copy);

        try (RedisRun run = RedisRun.start(copy)) {
            assertNotEquals(survivor.port(), run.server().port());
            assertEquals(List.of(run.server().pid()), RedisRun.processesOn(copy));
        }
        assertEquals(List.of(survivor.pid()), RedisRun.processesOn(data));
    }

    @Test
    void oneThatWasKilledAsWellIsGoneEvenIfItsNumberWasGivenAwayAnew() {
        OwnRedis.signal("KILL", survivor.pid());
        Eventually.holds(() -> assertEquals(List.of(), RedisRun.processesOn(data)));
        long other = ProcessHandle.current().pid();
        RedisRun.write(data, survivor.runningAs(other));

        try (RedisRun run = RedisRun.start(data)) {
            assertNotEquals(other, run.server().pid());
            assertEquals(List.of(run.server().pid()), RedisRun.processesOn(data));
        }
    }

    private static int freePort() {
        return RedisServer.planned("redis 6").port();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
