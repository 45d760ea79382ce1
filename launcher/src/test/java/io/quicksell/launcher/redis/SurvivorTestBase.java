package io.quicksell.launcher.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quicksell.launcher.run.StartFailure;
import io.quicksell.testing.OwnRedis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Redis whose launcher was killed. */
abstract class SurvivorTestBase {

    @TempDir
    Path home;

    Path data;
    RedisServer survivor;

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

    String refusal() {
        return assertThrows(StartFailure.class, () -> RedisRun.start(data)).getMessage();
    }
}
