package io.quicksell.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other tests take for granted of a Redis with sentinels. */
class SentinelSetupTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private SentinelSetup setup;

    @BeforeEach
    void start() {
        setup = SentinelSetup.start(vertx, folder, 1);
    }

    @AfterEach
    void end() {
        if (setup != null) {
            setup.close();
        }
        vertx.close().await();
    }

    @Test
    void anOperatorsFailoverKeepsTheDataAndMakesTheOldPrimaryAReplica() {
        OwnRedis old = setup.primary();
        setup.call(old, Command.SET, "kept", "yes");

        OwnRedis now = setup.failOver();

        assertNotEquals(old, now);
        assertEquals("yes", setup.call(now, Command.GET, "kept").toString());
        setup.awaitReplicas(now, 1);
        assertEquals("slave", setup.role(old));
    }

    @Test
    void aKilledPrimaryIsReplacedAndComesBackAsAReplica() {
        OwnRedis old = setup.primary();
        old.kill();

        OwnRedis now = setup.awaitPrimaryOtherThan(old);

        old.start();
        setup.awaitReplicas(now, 1);
        assertEquals("slave", setup.role(old));
    }
}
