package io.quicksell.launcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.launcher.run.StartFailure;
import io.quicksell.testing.Eventually;
import io.quicksell.testing.OwnRedis;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis whose launcher was killed: there is never a second one on its folder. */
class SurvivingRedisTest {

    @TempDir
    Path home;

    private Path data;
    private RedisServer survivor;

    @BeforeEach
    void aLauncherIsKilled() {
        data = home.resolve("data");
        survivor = KilledLauncher.leavesBehind(data);
        assertEquals(List.of(survivor.pid()), RedisRun.processesOn(data));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        RedisRun.processesOn(data).forEach(pid -> OwnRedis.signal("KILL", pid));
    }

    @Test
    void itIsAdoptedWithItsDataAndStoppedLater() {
        try (RedisRun run = RedisRun.start(data)) {
            assertEquals(survivor, run.server());
            assertEquals(List.of(survivor.pid()), RedisRun.processesOn(data));
            run.call(Command.SET, "stock", 5);
        }
        assertEquals(List.of(), RedisRun.processesOn(data));
    }

    @Test
    void anAdoptedOneIsStartedAgainWhenItEnds() {
        try (RedisRun run = RedisRun.start(data)) {
            run.call(Command.SET, "stock", 5);
            run.killServer();

            Eventually.holds(
                    () -> assertEquals("5", run.call(Command.GET, "stock").toString()));
            assertEquals(survivor.port(), run.server().port());
        }
    }

    @Test
    void anAdoptedOneWorksAsTheConfSaysNow() {
        try (RedisRun run = RedisRun.start(data, RedisRun.EXECUTABLE, "everysec")) {
            assertEquals(survivor, run.server());
            assertEquals("everysec", run.setting("appendfsync"));
        }
    }

    @Test
    void itIsAdoptedAlsoWhereItsLauncherDiedBeforeItKnewTheProcess() {
        RedisRun.write(data, survivor.runningAs(0));

        try (RedisRun run = RedisRun.start(data)) {
            assertEquals(survivor, run.server());
            assertEquals(List.of(survivor.pid()), RedisRun.processesOn(data));
        }
        assertEquals(List.of(), RedisRun.processesOn(data));
    }

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
        RedisRun.write(data, new RedisServer(0, freePort(), survivor.password(), survivor.family()));
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

    private String refusal() {
        return assertThrows(StartFailure.class, () -> RedisRun.start(data)).getMessage();
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
