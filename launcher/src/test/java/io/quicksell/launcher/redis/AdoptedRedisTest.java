package io.quicksell.launcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quicksell.testing.Eventually;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Redis that outlived its launcher serves the next one. */
class AdoptedRedisTest extends SurvivorTestBase {

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
        try (RedisRun run = RedisRun.start(data, new EmbeddedSettings(RedisRun.EXECUTABLE, "everysec", 64))) {
            assertEquals(survivor, run.server());
            assertEquals("everysec", run.setting("appendfsync"));
            assertEquals("67108864", run.setting("maxmemory"));
        }
    }

    @Test
    void oneFromBeforeTheServicesHadAUserGetsItAndKeepsItWhenItEnds() throws IOException {
        survivor.probe().send("ACL DELUSER " + ServiceUser.NAME);
        Path record = data.resolve("redis.json");
        String before = Files.readString(record);
        Files.writeString(record, before.replaceFirst(",\"service_?[pP]assword\":\"[^\"]*\"", ""));
        assertNotEquals(before, Files.readString(record));

        try (RedisRun run = RedisRun.start(data)) {
            assertEquals(survivor.pid(), run.server().pid());
            run.callAsService(Command.SET, "stock", 5);
            run.killServer();

            Eventually.holds(() ->
                    assertEquals("5", run.callAsService(Command.GET, "stock").toString()));
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
}
